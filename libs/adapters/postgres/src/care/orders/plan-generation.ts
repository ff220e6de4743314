import type { CivilDay } from '@silverbell/care';
import type { Instant } from '@silverbell/kernel';
import {
  endServiceOf,
  generateOrders,
  isFeatureOn,
  moveServiceOf,
  type OrderDeps,
  type OrderTransaction,
} from '@silverbell/usecases';
import { as, type SeniorId } from '@silverbell/kernel';
import type { EntityManager } from 'typeorm';
import { PostgresRegionSettingStore } from '../../people/region-settings.js';
import { LapsedDays } from './lapsed-days.queries.js';
import { PLAN_COLUMNS, planOf, SUSPENDED_DAYS, type PlanRow } from './plan.rows.js';

/** Plans that are read at once, and whose orders are written at once. */
const PAGE = 200;
const AHEAD_DAYS = 14;

/**
 * The orders of every plan for the next 14 days (CR-29), in the transaction of the day's job: a process that dies leaves none, and what is
 * there already is not made twice. Plans of people who are not served any more end first.
 * @returns how many orders were made
 */
export async function generateAllOrders(
  deps: Pick<OrderDeps, 'newId' | 'timeZone'>,
  manager: EntityManager,
  tx: OrderTransaction,
  today: CivilDay,
  now: Instant,
  /** Pilot switches go by the real clock (CR-11). */
  realNow: Instant,
  /** Between two batches: so that alerts on the same machine do not wait. */
  rest: () => Promise<void>,
): Promise<number> {
  const gone = await manager.query<{ id: string; on: string }[]>(
    `select distinct s.id, coalesce(s.status_on, $1::date)::text as "on" from service_plan p join senior s on s.id = p.senior_id
     where s.status in ('deceased', 'moved') and (p.to_day is null or p.to_day > coalesce(s.status_on, $1::date)) order by s.id`,
    [today],
  );
  for (const { id, on } of gone) await endServiceOf(deps, tx, as<SeniorId>(id), on, now);
  // a move that reached no command of the api, by an import for example
  const moved = await manager.query<{ id: string }[]>(
    `select s.id from senior s where s.status in ('active', 'suspended') and (
       exists (select from service_plan p where p.senior_id = s.id and p.region_id <> s.region_id and (p.to_day is null or p.to_day >= $1))
       or exists (select from service_order o where o.senior_id = s.id and o.region_id <> s.region_id and o.day >= $1
         and o.state in ('planned', 'assigned'))) order by s.id`,
    [today],
  );
  for (const { id } of moved) await moveServiceOf(deps, tx, as<SeniorId>(id), { from: null, today, now });
  let [made, after] = [0, ''];
  for (;;) {
    const rows = await manager.query<(PlanRow & { have: CivilDay[] })[]>(
      `select ${PLAN_COLUMNS}, array(select o.day::text from service_order o where o.plan_id = p.id and o.day >= $1
           union select s.day::text from ${SUSPENDED_DAYS('p.senior_id', '$1')} s) as have
       from service_plan p join senior s on s.id = p.senior_id
       where not p.of_calls and p.id > $3 and p.from_day < $1::date + ${String(AHEAD_DAYS)} and (p.to_day is null or p.to_day >= $1) and s.status in ('active', 'suspended')
       order by p.id limit $2`,
      [today, PAGE, after],
    );
    const regions = rows.map(({ regionId }) => regionId);
    const settings = await new PostgresRegionSettingStore(manager).ofEach(regions, 'pilot.', realNow);
    const served = rows.filter(({ regionId }) => isFeatureOn(settings(regionId), 'orders'));
    const lapsed = await new LapsedDays(manager).of(served.map(planOf), today);
    const plans = served.map(({ have, ...row }) => ({
      plan: planOf(row),
      without: new Set([...have, ...(lapsed.get(row.id) ?? [])]),
    }));
    made += await generateOrders(deps, tx, plans, today, now);
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return made;
    after = last.id;
    await rest();
  }
}
