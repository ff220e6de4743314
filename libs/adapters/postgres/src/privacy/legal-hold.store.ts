import type { AccountId, IncidentId, Instant, RegionId, SeniorId } from '@silverbell/kernel';
import type {
  LegalHoldTarget,
  LegalHoldRelease,
  LegalHoldPlacement,
  LegalHoldStore,
  LegalHoldReason,
  ReleaseReason,
} from '@silverbell/usecases';
import type { DataSource } from 'typeorm';
import { inTransaction } from '../connection/in-transaction.js';
import { oneAtATime } from './legal-hold.sql.js';

export interface HoldOnFile {
  readonly id: string;
  readonly incident: { readonly id: IncidentId; readonly number: number } | null;
  readonly senior: { readonly id: SeniorId; readonly name: string } | null;
  readonly reason: LegalHoldReason;
  readonly at: Instant;
  readonly by: { readonly id: AccountId; readonly name: string };
  readonly lifted: {
    readonly reason: ReleaseReason | null;
    readonly at: Instant;
    readonly by: { readonly id: AccountId; readonly name: string };
  } | null;
}

const ON_FILE = /* sql */ `
  select l.id, l.reason, ms_of(l.placed_at)::double precision as at, jsonb_build_object('id', p.id, 'name', p.display_name) as by,
    case when i.id is not null then jsonb_build_object('id', i.id, 'number', i.number) end as incident,
    case when s.id is not null then jsonb_build_object('id', s.id, 'name', s.name) end as senior,
    case when l.lifted_at is not null then jsonb_build_object('reason', l.lifted_reason, 'at', ms_of(l.lifted_at),
      'by', jsonb_build_object('id', u.id, 'name', u.display_name)) end as lifted
  from legal_hold l join account p on p.id = l.placed_by left join account u on u.id = l.lifted_by
    left join incident i on i.id = l.incident_id left join senior s on s.id = l.senior_id`;
const NEWEST_FIRST = 'order by l.placed_at desc, l.id';

export class PostgresLegalHoldStore implements LegalHoldStore {
  constructor(private readonly source: DataSource) {}

  place({ id, on, reason, at, by }: LegalHoldPlacement): ReturnType<LegalHoldStore['place']> {
    const [incidentId, seniorId] = 'incidentId' in on ? [on.incidentId, null] : [null, on.seniorId];
    return inTransaction(this.source, async (runner) => {
      await oneAtATime(runner);
      const [thing] = (await runner.query(
        seniorId === null
          ? 'select false as erased from incident where id = $1'
          : 'select exists (select from erased_person e where e.senior_id = s.id) as erased from senior s where s.id = $1',
        [incidentId ?? seniorId],
      )) as { erased: boolean }[];
      if (!thing) return 'unknown';
      if (thing.erased) return 'erased';
      const placed = (await runner.query(
        `insert into legal_hold (id, incident_id, senior_id, reason, placed_at, placed_by)
         select $1, $2, $3, $4, instant_of($5), $6 where not exists (
           select from legal_hold l where l.lifted_at is null and l.reason = $4
             and l.incident_id is not distinct from $2 and l.senior_id is not distinct from $3) returning id`,
        [id, incidentId, seniorId, reason, at, by],
      )) as unknown[];
      return placed.length > 0 ? 'placed' : 'again';
    });
  }

  lift({ id, reason, at, by }: LegalHoldRelease): ReturnType<LegalHoldStore['lift']> {
    return inTransaction(this.source, async (runner) => {
      const [hold] = (await runner.query(
        'select lifted_at is not null as lifted from legal_hold where id = $1 for update',
        [id],
      )) as { lifted: boolean }[];
      if (!hold) return 'unknown';
      if (hold.lifted) return 'again';
      await runner.query(
        `update legal_hold set lifted_at = greatest(placed_at, instant_of($2)), lifted_by = $3, lifted_reason = $4 where id = $1`,
        [id, at, by, reason],
      );
      return 'lifted';
    });
  }

  /** What a hold is placed on; `null`: there is no such hold. */
  async heldBy(id: string): Promise<LegalHoldTarget | null> {
    const rows: { incidentId: IncidentId | null; seniorId: SeniorId | null }[] = await this.source.query(
      'select incident_id as "incidentId", senior_id as "seniorId" from legal_hold where id = $1',
      [id],
    );
    const { incidentId = null, seniorId = null } = rows[0] ?? {};
    return incidentId !== null ? { incidentId } : seniorId !== null ? { seniorId } : null;
  }

  async regionOf(on: LegalHoldTarget): Promise<RegionId | null> {
    const rows: { regionId: RegionId }[] = await ('incidentId' in on
      ? this.source.query('select region_id as "regionId" from incident where id = $1', [on.incidentId])
      : this.source.query('select region_id as "regionId" from senior where id = $1', [on.seniorId]));
    return rows[0]?.regionId ?? null;
  }

  /** Newest first. Of a case: its own, and those of the people in it; of a person: hers, those of her cases and of who shares them. */
  async of(on: LegalHoldTarget): Promise<readonly HoldOnFile[]> {
    return (await ('incidentId' in on
      ? this.source.query(
          `${ON_FILE} where l.incident_id = $1 or l.senior_id = any(select unnest(c.senior_ids) from incident c where c.id = $1) ${NEWEST_FIRST}`,
          [on.incidentId],
        )
      : this.source.query(
          `${ON_FILE} where l.senior_id = $1 or exists (select from incident c where c.senior_ids @> array[$1::text]
             and (c.id = l.incident_id or l.senior_id = any(c.senior_ids))) ${NEWEST_FIRST}`,
          [on.seniorId],
        ))) as HoldOnFile[];
  }
}
