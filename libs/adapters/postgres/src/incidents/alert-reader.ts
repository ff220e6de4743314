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
  nameOf,
  type AlertMemory,
  type ClosedLast,
  type RememberedFacts,
  type RememberedSubject,
} from './alert-memory.js';
import type { IncidentReader, StoredIncident } from './incident-reader.js';
import { toPgJson } from '../connection/to-pg-json.js';

/** What `alerts_load` gives back. */
export interface LoadAnswer {
  readonly n: number;
  readonly facts: AlertFactRows | null;
  readonly proof: string | null;
  readonly version: string;
  readonly consoles: string;
  readonly incidents: Readonly<Record<string, readonly StoredIncident[]>>;
  readonly closed: Readonly<Record<string, ClosedLast>>;
  readonly keys: readonly StoredKey[];
}

/** Everything that alerts of a source are decided on, and the key of their subject. */
export interface KnownSource {
  readonly facts: RememberedFacts;
  readonly subject: string;
  readonly known: Pick<KnownAlerts, 'device' | 'recipients'>;
  readonly remembered: RememberedSubject;
}

/** Remembers what decides alerts, and reads what is missing; questions that come together are one statement. */
export class AlertReader {
  private readonly loads: BatchLoader<AlertSource, LoadAnswer>;
  /** What is being read ahead: an alert that comes meanwhile waits for it. */
  private readonly ahead = new Map<string, Promise<RememberedFacts>>();

  constructor(
    private readonly pool: Queryable,
    /** For what may wait. */
    private readonly aside: Queryable,
    private readonly memory: AlertMemory,
    private readonly incidents: IncidentReader,
    private readonly incidentsAside: IncidentReader,
    private readonly keys: PersonKeys,
  ) {
    this.loads = new BatchLoader((sources) => this.ask(pool, sources));
  }

  /** Remembered, or read now. */
  async known(source: AlertSource, now: Instant): Promise<KnownSource> {
    const facts = this.memory.factsOf(source) ?? (await this.readAhead(source)) ?? (await this.load(source));
    const { rows } = facts;
    const device = deviceFactsOf(source, rows, await policyIn(this.pool, rows, now), now);
    const key = subjectKey(subjectOf(source, device));
    let remembered = this.memory.subject(key);
    if (remembered === undefined) {
      await this.load(source);
      remembered = this.memory.subject(key) ?? { open: [], closed: {} };
    }
    return {
      facts,
      subject: key,
      known: { device, recipients: recipientsOf(rows, device.facts.seniorIds) },
      remembered,
    };
  }

  /** Reads what decides their alerts before they send one, and stands in front of no alert; what is remembered already is not read again. */
  async prepare(sources: readonly AlertSource[]): Promise<void> {
    const unknown = sources.filter((source) => !this.memory.knows(source) && !this.ahead.has(nameOf(source)));
    if (unknown.length === 0) return;
    const asked = this.ask(this.aside, unknown);
    await Promise.all(
      unknown.map(async (source, n) => {
        const read = asked.then(
          (answers) => this.memory.factsOf(source) ?? this.keep(source, answers[n] as LoadAnswer),
        );
        this.ahead.set(nameOf(source), read);
        await read.finally(() => this.ahead.delete(nameOf(source)));
      }),
    );
  }

  /** Reads what another process changed before an alert needs it; what fails is read by that alert. */
  async readAgain(subject: string): Promise<void> {
    const found = await this.incidentsAside.ofSubject(subject).catch(() => null);
    if (found !== null && this.memory.subject(subject) === undefined) this.memory.keepSubject(subject, found);
  }

  /** What could not be read ahead is read by the alert itself. */
  private async readAhead(source: AlertSource): Promise<RememberedFacts | undefined> {
    return this.ahead.get(nameOf(source))?.catch(() => undefined);
  }

  private async load(source: AlertSource): Promise<RememberedFacts> {
    return this.keep(source, await this.loads.load(source));
  }

  async keep(source: AlertSource, loaded: LoadAnswer): Promise<RememberedFacts> {
    const { facts: rows, proof, version, consoles, incidents, closed, keys } = loaded;
    if (rows === null || proof === null) throw new Error('there is no region at all: the database was never seeded');
    const facts = { rows, proof, version: String(version), consoles };
    const subjects = Object.keys(closed);
    this.keys.take(keys, [...subjects, ...rows.seniors.map(({ id }) => `senior:${id}`)]);
    this.memory.keepFacts(source, facts);
    for (const subject of subjects)
      this.memory.keepSubject(subject, {
        open: await this.incidents.incidentsIn(incidents[subject] ?? []),
        closed: closed[subject] ?? {},
      });
    return facts;
  }

  private async ask(pool: Queryable, sources: readonly AlertSource[]): Promise<readonly LoadAnswer[]> {
    const answers: LoadAnswer[] = [];
    const rows = await pool.query<LoadAnswer[]>('select * from alerts_load($1::jsonb)', [
      toPgJson(sources.map((source, n) => ({ n, ...namesOf(source) }))),
    ]);
    for (const row of rows) answers[row.n] = row;
    return answers;
  }
}

/** As `alert_facts` takes them. */
export const namesOf = (source: AlertSource): { device: string | null; child: string | null; home: string | null } =>
  source.by === 'home'
    ? { device: null, child: null, home: source.id }
    : { device: source.id, child: source.child, home: null };
