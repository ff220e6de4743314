import { subjectKey } from '@silverbell/incidents';
import type { IncidentId } from '@silverbell/kernel';
import type { IncidentRef, FoundIncident, IdempotencyKey } from '@silverbell/usecases';
import type { IncidentCategory } from '@silverbell/vocabulary';
import { BatchLoader } from '../connection/batch-loader.js';
import type { Queryable } from '../connection/command-pool.js';
import { lastClosedOf, type LastClosedByCategory, type OpenIncident, type CachedSubject } from './alert-cache.js';
import { toIncident, type FoundState } from './incident-rows.js';
import type { Policies } from './policies.js';
import { toPgJson } from '../connection/to-pg-json.js';

/** An incident as the functions of the database return it. */
export interface StoredIncident {
  readonly state: FoundState;
  readonly policyKey: string;
  readonly leaseUntil: number | null;
  readonly number: number;
}

/** What `incident_find` returns. `meantId`: the incident that the reference names, where it names one by id. */
interface FoundRow {
  readonly subject: string;
  readonly family: IncidentCategory;
  readonly meantId: IncidentId | null;
  /** The one that is meant, where it is closed. */
  readonly meant: StoredIncident | null;
  readonly open: readonly StoredIncident[];
  readonly closed: LastClosedByCategory;
  readonly earlier: FoundIncident['earlier'];
}

/** The incident that a command is for, and the others of its subject: the write statement checks that all of them are unchanged. */
export interface LoadedIncident {
  readonly found: FoundIncident;
  readonly subject: string;
  readonly open: readonly OpenIncident[];
  readonly lastClosed: LastClosedByCategory;
}

/** Finds the incident that a command names; requests that come together are one statement. */
export class IncidentReader {
  private readonly finds: BatchLoader<object, FoundRow | null>;

  constructor(
    private readonly pool: Queryable,
    private readonly policies: Policies,
  ) {
    this.finds = new BatchLoader((requests) => this.query(requests));
  }

  async find(ref: IncidentRef, idempotency?: IdempotencyKey): Promise<LoadedIncident | null> {
    const name = ref.by === 'subject' ? { by: ref.by, subject: subjectKey(ref.subject), family: ref.family } : ref;
    const answer = await this.finds.load({ ...name, idempotency });
    if (answer === null) return null;
    const { subject, family, meantId, meant, closed, earlier } = answer;
    const open = await this.incidentsIn(answer.open);
    const [past] = meant === null ? [] : await this.incidentsIn([meant]);
    const one =
      past ??
      open.find(({ incident }) => (meantId === null ? incident.family === family : incident.id === meantId)) ??
      null;
    const found: FoundIncident = {
      incident: one?.incident ?? null,
      number: one?.number ?? null,
      lastClosed: lastClosedOf(closed, family),
      alsoOpen: open.flatMap(({ incident }) => (incident.family === family ? [] : [incident])),
      earlier,
    };
    return { found, subject, open, lastClosed: closed };
  }

  async ofSubject(key: string): Promise<CachedSubject> {
    const answer = await this.finds.load({ by: 'subject', subject: key });
    return { open: await this.incidentsIn(answer?.open ?? []), lastClosed: answer?.closed ?? {} };
  }

  async incidentsIn(stored: readonly StoredIncident[]): Promise<readonly OpenIncident[]> {
    if (stored.length === 0) return [];
    await this.policies.load(
      this.pool,
      stored.map(({ policyKey }) => policyKey),
    );
    return stored.map(({ state, policyKey, leaseUntil, number }) => ({
      incident: toIncident(state, this.policies.get(policyKey), leaseUntil),
      number,
    }));
  }

  private async query(requests: readonly object[]): Promise<readonly (FoundRow | null)[]> {
    const rows = await this.pool.query<{ found: FoundRow | null }[]>(
      `select incident_find(request) as found from jsonb_array_elements($1::jsonb) with ordinality as r (request, n) order by n`,
      [toPgJson(requests)],
    );
    return rows.map(({ found }) => found);
  }
}
