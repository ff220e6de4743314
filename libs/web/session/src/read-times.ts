import type { ServerClock } from '@silverbell/web-live';
import { hashKey, type QueryCache, type QueryKey } from '@tanstack/react-query';

/** When each answer of the query cache was read, by the server's clock: the clock of the PC may be wrong by hours. */
export class ReadTimes {
  readonly #times = new Map<string, number>();
  readonly #clock: ServerClock;

  constructor(cache: QueryCache, clock: ServerClock) {
    this.#clock = clock;
    cache.subscribe((event) => {
      if (event.type === 'updated' && event.action.type === 'success')
        this.#times.set(event.query.queryHash, clock.elapsed());
      if (event.type === 'removed') this.#times.delete(event.query.queryHash);
    });
  }

  of(key: QueryKey): number | null {
    const at = this.#times.get(hashKey(key));
    return at === undefined ? null : this.#clock.at(at);
  }
}
