import { subjectKey } from '@silverbell/incidents';
import type { Instant } from '@silverbell/kernel';
import {
  deviceFactsOf,
  recipientsOf,
  subjectOf,
  type AlertFactRows,
  type AlertSource,
  type KnownAlerts,
} from '@silverbell/usecases';
import type { PersonKeys, StoredKey } from '../crypto/person-keys.js';
import { BatchLoader } from '../connection/batch-loader.js';
import type { Queryable } from '../connection/command-pool.js';
import { policyIn } from '../escalation/policy.js';
import {
  cacheKeyOf,
  type AlertCache,
  type LastClosedByCategory,
  type CachedFacts,
  type CachedSubject,
} from './alert-cache.js';
import type { IncidentReader, StoredIncident } from './incident-reader.js';
import { toPgJson } from '../connection/to-pg-json.js';

/** A row of `alerts_load`: everything that alerts of the `n`-th source are decided on. `proof`: hash of `facts`. */
export interface LoadedAlertRow {
  readonly n: number;
  readonly facts: AlertFactRows | null;
  readonly proof: string | null;
  readonly version: string;
  readonly consoles: string;
  readonly incidents: Readonly<Record<string, readonly StoredIncident[]>>;
  readonly closed: Readonly<Record<string, LastClosedByCategory>>;
  readonly keys: readonly StoredKey[];
}

/** Everything that alerts of a source are decided on, and the key of their subject. */
export interface KnownSource {
  readonly facts: CachedFacts;
  readonly subject: string;
  readonly known: Pick<KnownAlerts, 'device' | 'recipients'>;
  readonly incidents: CachedSubject;
}

/** Caches what decides alerts, and reads what is missing; sources that are asked for together are read by one statement. */
export class AlertReader {
  private readonly loads: BatchLoader<AlertSource, LoadedAlertRow>;
  /** Reads in progress for sources that sent no alert yet: an alert that arrives meanwhile waits for the read. */
  private readonly preloading = new Map<string, Promise<CachedFacts>>();

  constructor(
    private readonly pool: Queryable,
    /** For reads that no alert waits for. */
    private readonly backgroundPool: Queryable,
    private readonly alertCache: AlertCache,
    private readonly incidents: IncidentReader,
    private readonly backgroundIncidents: IncidentReader,
    private readonly keys: PersonKeys,
  ) {
    this.loads = new BatchLoader((sources) => this.query(pool, sources));
  }

  /** From the cache, or read now. */
  async knownSource(source: AlertSource, now: Instant): Promise<KnownSource> {
    const facts =
      this.alertCache.factsOf(source) ?? (await this.preloadedFacts(source)) ?? (await this.loadFacts(source));
    const { rows } = facts;
    const device = deviceFactsOf(source, rows, await policyIn(this.pool, rows, now), now);
    const key = subjectKey(subjectOf(source, device));
    let incidents = this.alertCache.subject(key);
    if (incidents === undefined) {
      await this.loadFacts(source);
      incidents = this.alertCache.subject(key) ?? { open: [], lastClosed: {} };
    }
    return {
      facts,
      subject: key,
      known: { device, recipients: recipientsOf(rows, device.facts.seniorIds) },
      incidents,
    };
  }

  /** Reads what decides the alerts of these sources before they send one, over the background pool; cached sources are not read again. */
  async preload(sources: readonly AlertSource[]): Promise<void> {
    const unknown = sources.filter(
      (source) => !this.alertCache.hasFacts(source) && !this.preloading.has(cacheKeyOf(source)),
    );
    if (unknown.length === 0) return;
    const answers = this.query(this.backgroundPool, unknown);
    await Promise.all(
      unknown.map(async (source, n) => {
        const read = answers.then(
          (rows) => this.alertCache.factsOf(source) ?? this.cacheLoaded(source, rows[n] as LoadedAlertRow),
        );
        this.preloading.set(cacheKeyOf(source), read);
        await read.finally(() => this.preloading.delete(cacheKeyOf(source)));
      }),
    );
  }

  /** Reads a subject that another process changed, before an alert needs it; when the read fails, the alert reads by itself. */
  async reloadSubject(subject: string): Promise<void> {
    const found = await this.backgroundIncidents.ofSubject(subject).catch(() => null);
    if (found !== null && this.alertCache.subject(subject) === undefined) this.alertCache.keepSubject(subject, found);
  }

  /** A read in progress; when it failed, the alert reads by itself. */
  private async preloadedFacts(source: AlertSource): Promise<CachedFacts | undefined> {
    return this.preloading.get(cacheKeyOf(source))?.catch(() => undefined);
  }

  private async loadFacts(source: AlertSource): Promise<CachedFacts> {
    return this.cacheLoaded(source, await this.loads.load(source));
  }

  async cacheLoaded(source: AlertSource, loaded: LoadedAlertRow): Promise<CachedFacts> {
    const { facts: rows, proof: hash, version, consoles, incidents, closed, keys } = loaded;
    if (rows === null || hash === null) throw new Error('there is no region at all: the database was never seeded');
    const facts = { rows, hash, registryVersion: String(version), consoles };
    const subjects = Object.keys(closed);
    this.keys.take(keys, [...subjects, ...rows.seniors.map(({ id }) => `senior:${id}`)]);
    this.alertCache.keepFacts(source, facts);
    for (const subject of subjects)
      this.alertCache.keepSubject(subject, {
        open: await this.incidents.incidentsIn(incidents[subject] ?? []),
        lastClosed: closed[subject] ?? {},
      });
    return facts;
  }

  private async query(pool: Queryable, sources: readonly AlertSource[]): Promise<readonly LoadedAlertRow[]> {
    const answers: LoadedAlertRow[] = [];
    const rows = await pool.query<LoadedAlertRow[]>('select * from alerts_load($1::jsonb)', [
      toPgJson(sources.map((source, n) => ({ n, ...sourceColumnsOf(source) }))),
    ]);
    for (const row of rows) answers[row.n] = row;
    return answers;
  }
}

/** The parameters of `alert_facts` for a source. */
export const sourceColumnsOf = (
  source: AlertSource,
): { device: string | null; child: string | null; home: string | null } =>
  source.by === 'home'
    ? { device: null, child: null, home: source.id }
    : { device: source.id, child: source.child, home: null };
