import { RecentMap } from './recent-map.js';
import type { Duration, Instant } from './time.js';

/** So many at once, and so many again within each such time, at an even pace. */
export interface RateLimit {
  readonly most: number;
  readonly within: Duration;
}

/** One leaky bucket per key: each event fills it by one, and it drains evenly. Memory is bounded: the key that was used longest ago is forgotten. */
export class LeakyBuckets<Key extends string = string> {
  readonly #levels: RecentMap<Key, { readonly level: number; readonly at: Instant }>;

  constructor(
    private readonly limit: RateLimit,
    maxKeys = 20_000,
  ) {
    this.#levels = new RecentMap(maxKeys);
  }

  /** Milliseconds until one more fits; 0 or less: it fits now. */
  waitMs(key: Key, at: Instant): number {
    const { most, within } = this.limit;
    return ((this.#level(key, at) + 1 - most) * within) / most;
  }

  /** Counts one if it fits. `false`: it does not, and costs the key nothing. */
  take(key: Key, at: Instant): boolean {
    const fits = this.waitMs(key, at) <= 0;
    if (fits) this.fill(key, at);
    return fits;
  }

  /** Counts one, also where it does not fit: who goes on too fast stays above the limit. A bucket never holds more than the limit. */
  fill(key: Key, at: Instant): void {
    this.#levels.set(key, { level: Math.min(this.limit.most, this.#level(key, at) + 1), at });
  }

  #level(key: Key, at: Instant): number {
    const last = this.#levels.get(key);
    if (last === undefined) return 0;
    // An event may come with an older time than the last one: a message that waited on disk.
    const drained = (Math.max(0, at - last.at) * this.limit.most) / this.limit.within;
    return Math.max(0, last.level - drained);
  }
}
