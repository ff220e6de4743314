import type { Instant } from '@silverbell/kernel';

/** Counts events per key in a sliding window of whole buckets; memory is bounded by forgetting the longest idle keys. */
export class RateMeter {
  private readonly keys = new Map<string, { from: number; now: number; before: number }>();

  constructor(
    private readonly windowMs: number,
    private readonly maxKeys = 20_000,
  ) {}

  /** How many there were in the last window. */
  count(key: string, at: Instant): number {
    const from = Math.floor(at / this.windowMs);
    const seen = this.keys.get(key);
    if (seen === undefined || from > seen.from + 1) return 0;
    const share = 1 - (at % this.windowMs) / this.windowMs;
    return from > seen.from ? Math.floor(seen.now * share) : seen.now + Math.floor(seen.before * share);
  }

  /** Counts one more, and answers how many there were in the last window, this one included. */
  add(key: string, at: Instant): number {
    const from = Math.floor(at / this.windowMs);
    const seen = this.keys.get(key);
    const next =
      seen === undefined || from > seen.from + 1
        ? { from, now: 1, before: 0 }
        : from > seen.from
          ? { from, now: 1, before: seen.now }
          : { ...seen, now: seen.now + 1 };
    this.keys.delete(key);
    this.keys.set(key, next);
    if (this.keys.size > this.maxKeys)
      for (const oldest of this.keys.keys()) {
        this.keys.delete(oldest);
        break;
      }
    const share = 1 - (at % this.windowMs) / this.windowMs;
    return next.now + Math.floor(next.before * share);
  }
}
