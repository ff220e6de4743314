import { as, type AccountId, type IncidentId, type Instant, type RegionId, type SeniorId } from '@silverbell/kernel';
import type { RevealAsked, RevealLog, RevealTransaction } from '@silverbell/usecases';
import type { RevealField, RevealPurpose } from '@silverbell/vocabulary';
import type { DataSource, QueryRunner } from 'typeorm';
import { inTransaction } from '../connection/in-transaction.js';
import type { PostgresAuditLog } from './audit-log.store.js';

/** One read of full values in an emergency, for the lead. */
export interface EmergencyReveal {
  readonly by: { readonly id: string; readonly name: string };
  readonly senior: { readonly id: string; readonly name: string };
  readonly regionId: RegionId;
  readonly at: Instant;
  readonly purpose: RevealPurpose;
  readonly fields: readonly RevealField[];
  readonly incidentId: IncidentId | null;
}

const ACTION = 'senior-revealed';

/** Reads of full values stand in the audit log, and nowhere else. */
export class PostgresRevealLog implements RevealLog {
  constructor(
    private readonly source: DataSource,
    private readonly audit: PostgresAuditLog,
  ) {}

  transaction<T>(work: (tx: RevealTransaction) => Promise<T>): Promise<T> {
    return inTransaction(this.source, (runner) =>
      work({
        revealsSince: (by, since) => revealsSince(runner, by, since),
        ownIncident: (by, seniorId) => ownIncident(runner, by, seniorId),
        record: (asked, incidentId) => this.#record(runner, asked, incidentId),
      }),
    );
  }

  #record(
    runner: QueryRunner,
    { by, seniorId, regionId, purpose, fields, at }: RevealAsked,
    incidentId: IncidentId | null,
  ): Promise<void> {
    return this.audit.within(runner).append({
      ...{ actor: by, action: ACTION, subjectKind: 'senior', subjectId: seniorId, regionId, at },
      details: { purpose, fields, incidentId },
    });
  }

  async emergencies(regionIds: readonly RegionId[], from: Instant, to: Instant): Promise<readonly EmergencyReveal[]> {
    return this.source.query(
      `select jsonb_build_object('id', a.id, 'name', a.display_name) as by, jsonb_build_object('id', s.id, 'name', s.name) as senior,
         e.region_id as "regionId", ms_of(e.at)::double precision as at, e.details ->> 'purpose' as purpose, e.details -> 'fields' as fields,
         e.details ->> 'incidentId' as "incidentId"
       from audit_entry e join account a on a.id = e.actor join senior s on s.id = e.subject_id
       where e.action = '${ACTION}' and e.details ->> 'purpose' = 'emergency' and e.region_id = any($1)
         and e.at >= instant_of($2) and e.at < instant_of($3)
       order by e.id desc limit 1000`,
      [regionIds, from, to],
    );
  }
}

/** Two requests of one account are counted one after the other. */
async function revealsSince(runner: QueryRunner, by: AccountId, since: Instant): Promise<number> {
  await runner.query(`select pg_advisory_xact_lock(hashtext('silverbell.reveal ' || $1))`, [by]);
  const [row] = (await runner.query(
    `select count(*)::int as n from audit_entry where actor = $1 and action = '${ACTION}' and at > instant_of($2)
       and details ->> 'incidentId' is null`,
    [by, since],
  )) as { n: number }[];
  return row?.n ?? 0;
}

async function ownIncident(runner: QueryRunner, by: AccountId, seniorId: SeniorId): Promise<IncidentId | null> {
  const [row] = (await runner.query(
    `select id from incident where open and senior_ids @> array[$2::text] and state -> 'attention' ->> 'state' = 'attended'
       and state -> 'attention' ->> 'by' = $1 limit 1`,
    [by, seniorId],
  )) as { id: string }[];
  return row === undefined ? null : as<IncidentId>(row.id);
}
