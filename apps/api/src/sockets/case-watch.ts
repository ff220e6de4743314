import type { ChangeCursor, IncidentChangesQueries } from '@silverbell/adapter-postgres';
import { after, as, seconds, type Clock, type IncidentId, type Instant } from '@silverbell/kernel';
import type { ChangedIncident } from '@silverbell/usecases';
import type { SeenCase } from './who-sees.js';

/** A notification that arrives later than this after its incident closed is told once more. */
const CLOSED_KEPT = seconds(60);

export type OnChange = (changed: readonly SeenCase[]) => void;

/**
 * Keeps the version of every open case and tells what differs from the last look. Woken after a commit and once a second;
 * the database is the truth, a wake only makes the look sooner. The first look reads every open case, the others what changed since.
 */
export class CaseWatch {
  readonly #known = new Map<IncidentId, ChangedIncident>();
  /** What closed lately, oldest first: neither a poll nor a late notification tells it again. */
  readonly #closed = new Map<IncidentId, { readonly version: number; readonly at: Instant }>();
  #cursor: ChangeCursor | null = null;
  #looking: Promise<void> | null = null;
  #again = false;

  constructor(
    private readonly changes: Pick<IncidentChangesQueries, 'open' | 'since' | 'of'>,
    private readonly clock: Clock,
    private readonly onChange: OnChange,
  ) {}

  /** Every open case as it was at the last look. */
  get open(): readonly SeenCase[] {
    return [...this.#known.values()];
  }

  openCase(id: string): SeenCase | null {
    return this.#known.get(as<IncidentId>(id)) ?? null;
  }

  /** What whoever changed a case said of it, right after its commit: told at once, and compared with the database like everything at the next look. */
  hear(changed: readonly ChangedIncident[]): void {
    // The first look reads it.
    if (this.#cursor !== null) this.#take(changed);
  }

  /** One look at a time; a call during a look makes one more afterwards. */
  look(): Promise<void> {
    if (this.#looking) {
      this.#again = true;
      return this.#looking;
    }
    this.#looking = this.#lookUntilQuiet().finally(() => (this.#looking = null));
    return this.#looking;
  }

  async #lookUntilQuiet(): Promise<void> {
    do {
      this.#again = false;
      await this.#lookOnce();
    } while (this.#again);
  }

  async #lookOnce(): Promise<void> {
    this.#forgetClosed();
    const changes = this.#cursor && (await this.changes.since(this.#cursor));
    if (changes === null) return this.#readAll();
    this.#take(changes.incidents);
    this.#cursor = changes.cursor;
  }

  async #readAll(): Promise<void> {
    const before = [...this.#known.keys()];
    const { incidents, cursor } = await this.changes.open();
    const open = new Set(incidents.map(({ id }) => id));
    const gone = before.filter((id) => !open.has(id) && this.#known.has(id));
    const closed = gone.length === 0 ? [] : await this.changes.of(gone);
    // Another database that never had it: pages miss it in their next comparison.
    for (const id of gone) if (!closed.some((one) => one.id === id)) this.#known.delete(id);
    // Pages ask by themselves when they connect: what the first poll finds is not pushed.
    if (this.#cursor === null) for (const one of incidents) this.#known.set(one.id, one);
    else this.#take([...incidents, ...closed]);
    this.#cursor = cursor;
  }

  #take(incidents: readonly ChangedIncident[]): void {
    const news = incidents.filter(({ id, version }) => version > this.#newestOf(id));
    for (const one of news) {
      if (one.open) this.#known.set(one.id, one);
      else {
        this.#known.delete(one.id);
        this.#closed.delete(one.id);
        this.#closed.set(one.id, { version: one.version, at: this.clock.now() });
      }
    }
    if (news.length > 0) this.onChange(news);
  }

  #newestOf(id: IncidentId): number {
    return this.#known.get(id)?.version ?? this.#closed.get(id)?.version ?? 0;
  }

  #forgetClosed(): void {
    const now = this.clock.now();
    for (const [id, { at }] of this.#closed) {
      if (after(at, CLOSED_KEPT) > now) break;
      this.#closed.delete(id);
    }
  }
}
