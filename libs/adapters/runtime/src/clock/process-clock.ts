import { performance } from 'node:perf_hooks';
import { duration, instant, type Clock, type Duration, type Instant } from '@silverbell/kernel';

/** A machine that slept wakes up at the true time; a wall clock that leaps further than this is not believed. */
const LONGEST_SLEEP_MS = 12 * 3_600_000;
const NOTICEABLE_MS = 1_000;

/**
 * Wall-clock time, advanced by the monotonic clock: setting the clock back cannot make time run backwards here.
 * It follows the wall clock forward only (a machine that was suspended), and {@link drift} tells how far the two are apart.
 */
export class ProcessClock implements Clock {
  #anchor: { readonly wall: number; readonly elapsedMs: number };
  #last: number;

  constructor(
    private readonly wall: () => number = () => Date.now(),
    private readonly monotonicNow: () => number = () => performance.now(),
  ) {
    this.#anchor = { wall: wall(), elapsedMs: monotonicNow() };
    this.#last = Math.floor(this.#anchor.wall);
  }

  now(): Instant {
    const ahead = this.wall() - this.#anchored();
    if (ahead > NOTICEABLE_MS && ahead < LONGEST_SLEEP_MS)
      this.#anchor = { wall: this.wall(), elapsedMs: this.monotonicNow() };
    this.#last = Math.max(this.#last, Math.floor(this.#anchored()));
    return instant(this.#last);
  }

  /** Facts of an earlier run count too: time here never falls behind the last recorded one. */
  notBefore(lastFact: Instant): void {
    this.#last = Math.max(this.#last, lastFact);
  }

  /** Positive: the wall clock is behind us, it was set back. */
  drift(): Duration {
    return duration(Math.round(this.now() - this.wall()));
  }

  #anchored(): number {
    return this.#anchor.wall + (this.monotonicNow() - this.#anchor.elapsedMs);
  }
}
