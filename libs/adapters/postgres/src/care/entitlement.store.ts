import type { CivilDay } from '@silverbell/care';
import { as, instant, type AccountId, type Instant, type RegionId, type SeniorId } from '@silverbell/kernel';
import type {
  EntitlementFile,
  EntitlementStep,
  EntitlementTransaction,
  RegistryCommand,
  RegistryStore,
} from '@silverbell/usecases';
import type { EntitlementNotice, EntitlementState, Role } from '@silverbell/vocabulary';
import type { DataSource } from 'typeorm';
import type { Queryable } from '../connection/command-pool.js';
import { registryWriter } from '../connection/registry-write.js';
import type { PostgresAuditLog } from '../privacy/audit-log.store.js';
import { readCareSettings } from './care-setting.store.js';

export interface EntitlementSearch {
  /** `null`: wherever the payee works. */
  readonly regionIds: readonly string[] | null;
  readonly payeeId?: string | undefined;
  readonly id?: string | undefined;
  readonly seniorId?: string | undefined;
  readonly state?: EntitlementState | undefined;
  readonly cursor?: string | undefined;
  readonly take: number;
}

export interface EntitlementOnFile extends EntitlementFile {
  readonly seniorName: string;
  readonly state: EntitlementState;
  readonly steps: readonly (Omit<EntitlementStep, 'entitlementId'> & {
    readonly at: Instant;
    readonly by: string | null;
  })[];
}

const COLUMNS = `e.id, e.senior_id as "seniorId", s.region_id as "regionId", e.from_day::text as "from", e.to_day::text as "to",
  e.minutes_per_day as "minutesPerDay", e.local_class as "localClass", jsonb_build_object('kind', e.payee_kind, 'id', e.payee_id) as payee,
  e.suspensions, e.end_reason as "endReason", e.version, e.changed_by as "changedBy"`;

/** Whether an office took note: of a move, of the last one. All three are expressions of SQL. */
export const isNoted = (id: string, notice: string, owner: string): string =>
  `exists (select from entitlement_step a where a.entitlement_id = ${id} and a.type = 'acknowledged' and a.reason = ${notice}
     and a.details ->> 'owner' = ${owner} and (${notice} <> 'moved'
       or a.seq > (select max(m.seq) from entitlement_step m where m.entitlement_id = ${id} and m.type = 'moved')))`;

/** What the public pays for whom, over PostgreSQL. */
export class PostgresEntitlementStore implements RegistryStore<EntitlementTransaction> {
  readonly write: RegistryStore<EntitlementTransaction>['write'];
  constructor(
    private readonly source: DataSource,
    audit: PostgresAuditLog,
  ) {
    this.write = registryWriter(source, audit, (manager) => new PostgresEntitlementTransaction(manager));
  }

  async page({
    regionIds,
    payeeId,
    id,
    seniorId,
    state,
    cursor,
    take,
  }: EntitlementSearch): Promise<readonly EntitlementOnFile[]> {
    const rows = await this.source.query<(EntitlementOnFile & { steps: { at: number }[] | null })[]>(
      `select ${COLUMNS}, e.state, s.name as "seniorName",
         (select jsonb_agg(jsonb_build_object('type', t.type, 'on', t.on_day, 'reason', t.reason, 'at', ms_of(t.at), 'by', t.by_account) order by t.seq)
          from entitlement_step t where t.entitlement_id = e.id) as steps
       from entitlement e join senior s on s.id = e.senior_id
       where ($1::text[] is null or s.region_id = any ($1)) and ($7::text is null or e.payee_id = $7) and ($2::text is null or e.id = $2) and ($3::text is null or e.senior_id = $3)
         and ($4::text is null or e.state = $4) and ($5::text is null or e.id > $5)
       order by e.id limit $6`,
      [regionIds, id ?? null, seniorId ?? null, state ?? null, cursor ?? null, take, payeeId ?? null],
    );
    return rows.map((row) => ({
      ...row,
      steps: ((row.steps as EntitlementOnFile['steps'] | null) ?? []).map((step) => ({
        ...step,
        at: instant(step.at),
      })),
    }));
  }
}

/** Entitlements inside a transaction, which may be that of the person's file. */
export class PostgresEntitlementTransaction implements EntitlementTransaction {
  constructor(private readonly db: Queryable) {}

  async entitlement(id: string): Promise<EntitlementFile | null> {
    const [row] = await this.#files('e.id = $1', id);
    return row ?? null;
  }

  openOf(seniorId: SeniorId): Promise<readonly EntitlementFile[]> {
    return this.#files(`e.senior_id = $1 and e.end_reason is null`, seniorId);
  }

  async save(one: EntitlementFile, state: EntitlementState): Promise<void> {
    await this.db.query(
      `update entitlement set state = $2, to_day = $3, suspensions = $4::jsonb, end_reason = $5, version = $6, changed_by = $7 where id = $1`,
      [one.id, state, one.to, JSON.stringify(one.suspensions), one.endReason, one.version, one.changedBy],
    );
  }

  async step(
    { entitlementId, type, on, reason, owner }: EntitlementStep,
    { by, at }: Pick<RegistryCommand, 'by' | 'at'>,
  ): Promise<void> {
    await this.db.query(
      `insert into entitlement_step (entitlement_id, type, at, on_day, by_account, reason, details) values ($1, $2, instant_of($3), $4, $5, $6, $7)`,
      [entitlementId, type, at, on, by, reason, JSON.stringify(owner === undefined ? {} : { owner })],
    );
  }

  async movedOn(id: string): Promise<CivilDay | null> {
    const [row] = await this.db.query<{ on: CivilDay | null }[]>(
      `select max(on_day)::text as "on" from entitlement_step where entitlement_id = $1 and type = 'moved'`,
      [id],
    );
    return row?.on ?? null;
  }

  async isNoted(id: string, notice: EntitlementNotice, owner: Role): Promise<boolean> {
    const [row] = await this.db.query<{ is: boolean }[]>(
      `select ${isNoted('e.id', `'${notice}'`, '$2')} as "is" from entitlement e where e.id = $1`,
      [id, owner],
    );
    return row?.is === true;
  }

  async deathDayCounts(regionId: RegionId, on: CivilDay): Promise<boolean> {
    return (await readCareSettings(this.db, regionId, on)).switch('care.deathDayCounts');
  }

  async #files(where: string, parameter: string): Promise<readonly EntitlementFile[]> {
    const rows = await this.db.query<(EntitlementFile & { changedBy: string | null })[]>(
      `select ${COLUMNS} from entitlement e join senior s on s.id = e.senior_id where ${where} order by e.id for update of e`,
      [parameter],
    );
    return rows.map((row) => ({ ...row, changedBy: row.changedBy === null ? null : as<AccountId>(row.changedBy) }));
  }
}

/**
 * What a new day makes of entitlements: those that begin, those whose suspension begins or ends, those whose last day is over. One
 * statement; a state that is right already is not written.
 */
export async function turnEntitlements(db: Queryable, day: CivilDay): Promise<void> {
  await db.query(
    `with turned as (
       select e.id, e.state as before, case
           when e.end_reason is not null or e.to_day < $1::date then 'ended'
           when $1::date < e.from_day then 'pending'
           when exists (select from jsonb_to_recordset(e.suspensions) as one ("from" date, "to" date)
             where $1::date >= one."from" and (one."to" is null or $1::date <= one."to")) then 'suspended'
           else 'active' end as state
       from entitlement e where e.state <> 'ended'
     ), written as (
       update entitlement e set state = t.state, version = e.version + 1 from turned t
       where t.id = e.id and t.state <> t.before returning e.id, t.before, t.state
     )
     insert into entitlement_step (entitlement_id, type, at, on_day, by_account, reason, details)
     select id, case when state = 'ended' then 'ended' when state = 'suspended' then 'suspended'
         when before = 'pending' then 'begun' else 'resumed' end, $1::date, $1::date, null, null, jsonb_build_object('from', before, 'to', state)
     from written`,
    [day],
  );
}
