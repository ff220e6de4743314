import type { Clock } from '@silverbell/kernel';

/** Older than this it says nothing about now. */
const FRESH_MS = 15_000;

/**
 * How far our clock and the database's are apart. Asked in the background, so that a database that hangs delays nothing; the time
 * the question took is not held against either clock.
 */
export class DatabaseClock {
  #last: { readonly differsMs: number; readonly at: number } | null = null;
  #asking: Promise<void> | null = null;

  constructor(
    private readonly queries: { clockMs(): Promise<number> },
    private readonly clock: Clock,
    private readonly monotonicNow: () => number = () => performance.now(),
  ) {}

  /** Positive: ours is ahead. As of the last answer, and asks for the next one; `null`: none came lately. */
  differsS(): number | null {
    void this.poll();
    const last = this.#last;
    return last !== null && this.monotonicNow() - last.at <= FRESH_MS ? last.differsMs / 1_000 : null;
  }

  poll(): Promise<void> {
    this.#asking ??= this.#ask()
      .catch(() => undefined)
      .finally(() => (this.#asking = null));
    return this.#asking;
  }

  async #ask(): Promise<void> {
    const [ours, began] = [this.clock.now(), this.monotonicNow()];
    const theirs = await this.queries.clockMs();
    const half = (this.monotonicNow() - began) / 2;
    const apart = ours + half - theirs;
    this.#last = { differsMs: Math.sign(apart) * Math.max(0, Math.abs(apart) - half), at: this.monotonicNow() };
  }
}
