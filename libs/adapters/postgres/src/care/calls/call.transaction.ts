import type { CareCall, CivilDay } from '@silverbell/care';
import type { Instant, RegionId, SeniorId } from '@silverbell/kernel';
import {
  isFeatureOn,
  type CareCallPlan,
  type CareCallPlanSearch,
  type CareCallTransaction,
  type CareCallChange,
  type CareConcern,
  type LockedCareCall,
} from '@silverbell/usecases';
import type { EntityManager } from 'typeorm';
import { toPgJson } from '../../connection/to-pg-json.js';
import type { SealedColumns } from '../../crypto/sealed-columns.js';
import { PostgresRegionSettingStore } from '../../people/region-settings.js';
import { keepConcern } from '../concern.rows.js';
import { SUSPENDED_DAYS } from '../orders/plan.rows.js';
import { keepSighting } from '../sighting.rows.js';
import { keepSteps, stepOf } from '../step.rows.js';

/** Of a row `c` of `care_call`; the index of what is open says the same. */
export const IS_OPEN_CALL = `c.state in ('to-call', 'to-ask', 'warning')`;
/** A person who died or moved away is not called any more. */
export const IS_CALLED = `s.status in ('active', 'suspended')`;

/** Care calls in one transaction: that of a request, or that of a job of the worker. */
export class PostgresCareCallTransaction implements CareCallTransaction {
  constructor(
    private readonly manager: EntityManager,
    private readonly sealed: SealedColumns,
  ) {}

  async call(id: string): ReturnType<CareCallTransaction['call']> {
    const [found] = await this.manager.query<LockedCareCall[]>(
      `select c.fold as "row", c.changed_by as "changedBy", s.region_id as "regionId", s.home_id as "homeId"
       from care_call c join senior s on s.id = c.senior_id where c.id = $1 for update of c`,
      [id],
    );
    return found ?? null;
  }

  async insert(calls: readonly CareCallChange[]): Promise<number> {
    if (calls.length === 0) return 0;
    const made = await this.manager.query<{ id: string }[]>(
      `insert into care_call (id, version, state, plan_id, order_id, senior_id, day, due_on, fold)
       select c.fold ->> 'id', (c.fold ->> 'version')::integer, c.fold ->> 'state', c.fold ->> 'planId', c.fold ->> 'orderId',
         c.fold ->> 'seniorId', (c.fold ->> 'day')::date, (c.fold ->> 'dueOn')::date, c.fold
       from jsonb_to_recordset($1::jsonb) c (fold jsonb) on conflict do nothing returning id`,
      [toPgJson(calls.map(({ after }) => ({ fold: after })))],
    );
    const fresh = new Set(made.map(({ id }) => id));
    await this.keepSteps(calls.filter(({ after }) => fresh.has(after.id)));
    return made.length;
  }

  async save(change: CareCallChange): Promise<void> {
    const { after, by } = change;
    await this.manager.query(
      'update care_call set version = $2, state = $3, due_on = $4, fold = $5, changed_by = $6 where id = $1',
      [after.id, after.version, after.state, after.dueOn, toPgJson(after), by],
    );
    await this.keepSteps([change]);
  }

  private keepSteps(changes: readonly CareCallChange[]): Promise<void> {
    const steps = changes.map(({ after, step }) => stepOf(after, step));
    return keepSteps(this.manager, this.sealed, 'call', steps);
  }

  async openOf(seniorId: SeniorId, until: CivilDay): Promise<readonly CareCall[]> {
    const rows = await this.manager.query<{ fold: CareCall }[]>(
      `select c.fold from care_call c where c.senior_id = $1 and c.day <= $2 and ${IS_OPEN_CALL} order by c.day, c.id for update`,
      [seniorId, until],
    );
    return rows.map(({ fold }) => fold);
  }

  async over(today: CivilDay, take: number): ReturnType<CareCallTransaction['over']> {
    const rows = await this.manager.query<{ fold: CareCall; served: boolean }[]>(
      `select c.fold, ${IS_CALLED} as served from care_call c join senior s on s.id = c.senior_id
       where ${IS_OPEN_CALL} and (not ${IS_CALLED} or (c.state = 'to-call' and c.day < $1)) order by c.day, c.id limit $2 for update of c`,
      [today, take],
    );
    return rows.map(({ fold, served }) => ({ call: fold, served }));
  }

  async plans(
    { today, now, realNow }: CareCallPlanSearch,
    after: string,
    take: number,
  ): Promise<readonly CareCallPlan[]> {
    const rows = await this.manager.query<(Omit<CareCallPlan, 'isOn'> & { regionId: RegionId })[]>(
      `select p.id, p.senior_id as "seniorId", to_char(p.starts, 'HH24:MI') as starts, to_char(p.ends, 'HH24:MI') as ends,
         s.region_id as "regionId"
       from service_plan p join senior s on s.id = p.senior_id and ${IS_CALLED}
       where p.of_calls and p.id > $3 and p.from_day <= $1::date and (p.to_day is null or p.to_day >= $1::date)
         and extract(isodow from $1::date)::smallint = any (p.weekdays)
         and not coalesce(s.away_until > instant_of($2) and coalesce(s.away_from <= instant_of($2), true), false)
         and not exists (select from care_call c where c.plan_id = p.id and c.day = $1::date)
         and not exists (select from ${SUSPENDED_DAYS('p.senior_id', '$1')} d where d.day = $1::date)
       order by p.id limit $4`,
      [today, now, after, take],
    );
    const settings = await new PostgresRegionSettingStore(this.manager).ofEach(
      rows.map(({ regionId }) => regionId),
      ...(['pilot.', realNow] as const),
    );
    return rows.map(({ regionId, ...plan }) => ({ ...plan, isOn: isFeatureOn(settings(regionId), 'orders') }));
  }

  sighted(seniorId: SeniorId, sign: 'seen' | 'spoken', at: Instant): Promise<void> {
    return keepSighting(this.manager, seniorId, sign, at);
  }

  concern(concern: CareConcern): Promise<void> {
    return keepConcern(this.manager, concern);
  }

  isOn(regionId: RegionId, realNow: Instant): Promise<boolean> {
    return new PostgresRegionSettingStore(this.manager).isOn('orders', regionId, realNow);
  }
}
