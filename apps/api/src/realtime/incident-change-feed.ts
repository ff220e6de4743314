import type { ChangeCursor, IncidentChangesQueries } from '@silverbell/adapter-postgres';
import { after, as, seconds, type Clock, type IncidentId, type Instant } from '@silverbell/kernel';
import type { ChangedIncident } from '@silverbell/usecases';
import type { VisibleIncident } from './incident-audience.js';

/** A notification that arrives later than this after its incident closed is published once more. */
const CLOSED_KEPT = seconds(60);

export type OnChange = (changed: readonly VisibleIncident[]) => void;

/**
 * Keeps the version of every open incident and publishes what differs from the last refresh. Refreshed on a notification and every
 * second; the database is the truth, a notification only brings the refresh forward. The first refresh reads every open incident,
 * the others what changed since.
 */
export class IncidentChangeFeed {
  readonly #open = new Map<IncidentId, ChangedIncident>();
  /** Closed lately, oldest first: neither a poll nor a late notification publishes them again. */
  readonly #closed = new Map<IncidentId, { readonly version: number; readonly at: Instant }>();
  readonly #subscribers: OnChange[] = [];
  #cursor: ChangeCursor | null = null;
  #refreshing: Promise<void> | null = null;
  #again = false;

  constructor(
    private readonly changes: Pick<IncidentChangesQueries, 'open' | 'since' | 'of'>,
    private readonly clock: Clock,
  ) {}

  subscribe(onChange: OnChange): void {
    this.#subscribers.push(onChange);
  }

  /** Every open incident as of the last refresh. */
  get open(): readonly VisibleIncident[] {
    return [...this.#open.values()];
  }

  openIncident(id: string): VisibleIncident | null {
    return this.#open.get(as<IncidentId>(id)) ?? null;
  }

  /** What a notification says of incidents right after their commit: published at once, compared with the database at the next refresh. */
  apply(changed: readonly ChangedIncident[]): void {
    // Before the first refresh there is nothing to compare with, and it reads them.
    if (this.#cursor !== null) this.#take(changed);
  }

  /** One refresh at a time; a call during a refresh causes one more afterwards. */
  refresh(): Promise<void> {
    if (this.#refreshing) {
      this.#again = true;
      return this.#refreshing;
    }
    this.#refreshing = this.#refreshUntilQuiet().finally(() => (this.#refreshing = null));
    return this.#refreshing;
  }

  async #refreshUntilQuiet(): Promise<void> {
    do {
      this.#again = false;
      await this.#refreshOnce();
    } while (this.#again);
  }

  async #refreshOnce(): Promise<void> {
    this.#forgetClosed();
    const changes = this.#cursor && (await this.changes.since(this.#cursor));
    if (changes === null) return this.#readAll();
    this.#take(changes.incidents);
    this.#cursor = changes.cursor;
  }

  async #readAll(): Promise<void> {
    const before = [...this.#open.keys()];
    const { incidents, cursor } = await this.changes.open();
    const open = new Set(incidents.map(({ id }) => id));
    const gone = before.filter((id) => !open.has(id) && this.#open.has(id));
    const closed = gone.length === 0 ? [] : await this.changes.of(gone);
    // The api is connected to another database that never had it: pages miss it in their next comparison.
    for (const id of gone) if (!closed.some((one) => one.id === id)) this.#open.delete(id);
    // Pages ask for everything open when they connect: what the first refresh finds is not pushed.
    if (this.#cursor === null) for (const one of incidents) this.#open.set(one.id, one);
    else this.#take([...incidents, ...closed]);
    this.#cursor = cursor;
  }

  #take(incidents: readonly ChangedIncident[]): void {
    const news = incidents.filter(({ id, version }) => version > this.#newestOf(id));
    for (const one of news) {
      if (one.open) this.#open.set(one.id, one);
      else {
        this.#open.delete(one.id);
        this.#closed.delete(one.id);
        this.#closed.set(one.id, { version: one.version, at: this.clock.now() });
      }
    }
    if (news.length > 0) for (const onChange of this.#subscribers) onChange(news);
  }

  #newestOf(id: IncidentId): number {
    return this.#open.get(id)?.version ?? this.#closed.get(id)?.version ?? 0;
  }

  #forgetClosed(): void {
    const now = this.clock.now();
    for (const [id, { at }] of this.#closed) {
      if (after(at, CLOSED_KEPT) > now) break;
      this.#closed.delete(id);
    }
  }
}
