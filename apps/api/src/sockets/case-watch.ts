import type { CaseQueries, CaseVersion } from '@silverbell/adapter-postgres';
import { after, as, seconds, type Clock, type IncidentId } from '@silverbell/kernel';
import type { ChangedCase } from '@silverbell/usecases';
import type { DataSource } from 'typeorm';
import type { SeenCase } from './who-sees.js';

/** A change commits a moment after its own time: ask with this much overlap and compare versions. */
const OVERLAP = seconds(30);

/** What a helper's or a family's page may hear of: facts of the case that its version row does not carry. */
export class CaseCircle {
  constructor(private readonly source: DataSource) {}

  async of(ids: readonly IncidentId[]): Promise<ReadonlyMap<string, Pick<SeenCase, 'helperIds' | 'silent'>>> {
    if (ids.length === 0) return new Map();
    const rows: { id: string; helperIds: string[]; silent: boolean }[] = await this.source.query(
      `select i.id, coalesce((i.state ->> 'silent')::boolean, false) as silent,
         coalesce((select array_agg(distinct o.helper_id) from offer o where o.incident_id = i.id), '{}') as "helperIds"
       from incident i where i.id = any($1)`,
      [ids],
    );
    return new Map(rows.map(({ id, ...circle }) => [id, circle]));
  }
}

export type OnChange = (changed: readonly SeenCase[]) => void;

/**
 * Keeps the version of every open case and tells what differs from the last look. Woken after a commit and once a second;
 * the database is the truth, a wake only makes the look sooner.
 */
export class CaseWatch {
  readonly #known = new Map<IncidentId, SeenCase>();
  /** Closed since the look under way began: what it reads of them may be older. */
  readonly #closedMeanwhile = new Map<IncidentId, number>();
  #looking: Promise<void> | null = null;
  #again = false;
  #first = true;

  constructor(
    private readonly queries: Pick<CaseQueries, 'openVersions' | 'versionsChangedSince'>,
    private readonly circle: Pick<CaseCircle, 'of'>,
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
  hear(changed: readonly ChangedCase[]): void {
    if (this.#first) return;
    const news = changed.filter(({ id, version }) => version > this.#newestOf(id));
    for (const one of news) {
      if (one.open) this.#known.set(one.id, one);
      else {
        this.#known.delete(one.id);
        this.#closedMeanwhile.set(one.id, one.version);
      }
    }
    if (news.length > 0) this.onChange(news);
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
    const before = [...this.#known.keys()];
    const open = await this.queries.openVersions(null);
    const differs = open.filter((row) => row.version > this.#newestOf(row.id));
    const stillOpen = new Set(open.map((row) => row.id));
    const gone = before.filter((id) => !stillOpen.has(id) && this.#known.has(id));
    const closed = gone.length === 0 ? [] : await this.#closed(gone);
    const read = await this.#withCircle([...differs, ...closed]);
    // What was heard while this was read is newer.
    const changed = read.filter(({ id, version }) => version > this.#newestOf(id));
    for (const one of changed) {
      if (one.open) this.#known.set(one.id, one);
      else this.#known.delete(one.id);
    }
    if (!this.#again) this.#closedMeanwhile.clear();
    const silentStart = this.#first;
    this.#first = false;
    if (changed.length > 0 && !silentStart) this.onChange(changed);
  }

  #newestOf(id: IncidentId): number {
    return this.#known.get(id)?.version ?? this.#closedMeanwhile.get(id) ?? 0;
  }

  async #closed(gone: readonly IncidentId[]): Promise<readonly CaseVersion[]> {
    const since = after(this.clock.now(), -OVERLAP as typeof OVERLAP);
    const rows = (await this.queries.versionsChangedSince(since, null)).filter((row) => gone.includes(row.id));
    // One that closed longer ago than the overlap (the database was away): everybody is told to look, the page finds it closed.
    const missing = gone.filter((id) => !rows.some((row) => row.id === id));
    return [
      ...rows,
      ...missing.flatMap((id) => {
        const last = this.#known.get(id);
        return last
          ? [{ ...last, version: last.version + 1, phase: 'closed' as const, open: false, lastChangeAt: since }]
          : [];
      }),
    ];
  }

  async #withCircle(rows: readonly CaseVersion[]): Promise<SeenCase[]> {
    if (rows.length === 0) return [];
    const circles = await this.circle.of(rows.map((row) => row.id));
    return rows.map((row) => ({ ...row, helperIds: [], silent: false, ...circles.get(row.id) }));
  }
}
