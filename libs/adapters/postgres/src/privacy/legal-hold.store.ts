import type { AccountId, IncidentId, Instant, RegionId, SeniorId } from '@silverbell/kernel';
import type { LegalHoldTarget, LegalHoldRelease, LegalHoldPlacement, LegalHoldStore } from '@silverbell/usecases';
import type { LegalHoldReason, LegalHoldReleaseReason } from '@silverbell/vocabulary';
import { IsNull, type DataSource } from 'typeorm';
import { inTransaction } from '../connection/in-transaction.js';
import { LegalHoldRow } from './legal-hold.entity.js';
import { oneAtATime } from './legal-hold.sql.js';

export interface LegalHoldOnFile {
  readonly id: string;
  readonly incident: { readonly id: IncidentId; readonly number: number } | null;
  readonly senior: { readonly id: SeniorId; readonly name: string } | null;
  readonly reason: LegalHoldReason;
  readonly at: Instant;
  readonly by: { readonly id: AccountId; readonly name: string };
  readonly lifted: {
    readonly reason: LegalHoldReleaseReason | null;
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
      const { manager } = runner;
      const same = await manager.existsBy(LegalHoldRow, {
        ...{ liftedAt: IsNull(), reason },
        ...{ incidentId: incidentId ?? IsNull(), seniorId: seniorId ?? IsNull() },
      });
      if (same) return 'again';
      await manager.insert(LegalHoldRow, { id, incidentId, seniorId, reason, placedAt: at, placedBy: by });
      return 'placed';
    });
  }

  lift({ id, reason, at, by }: LegalHoldRelease): ReturnType<LegalHoldStore['lift']> {
    return inTransaction(this.source, async (runner) => {
      const { manager } = runner;
      const hold = await manager.findOne(LegalHoldRow, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (hold === null) return 'unknown';
      if (hold.liftedAt !== null) return 'again';
      const liftedAt = hold.placedAt > at ? hold.placedAt : at;
      await manager.update(LegalHoldRow, { id }, { liftedAt, liftedBy: by, liftedReason: reason });
      return 'lifted';
    });
  }

  /** What a hold is placed on; `null`: there is no such hold. */
  async targetOf(id: string): Promise<LegalHoldTarget | null> {
    const hold = await this.source.manager.findOneBy(LegalHoldRow, { id });
    if (hold === null) return null;
    if (hold.incidentId !== null) return { incidentId: hold.incidentId };
    return hold.seniorId && { seniorId: hold.seniorId };
  }

  async regionOf(on: LegalHoldTarget): Promise<RegionId | null> {
    const rows: { regionId: RegionId }[] = await ('incidentId' in on
      ? this.source.query('select region_id as "regionId" from incident where id = $1', [on.incidentId])
      : this.source.query('select region_id as "regionId" from senior where id = $1', [on.seniorId]));
    return rows[0]?.regionId ?? null;
  }

  /** Newest first. Of an incident: its own, and those of the people in it; of a person: hers, those of her incidents and of who shares them. */
  async of(on: LegalHoldTarget): Promise<readonly LegalHoldOnFile[]> {
    return (await ('incidentId' in on
      ? this.source.query(
          `${ON_FILE} where l.incident_id = $1 or l.senior_id = any(select unnest(c.senior_ids) from incident c where c.id = $1) ${NEWEST_FIRST}`,
          [on.incidentId],
        )
      : this.source.query(
          `${ON_FILE} where l.senior_id = $1 or exists (select from incident c where c.senior_ids @> array[$1::text]
             and (c.id = l.incident_id or l.senior_id = any(c.senior_ids))) ${NEWEST_FIRST}`,
          [on.seniorId],
        ))) as LegalHoldOnFile[];
  }
}
