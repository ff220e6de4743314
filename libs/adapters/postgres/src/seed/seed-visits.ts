import {
  addDays,
  DEFAULT_ORDER_LIMITS,
  decideOrder,
  type CivilDay,
  type OrderCommand,
  type OrderEvent,
  type OrderRole,
  type ServiceOrder,
} from '@silverbell/care';
import { as, isRefusal, type HelperId, type Instant, type RegionId, type SeniorId } from '@silverbell/kernel';
import { plannedOrder } from '@silverbell/usecases';
import type { EntityManager } from 'typeorm';
import { toPgJson } from '../connection/to-pg-json.js';

/** Daily visits that were done by one worker until the day before the demo begins. */
export interface DemoPlan {
  readonly id: string;
  readonly seniorId: string;
  readonly items: readonly string[];
  readonly starts: string;
  readonly ends: string;
  readonly from: CivilDay;
  readonly doneBy: string;
}

const ZONE = 'Asia/Shanghai';

/** The plan and its past visits, each as the rules of an order make it: assigned, begun and ended on time, confirmed on the spot. */
export async function writeVisits(
  db: EntityManager,
  plan: DemoPlan,
  { providerId, today }: { readonly providerId: string; readonly today: CivilDay },
): Promise<void> {
  const [senior] = await db.query<{ regionId: string }[]>('select region_id as "regionId" from senior where id = $1', [
    plan.seniorId,
  ]);
  if (senior === undefined) throw new Error(`${plan.seniorId} is not on file`);
  await db.query(
    `insert into service_plan (id, senior_id, region_id, provider_id, items, weekdays, starts, ends, from_day, version)
     values ($1, $2, $3, $4, $5, '{1,2,3,4,5,6,7}', $6, $7, $8, 1)`,
    [plan.id, plan.seniorId, senior.regionId, providerId, plan.items, plan.starts, plan.ends, plan.from],
  );
  const visits: { readonly order: ServiceOrder; readonly events: readonly OrderEvent[] }[] = [];
  const region = as<RegionId>(senior.regionId);
  for (let day = plan.from; day < today; day = addDays(day, 1)) visits.push(visitOf(plan, day, region, providerId));
  await db.query(
    `insert into service_order (id, version, state, senior_id, region_id, provider_id, plan_id, day, planned_start, planned_end, worker_id,
       came_at, left_at, counts, agreed_extra, delivered_min, subsidised_min, fold)
     select o.fold ->> 'id', (o.fold ->> 'version')::integer, o.fold ->> 'state', o.fold ->> 'seniorId', o.fold ->> 'regionId',
       o.fold ->> 'providerId', o.fold ->> 'planId', (o.fold ->> 'day')::date, p.starts, p.ends, o.fold ->> 'workerId', p.starts, p.ends, true, 0,
       m.minutes, m.minutes, o.fold
     from jsonb_array_elements($1::jsonb) as o (fold)
     cross join lateral (select instant_of((o.fold ->> 'plannedStart')::bigint) as starts, instant_of((o.fold ->> 'plannedEnd')::bigint) as ends) p
     cross join lateral (select (extract(epoch from p.ends - p.starts) / 60)::integer as minutes) m`,
    [toPgJson(visits.map(({ order }) => order))],
  );
  await db.query(
    `insert into service_order_step (id, order_id, type, at, role, reason, details)
     select s.id, s."orderId", s.type, instant_of(s.at), s.role, s.reason, s.details
     from rows from (jsonb_to_recordset($1::jsonb)
       as (id text, "orderId" text, type text, at bigint, role text, reason text, details jsonb)) with ordinality s order by s.ordinality`,
    [toPgJson(visits.flatMap(({ order, events }) => events.map((event, n) => stepOf(order, event, n))))],
  );
}

function stepOf(order: ServiceOrder, { type, at, by, reason, ...details }: OrderEvent, n: number) {
  const kept = type === 'planned' ? {} : details;
  return { id: `${order.id}-${String(n)}`, orderId: order.id, type, at, role: by.role, reason, details: kept };
}

function visitOf(plan: DemoPlan, day: CivilDay, regionId: RegionId, providerId: string) {
  const about = { ...plan, seniorId: as<SeniorId>(plan.seniorId), regionId, providerId };
  const from = { id: `${plan.id}-${day}`, source: 'plan', planId: plan.id, madeUpFor: null } as const;
  const planned = plannedOrder({ newId: () => from.id, timeZone: ZONE }, about, day, from);
  if (planned === null) throw new Error(`there is no ${plan.starts} on ${day}`);
  const { version: _, ...order } = planned;
  const { plannedStart, plannedEnd } = planned;
  const events: OrderEvent[] = [
    { type: 'planned', at: plannedStart, by: { role: 'clock', id: null }, reason: 'plan', order },
  ];
  let now = planned;
  const takes = (role: OrderRole, at: Instant, command: OrderCommand): void => {
    const done = decideOrder(now, command, { now: at, by: { role, id: null }, limits: DEFAULT_ORDER_LIMITS });
    if (isRefusal(done)) throw new Error(`a visit of the demo: ${done.refused}`);
    events.push(...done.events);
    now = done.after;
  };
  const when = { day, workingDaysSince: 0 };
  const workerId = as<HelperId>(plan.doneBy);
  takes('provider', plannedStart, { type: 'assign', workerId, secondWorkerId: null, blocks: [] });
  takes('worker', plannedStart, { type: 'start', at: plannedStart, proof: 'tag+position', reason: null, when });
  const { items } = plan;
  takes('worker', plannedEnd, { type: 'finish', at: plannedEnd, items, proof: 'tag+position', reason: null, when });
  takes('worker', plannedEnd, { type: 'confirm', voice: 'senior', channel: 'on-site' });
  return { order: now, events };
}
