import { as, type AccountId, type HomeId, type IncidentId, type Instant, type RegionId } from '@silverbell/kernel';
import {
  progressOf,
  type CallEvent,
  type CallStore,
  type NumberMatch,
  type PhoneCall,
  type ReceivedCall,
} from '@silverbell/usecases';
import type { DataSource } from 'typeorm';
import type { Queryable } from '../connection/command-pool.js';
import { inTransaction } from '../connection/in-transaction.js';
import type { PersonKeys } from '../crypto/person-keys.js';
import { SealedColumns } from '../crypto/sealed-columns.js';

interface CallRow extends Omit<PhoneCall, 'number' | 'agent'> {
  readonly sealed: Buffer | null;
  readonly agentId: AccountId | null;
  readonly agentName: string | null;
}

const COLUMN = 'phone_call.number' as const;
const ms = (column: string, name: string): string => `ms_of(c.${column})::double precision as "${name}"`;
const CALL = `select c.id, c.region_id as "regionId", c.direction, c.number_sealed as sealed, c.extension, c.queue, c.agent_account as "agentId",
  a.display_name as "agentName", c.state, ${ms('started_at', 'startedAt')}, ${ms('answered_at', 'answeredAt')}, ${ms('ended_at', 'endedAt')},
  c.cause, c.recording, c.incident_id as "incidentId", c.missed_incident_id as "missedIncidentId"
  from phone_call c left join account a on a.id = c.agent_account`;

/** Calls over PostgreSQL; a number lies under the key of the registry and is found by its hash. */
export class PostgresCallStore implements CallStore {
  private readonly sealed: SealedColumns;

  constructor(
    private readonly source: DataSource,
    keys: PersonKeys,
  ) {
    this.sealed = new SealedColumns(keys);
  }

  /** Active people alone; a number on file of several of them gives each. */
  async matches(number: string): Promise<readonly NumberMatch[]> {
    const hash = this.sealed.numberHash(number);
    if (hash === null) return [];
    return this.source.query(
      `select 'senior' as "as", s.id, s.name, null as "seniorName", h.id as "homeId", h.label as "homeLabel", h.region_id as "regionId"
         from senior s join home h on h.id = s.home_id where s.phone_hash = $1 and s.status = 'active'
       union all
       select 'contact', c.id, c.name, s.name, h.id, h.label, h.region_id
         from contact c join senior s on s.id = c.senior_id join home h on h.id = s.home_id
         where c.phone_hash = $1 and s.status = 'active'
       union all
       select 'helper', p.id, p.name, null, null, null, p.region_id from helper p where p.phone_hash = $1
       order by 1 desc, 3 limit 20`,
      [hash],
    );
  }

  async openIncidentOf(homeId: HomeId): Promise<IncidentId | null> {
    const rows: { id: IncidentId }[] = await this.source.query(
      `select id from incident where open and subject_key = $1 and family in ('emergency', 'work')
       order by severity, raised_at limit 1`,
      [`home:${homeId}`],
    );
    return rows[0]?.id ?? null;
  }

  keep(
    event: CallEvent,
    first: { readonly number: string | null; readonly regionId: RegionId },
  ): Promise<ReceivedCall> {
    return inTransaction(this.source, async (runner) => {
      const { callId, type, at } = event;
      // Two reports of one call wait for one another: each sees all that came before.
      await runner.query(`select pg_advisory_xact_lock(hashtext('silverbell.call:' || $1))`, [callId]);
      const [known] = await calls(runner, this.sealed, `${CALL} where c.id = $1`, [callId]);
      if (known === undefined) await this.#insert(runner, event, first);
      const added = (await runner.query(
        `insert into phone_call_event (call_id, type, at, body) values ($1, $2, instant_of($3), $4)
         on conflict do nothing returning 1`,
        [callId, type, at, JSON.stringify(event)],
      )) as readonly unknown[];
      if (added.length > 0) await this.#progress(runner, callId);
      const [call] = await calls(runner, this.sealed, `${CALL} where c.id = $1`, [callId]);
      if (call === undefined) throw new Error('a call that was kept is not on file');
      return { call, isNew: added.length > 0 };
    });
  }

  async #insert(
    db: Queryable,
    { callId, direction, at }: CallEvent,
    { number, regionId }: { readonly number: string | null; readonly regionId: RegionId },
  ): Promise<void> {
    const [cells] = await this.sealed.sealNumbers(db, [
      { column: COLUMN, rowId: callId, owner: 'registry', text: number },
    ]);
    await db.query(
      `insert into phone_call (id, region_id, direction, number_sealed, number_hash, state, started_at)
       values ($1, $2, $3, $4, $5, 'ringing', instant_of($6))`,
      [callId, regionId, direction, cells?.sealed ?? null, cells?.hash ?? null, at],
    );
  }

  async #progress(db: Queryable, callId: string): Promise<void> {
    const rows = await db.query<{ body: CallEvent }[]>(`select body from phone_call_event where call_id = $1`, [
      callId,
    ]);
    const progress = progressOf(rows.map(({ body }) => body));
    if (progress === null) return;
    const { state, direction, extension, queue, startedAt, answeredAt, endedAt, cause, recording } = progress;
    await db.query(
      `update phone_call set state = $2, direction = $3, extension = $4, queue = $5, started_at = instant_of($6),
         answered_at = instant_of($7), ended_at = instant_of($8), cause = $9, recording = $10,
         agent_account = coalesce((select account_id from agent_phone where extension = $4), agent_account)
       where id = $1`,
      [
        ...[callId, state, direction, extension, queue, startedAt, answeredAt, endedAt, cause],
        recording === null ? null : JSON.stringify(recording),
      ],
    );
  }

  async link(callId: string, incidentId: IncidentId, why: 'about' | 'missed'): Promise<PhoneCall | null> {
    await this.source.query(
      why === 'missed'
        ? `update phone_call set missed_incident_id = $2, incident_id = coalesce(incident_id, $2) where id = $1`
        : 'update phone_call set incident_id = $2 where id = $1',
      [callId, incidentId],
    );
    return this.byId(callId);
  }

  missed(before: Instant): Promise<readonly PhoneCall[]> {
    return calls(
      this.source,
      this.sealed,
      `${CALL} where c.direction = 'in' and c.answered_at is null and c.missed_incident_id is null and c.state = 'ended'
         and c.ended_at < instant_of($1) order by c.ended_at limit 100`,
      [before],
    );
  }

  async byId(id: string): Promise<PhoneCall | null> {
    return (await calls(this.source, this.sealed, `${CALL} where c.id = $1`, [id]))[0] ?? null;
  }

  /** Those that go on, and those that ended since. */
  live(regionIds: readonly RegionId[], endedSince: Instant): Promise<readonly PhoneCall[]> {
    return calls(
      this.source,
      this.sealed,
      `${CALL} where c.region_id = any ($1) and (c.state <> 'ended' or (c.state = 'ended' and c.ended_at > instant_of($2)))
       order by c.started_at desc limit 100`,
      [regionIds, endedSince],
    );
  }

  ofIncident(incidentId: IncidentId): Promise<readonly PhoneCall[]> {
    return calls(
      this.source,
      this.sealed,
      `${CALL} where c.incident_id = $1 or c.missed_incident_id = $1 order by c.started_at desc limit 200`,
      [incidentId],
    );
  }

  /** Written before it rings: who wants it, and what it is about. */
  async begin(
    callId: string,
    {
      number,
      regionId,
      agent,
      extension,
      incidentId,
      at,
    }: {
      readonly number: string;
      readonly regionId: RegionId;
      readonly agent: AccountId;
      readonly extension: string;
      readonly incidentId: IncidentId | null;
      readonly at: Instant;
    },
  ): Promise<void> {
    await inTransaction(this.source, async (runner) => {
      const [cells] = await this.sealed.sealNumbers(runner, [
        { column: COLUMN, rowId: callId, owner: 'registry', text: number },
      ]);
      await runner.query(
        `insert into phone_call (id, region_id, direction, number_sealed, number_hash, extension, agent_account, state, started_at, incident_id)
         values ($1, $2, 'out', $3, $4, $5, $6, 'ringing', instant_of($7), $8)`,
        [callId, regionId, cells?.sealed ?? null, cells?.hash ?? null, extension, agent, at, incidentId],
      );
    });
  }

  /** The exchange did not take it: no report of it will come. */
  async failed(callId: string, at: Instant): Promise<void> {
    await this.source.query(
      `update phone_call set state = 'ended', ended_at = instant_of($2), cause = 'not-placed' where id = $1 and state = 'ringing'`,
      [callId, at],
    );
  }
}

async function calls(
  db: Queryable,
  sealed: SealedColumns,
  statement: string,
  parameters: unknown[],
): Promise<readonly PhoneCall[]> {
  const rows = await db.query<CallRow[]>(statement, parameters);
  const numbers = await sealed.open(
    db,
    rows.map((row) => ({ column: COLUMN, rowId: row.id, sealed: row.sealed })),
  );
  return rows.map(({ sealed: _, agentId, agentName, ...call }, n) => ({
    ...call,
    number: numbers[n] ?? null,
    agent: agentId === null ? null : { id: as<AccountId>(agentId), name: agentName ?? '—' },
  }));
}
