import type { PresenceWord } from '@silverbell/mqtt-contract';
import type { CasePlace } from './who-sees.js';

export type Onlooker = PresenceWord['people'][number];

export interface Look {
  readonly incidentId: string;
  readonly person: Onlooker;
  /** Where the case lies: decides whether she may still see it. */
  readonly place: CasePlace;
}
interface Leased<What> {
  readonly what: What;
  readonly untilMs: number;
}

/** Whose circle is another one than before: told to the other replicas where it is `here`, and to the pages at these cases either way. */
export interface LookingChanges {
  readonly here: readonly string[];
  readonly elsewhere: readonly string[];
}

/**
 * Who looks at which case: the pages of this replica one by one, those of every other one as it said them last. All of it holds for
 * a while only, so that whoever goes without a word is gone. Times are milliseconds of a steady clock.
 */
export class LookingBoard<Page> {
  readonly #pages = new Map<Page, Leased<Look>>();
  /** By case, then by replica. */
  readonly #others = new Map<string, Map<string, Leased<readonly Onlooker[]>>>();

  constructor(private readonly holdsMs: number) {}

  /** A page has this case on its screen, or none any more; answers the cases whose circle is another one. */
  says(page: Page, look: Look | null, nowMs: number): readonly string[] {
    const before = this.#pages.get(page)?.what;
    if (look === null) this.#pages.delete(page);
    else this.#pages.set(page, { what: look, untilMs: nowMs + this.holdsMs });
    if (before?.incidentId === look?.incidentId) return [];
    return [before, look].flatMap((one) => one?.incidentId ?? []);
  }

  /** `true`: other people than that replica said before. */
  heard(replica: string, incidentId: string, people: readonly Onlooker[], nowMs: number): boolean {
    const replicas = this.#others.get(incidentId) ?? new Map<string, Leased<readonly Onlooker[]>>();
    const before = replicas.get(replica)?.what ?? [];
    if (people.length === 0) replicas.delete(replica);
    else replicas.set(replica, { what: people, untilMs: nowMs + this.holdsMs });
    if (replicas.size === 0) this.#others.delete(incidentId);
    else this.#others.set(incidentId, replicas);
    return JSON.stringify(once(before)) !== JSON.stringify(once(people));
  }

  /** Forgets what was not said again in time. */
  lapse(nowMs: number): LookingChanges {
    const here = [...this.#pages].flatMap(([page, { what, untilMs }]) => {
      if (untilMs > nowMs) return [];
      this.#pages.delete(page);
      return what.incidentId;
    });
    const elsewhere = [...this.#others].flatMap(([incidentId, replicas]) =>
      [...replicas].flatMap(([replica, { untilMs }]) => {
        if (untilMs > nowMs) return [];
        this.heard(replica, incidentId, [], nowMs);
        return incidentId;
      }),
    );
    return { here, elsewhere };
  }

  /** Every case that is looked at through this replica. */
  get casesHere(): ReadonlySet<string> {
    return new Set([...this.#pages.values()].map(({ what }) => what.incidentId));
  }

  /** Through this replica. */
  here(incidentId: string): readonly Onlooker[] {
    return once(this.pagesAt(incidentId).map(({ look }) => look.person));
  }

  /** Through every replica, each person once. */
  at(incidentId: string): readonly Onlooker[] {
    const others = [...(this.#others.get(incidentId)?.values() ?? [])].flatMap(({ what }) => what);
    return once([...this.here(incidentId), ...others]);
  }

  pagesAt(incidentId: string): readonly { readonly page: Page; readonly look: Look }[] {
    return [...this.#pages].flatMap(([page, { what }]) =>
      what.incidentId === incidentId ? [{ page, look: what }] : [],
    );
  }
}

/** In an order that is the same on every replica, whoever came first. */
const once = (people: readonly Onlooker[]): readonly Onlooker[] =>
  [...new Map(people.map((one) => [one.id, one])).values()].sort((a, b) => (a.id < b.id ? -1 : 1));
