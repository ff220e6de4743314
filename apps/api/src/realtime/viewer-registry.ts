import type { PresenceMessage } from '@silverbell/mqtt-contract';
import type { IncidentPlace } from './incident-audience.js';

export type Viewer = PresenceMessage['people'][number];

/** A page that has an incident on the screen. */
export interface Viewing {
  readonly incidentId: string;
  readonly person: Viewer;
  /** Decides whether she may still see it. */
  readonly place: IncidentPlace;
}
interface Leased<Value> {
  readonly value: Value;
  readonly untilMs: number;
}

/** Incidents whose viewers changed: sent to the other replicas where the change is `here`, and to the pages that view them either way. */
export interface ViewerChanges {
  readonly here: readonly string[];
  readonly elsewhere: readonly string[];
}

/**
 * The viewers of each incident: the pages of this replica one by one, those of every other replica as it reported them last. Each entry
 * expires, so that a crashed page or replica disappears. Times are milliseconds of a monotonic clock.
 */
export class ViewerRegistry<Page> {
  readonly #pages = new Map<Page, Leased<Viewing>>();
  /** By incident, then by replica. */
  readonly #others = new Map<string, Map<string, Leased<readonly Viewer[]>>>();

  constructor(private readonly expiresAfterMs: number) {}

  /** A page has this incident on its screen, or none any more; returns the incidents whose viewers changed. */
  set(page: Page, viewing: Viewing | null, nowMs: number): readonly string[] {
    const before = this.#pages.get(page)?.value;
    if (viewing === null) this.#pages.delete(page);
    else this.#pages.set(page, { value: viewing, untilMs: nowMs + this.expiresAfterMs });
    if (before?.incidentId === viewing?.incidentId) return [];
    return [before, viewing].flatMap((one) => one?.incidentId ?? []);
  }

  /** `true`: other viewers than that replica reported before. */
  setOfReplica(replica: string, incidentId: string, people: readonly Viewer[], nowMs: number): boolean {
    const replicas = this.#others.get(incidentId) ?? new Map<string, Leased<readonly Viewer[]>>();
    const before = replicas.get(replica)?.value ?? [];
    if (people.length === 0) replicas.delete(replica);
    else replicas.set(replica, { value: people, untilMs: nowMs + this.expiresAfterMs });
    if (replicas.size === 0) this.#others.delete(incidentId);
    else this.#others.set(incidentId, replicas);
    return JSON.stringify(distinct(before)) !== JSON.stringify(distinct(people));
  }

  /** Removes entries that were not renewed in time. */
  expire(nowMs: number): ViewerChanges {
    const here = [...this.#pages].flatMap(([page, { value, untilMs }]) => {
      if (untilMs > nowMs) return [];
      this.#pages.delete(page);
      return value.incidentId;
    });
    const elsewhere = [...this.#others].flatMap(([incidentId, replicas]) =>
      [...replicas].flatMap(([replica, { untilMs }]) => {
        if (untilMs > nowMs) return [];
        this.setOfReplica(replica, incidentId, [], nowMs);
        return incidentId;
      }),
    );
    return { here, elsewhere };
  }

  /** Every incident that is viewed through this replica. */
  get incidentsHere(): ReadonlySet<string> {
    return new Set([...this.#pages.values()].map(({ value }) => value.incidentId));
  }

  /** Through this replica. */
  here(incidentId: string): readonly Viewer[] {
    return distinct(this.pagesOf(incidentId).map(({ viewing }) => viewing.person));
  }

  /** Through every replica, each person once. */
  of(incidentId: string): readonly Viewer[] {
    const others = [...(this.#others.get(incidentId)?.values() ?? [])].flatMap(({ value }) => value);
    return distinct([...this.here(incidentId), ...others]);
  }

  pagesOf(incidentId: string): readonly { readonly page: Page; readonly viewing: Viewing }[] {
    return [...this.#pages].flatMap(([page, { value }]) =>
      value.incidentId === incidentId ? [{ page, viewing: value }] : [],
    );
  }
}

/** Sorted, so that the order is the same on every replica. */
const distinct = (people: readonly Viewer[]): readonly Viewer[] =>
  [...new Map(people.map((one) => [one.id, one])).values()].sort((a, b) => (a.id < b.id ? -1 : 1));
