import type { MoverFeed, MoverPlace } from '@silverbell/web-map';
import type { Push } from '@silverbell/web-live';

interface Spot {
  readonly lat: number;
  readonly lng: number;
}

/** The places of a few helpers and the ways they came: what the lines to an incident are made of. */
export interface PlacesAndTrails {
  readonly places: ReadonlyMap<string, MoverPlace>;
  readonly trails: ReadonlyMap<string, readonly Spot[]>;
}

/** Where positions come from, as much of a socket as this needs. */
export interface PositionSource {
  on(name: 'positions', listener: (message: Push<'positions'>) => void): () => void;
}

/** Points kept per helper: at one message a second some eight minutes, more than enough to see where she came from. */
const MOST_POINTS = 500;

/** Latest place of each helper on duty and the way she came since this page was opened. Never in React: hundreds of them move each second. */
export class HelperPositions implements MoverFeed {
  readonly #source: PositionSource;
  readonly #now: () => number;
  readonly #listeners = new Set<() => void>();
  readonly #trails = new Map<string, Spot[]>();
  #places: ReadonlyMap<string, MoverPlace> = new Map();
  #heardMs: number | null = null;
  #undo: (() => void) | null = null;
  #asked: { readonly of: string; readonly seen: string; readonly answer: PlacesAndTrails } | null = null;

  /** `now`: the server's time in milliseconds. */
  constructor(source: PositionSource, now: () => number) {
    this.#source = source;
    this.#now = now;
  }

  readonly subscribe = (changed: () => void): (() => void) => {
    this.#listeners.add(changed);
    this.#undo ??= this.#source.on('positions', (message) => this.#take(message));
    return () => {
      this.#listeners.delete(changed);
      if (this.#listeners.size > 0) return;
      this.#undo?.();
      this.#undo = null;
    };
  };

  places(): ReadonlyMap<string, MoverPlace> {
    return this.#places;
  }

  /** The server's time of the last message in milliseconds; `null`: none came since this page was opened. */
  heardAt(): number | null {
    return this.#heardMs;
  }

  nowS(): number {
    return this.#now() / 1_000;
  }

  /** The same answer until one of them has moved. */
  of(ids: readonly string[]): PlacesAndTrails {
    const of = ids.join(' ');
    const seen = ids.map((id) => `${this.#trails.get(id)?.length ?? 0} ${stampOf(this.#places.get(id))}`).join(',');
    if (this.#asked?.of === of && this.#asked.seen === seen) return this.#asked.answer;
    const answer = {
      places: new Map(ids.flatMap((id) => entryOf(id, this.#places.get(id)))),
      trails: new Map(ids.flatMap((id) => entryOf(id, this.#trails.get(id)?.slice()))),
    };
    this.#asked = { of, seen, answer };
    return answer;
  }

  /** Each message is whole: who is not in it went off duty, or may not go any more. */
  #take({ helpers }: Push<'positions'>): void {
    this.#heardMs = this.#now();
    this.#places = new Map(helpers.map(([id, lat, lng, atS]) => [id, { lat, lng, atS }]));
    for (const id of [...this.#trails.keys()]) if (!this.#places.has(id)) this.#trails.delete(id);
    for (const [id, { lat, lng, atS }] of this.#places) {
      // Where she is registered is no part of a way.
      if (atS === 0) continue;
      const trail = this.#trails.get(id);
      if (trail === undefined) this.#trails.set(id, [{ lat, lng }]);
      else {
        const last = trail.at(-1);
        if (last?.lat === lat && last.lng === lng) continue;
        trail.push({ lat, lng });
        if (trail.length > MOST_POINTS) trail.splice(0, trail.length - MOST_POINTS);
      }
    }
    for (const changed of this.#listeners) changed();
  }
}

const stampOf = (place: MoverPlace | undefined): string =>
  place === undefined ? '' : `${place.atS} ${place.lat} ${place.lng}`;

const entryOf = <T>(id: string, value: T | undefined): [string, T][] => (value === undefined ? [] : [[id, value]]);
