import { after, type Clock, type Duration, type Instant, instant } from '@silverbell/kernel';

/** A Sunday noon in China, far from midnight, month and year. */
export const A_NOON = instant(Date.UTC(2026, 2, 1, 4));

/** A clock that stands until it is moved, and never goes back. */
export class FixedClock implements Clock {
  #now: Instant;

  constructor(at: Instant = A_NOON) {
    this.#now = at;
  }

  now(): Instant {
    return this.#now;
  }

  /** A duration in milliseconds, or words such as '20 s', '5 min', '2 h'. */
  advance(wait: Duration | SpanText): Instant {
    const by = typeof wait === 'string' ? durationOf(wait) : wait;
    if (!(by >= 0)) throw new Error(`a clock does not go back: ${String(wait)}`);
    this.#now = after(this.#now, by);
    return this.#now;
  }

  /** To this very instant, which is not in the past. */
  advanceTo(at: Instant): Instant {
    if (at < this.#now) throw new Error(`a clock does not go back: ${String(at - this.#now)} ms`);
    this.#now = at;
    return at;
  }
}

const UNITS = { ms: 1, s: 1_000, min: 60_000, h: 3_600_000, d: 86_400_000 } as const;
export type SpanText = `${number} ${keyof typeof UNITS}`;

export function durationOf(words: SpanText): Duration {
  const [count, unit] = words.split(' ') as [string, keyof typeof UNITS];
  return (Number(count) * UNITS[unit]) as Duration;
}
