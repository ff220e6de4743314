import {
  countsNow,
  PLAN_AHEAD_DAYS,
  type CivilDay,
  type OrderLimits,
  type ServiceOrder,
  type Visit,
  type VisitMinutes,
  type WorkerFacts,
} from '@silverbell/care';
import type { AccountId, HelperId, Instant, RegionId, SeniorId } from '@silverbell/kernel';
import type {
  AboutWhom,
  Allowance,
  CareCallTransaction,
  CareConcern,
  CareDue,
  KeptReport,
  KeptStep,
  NewOrder,
  OrderTransaction,
  QualityTransaction,
  ServicePlan,
  TaskTransaction,
  VisitedSenior,
  VisitTerms,
} from '@silverbell/usecases';
import type { VisitRisk, WorryFlag } from '@silverbell/vocabulary';
import type { EntityManager } from 'typeorm';
import { toPgJson } from '../../connection/to-pg-json.js';
import type { SealedColumns } from '../../crypto/sealed-columns.js';
import { PostgresCareCallTransaction } from '../calls/call.transaction.js';
import { addDue, dropDue } from '../care-due.store.js';
import { PostgresRegionSettingStore } from '../../people/region-settings.js';
import { keepConcern } from '../concern.rows.js';
import { lockedRow } from '../folded.rows.js';
import { isParty } from '../party.rows.js';
import { keepSighting } from '../sighting.rows.js';
import { keepSteps, stepOf } from '../step.rows.js';
import { PostgresTaskTransaction } from '../../tasks/task.store.js';
import { PostgresQualityTransaction } from '../quality/quality.transaction.js';
import { TOWNSHIP_OF } from '../visits/visit-plan.queries.js';
import { covers, OrderGround } from './order-ground.queries.js';
import { LapsedDays } from './lapsed-days.queries.js';
import { dueOfOrder, ORDER_DUE_KINDS } from './order-due.js';
import { PLAN_COLUMNS, planOf, SUSPENDED_DAYS, type PlanRow } from './plan.rows.js';

/** Orders in one transaction: that of a request, or that of a job of the worker. */
export class PostgresOrderTransaction implements OrderTransaction {
  readonly quality: QualityTransaction;
  readonly calls: CareCallTransaction;
  readonly tasks: Pick<TaskTransaction, 'task' | 'settings' | 'insert'>;
  private readonly ground: OrderGround;

  constructor(
    private readonly manager: EntityManager,
    private readonly sealed: SealedColumns,
    private readonly timeZone: string,
  ) {
    this.ground = new OrderGround(manager, timeZone);
    this.tasks = new PostgresTaskTransaction(manager, sealed);
    this.calls = new PostgresCareCallTransaction(manager, sealed);
    this.quality = new PostgresQualityTransaction(manager, sealed, timeZone, this);
  }

  order(id: string): ReturnType<OrderTransaction['order']> {
    return lockedRow<ServiceOrder>(this.manager, 'service_order', id);
  }

  isParty(account: AccountId, about: AboutWhom): Promise<boolean> {
    return isParty(this.manager, account, about);
  }

  async lock(whom: readonly (SeniorId | HelperId)[]): Promise<void> {
    for (const id of [...whom].sort())
      await this.manager.query(`select pg_advisory_xact_lock(hashtextextended('service-order ' || $1, 0))`, [id]);
  }

  async insert(orders: readonly NewOrder[]): Promise<number> {
    if (orders.length === 0) return 0;
    const made = await this.manager.query<{ id: string }[]>(
      `insert into service_order (id, version, state, senior_id, region_id, provider_id, plan_id, day, planned_start, planned_end, counts,
         agreed_extra, fold, changed_by)
       select o.fold ->> 'id', (o.fold ->> 'version')::integer, o.fold ->> 'state', o.fold ->> 'seniorId', o.fold ->> 'regionId',
         o.fold ->> 'providerId', o.fold ->> 'planId', (o.fold ->> 'day')::date, instant_of((o.fold ->> 'plannedStart')::bigint),
         instant_of((o.fold ->> 'plannedEnd')::bigint), true, 0, o.fold, o.by
       from jsonb_to_recordset($1::jsonb) o (fold jsonb, by text) on conflict (plan_id, day) do nothing returning id`,
      [toPgJson(orders.map(({ order, by }) => ({ fold: order, by })))],
    );
    const isNew = new Set(made.map(({ id }) => id));
    const fresh = orders.filter(({ order }) => isNew.has(order.id));
    const steps = fresh.map(({ order, step }) => stepOf(order, step));
    await keepSteps(this.manager, this.sealed, 'order', steps);
    const due: CareDue[] = [];
    for (const { order } of fresh)
      due.push(...dueOfOrder(order, await this.limits(order.regionId, order.day), this.timeZone));
    await addDue(this.manager, due);
    return made.length;
  }

  async save(order: ServiceOrder, by: AccountId | null, steps: readonly KeptStep[]): Promise<void> {
    const { quote, rating } = order;
    await this.manager.query(
      `update service_order set version = $2, state = $3, provider_id = $4, worker_id = $5, second_worker_id = $6, came_at = instant_of($7),
         left_at = instant_of($8), counts = $9, agreed_extra = $10, rating = $11, rated_at = instant_of($12), fold = $13, changed_by = $14,
         region_id = $15
       where id = $1`,
      [
        ...[order.id, order.version, order.state, order.providerId, order.workerId, order.secondWorkerId],
        ...[order.checkIn?.at ?? null, order.checkOut?.at ?? null, countsNow(order)],
        ...[typeof quote?.acceptedAt === 'number' ? quote.extraMinutes : 0, rating?.value ?? null, rating?.at ?? null],
        ...[toPgJson(order), by, order.regionId],
      ],
    );
    const kept = steps.map((step) => stepOf(order, step));
    await keepSteps(this.manager, this.sealed, 'order', kept);
    await this.keepDue(order);
  }

  /** What the clock will do to it next; what no longer applies goes. */
  private async keepDue(order: ServiceOrder): Promise<void> {
    await dropDue(this.manager, order.id, ORDER_DUE_KINDS);
    await addDue(this.manager, dueOfOrder(order, await this.limits(order.regionId, order.day), this.timeZone));
  }

  senior(id: SeniorId, now: Instant): Promise<VisitedSenior | null> {
    return this.ground.senior(id, now);
  }

  riskOf(seniorId: SeniorId, day: CivilDay): Promise<VisitRisk> {
    return this.ground.riskOf(seniorId, day);
  }

  worker(
    id: HelperId,
    visit: Pick<ServiceOrder, 'id' | 'seniorId' | 'providerId' | 'day'>,
  ): Promise<WorkerFacts | null> {
    return this.ground.worker(id, visit);
  }

  terms(visit: Pick<ServiceOrder, 'providerId' | 'regionId' | 'items' | 'day'>): Promise<VisitTerms> {
    return this.ground.terms(visit);
  }

  itemsNotFor(visit: Pick<ServiceOrder, 'seniorId' | 'regionId' | 'items' | 'day'>): Promise<readonly string[]> {
    return this.ground.itemsNotFor(visit);
  }

  providerFor(regionId: RegionId, day: CivilDay): Promise<string | null> {
    return this.ground.providerFor(regionId, day);
  }

  allowance(seniorId: SeniorId, day: CivilDay): Promise<Allowance> {
    return this.ground.allowance(seniorId, day);
  }

  limits(regionId: RegionId, day: CivilDay): Promise<OrderLimits> {
    return this.ground.limits(regionId, day);
  }

  workingDaysSince(day: CivilDay, today: CivilDay): Promise<number> {
    return this.ground.workingDaysSince(day, today);
  }

  visits(seniorId: SeniorId, from: CivilDay, to: CivilDay): Promise<readonly Visit[]> {
    return this.manager.query<Visit[]>(
      `with own as (select o.* from service_order o where o.senior_id = $1 and o.day between $2 and $3 and ${TOOK_PLACE}),
       beside as (select o.* from own join service_order o on o.day between own.day - 1 and own.day + 1
         and o.came_at < own.left_at and own.came_at < o.left_at and o.senior_id <> own.senior_id and ${TOOK_PLACE}
         and (o.worker_id in (own.worker_id, own.second_worker_id) or o.second_worker_id in (own.worker_id, own.second_worker_id)))
       select o.id, o.senior_id as "seniorId", array_remove(array[o.worker_id, o.second_worker_id], null) as "workerIds",
         ms_of(o.came_at)::double precision as "from", ms_of(o.left_at)::double precision as "to", o.counts, o.agreed_extra as "agreedExtra"
       from (select * from own union select * from beside) o`,
      [seniorId, from, to],
    );
  }

  async keepMinutes(minutes: ReadonlyMap<string, VisitMinutes>): Promise<void> {
    if (minutes.size === 0) return;
    await this.manager.query(
      `update service_order o set delivered_min = m.delivered, subsidised_min = m.subsidised, extra_min = m.extra, unagreed_min = m.unagreed
       from jsonb_to_recordset($1::jsonb) as m (id text, delivered integer, subsidised integer, extra integer, unagreed integer)
       where o.id = m.id and (o.delivered_min, o.subsidised_min, o.extra_min, o.unagreed_min)
         is distinct from (m.delivered, m.subsidised, m.extra, m.unagreed)`,
      [JSON.stringify([...minutes].map(([id, one]) => ({ id, ...one })))],
    );
  }

  async sighted(seniorId: SeniorId, at: Instant): Promise<void> {
    await keepSighting(this.manager, seniorId, 'seen', at);
  }

  async concern(concern: CareConcern): Promise<void> {
    await keepConcern(this.manager, concern);
  }

  async contact(seniorId: SeniorId, contactId: string): Promise<{ mayDecide: boolean } | null> {
    const [row] = await this.manager.query<{ mayDecide: boolean }[]>(
      'select may_decide as "mayDecide" from contact where senior_id = $1 and id = $2',
      [seniorId, contactId],
    );
    return row ?? null;
  }

  async keepReport({ id, seniorId }: Pick<ServiceOrder, 'id' | 'seniorId'>, report: KeptReport): Promise<void> {
    const [sealed] = await this.sealed.seal(this.manager, [
      { column: 'service_order.report', rowId: id, owner: `senior:${seniorId}`, text: JSON.stringify(report) },
    ]);
    await this.manager.query('update service_order set report_sealed = $2 where id = $1', [id, sealed ?? null]);
  }

  async protect({ id, orderId, seniorId, at }: Parameters<OrderTransaction['protect']>[0]): Promise<void> {
    await this.manager.query(
      `insert into protected_referral (id, order_id, senior_id, at) values ($1, $2, $3, instant_of($4))`,
      [id, orderId, seniorId, at],
    );
  }

  async worry(order: ServiceOrder, flags: readonly WorryFlag[], at: Instant): Promise<void> {
    await this.manager.query(
      `insert into worry_signal (order_id, senior_id, flag, at) select $1, $2, f, instant_of($4) from unnest($3::text[]) f
       on conflict do nothing`,
      [order.id, order.seniorId, flags, at],
    );
  }

  async ordersInHand(workerId: HelperId): Promise<readonly ServiceOrder[]> {
    const rows = await this.manager.query<{ fold: ServiceOrder }[]>(
      `select fold from service_order where (worker_id = $1 or second_worker_id = $1) and state in ('assigned', 'started') order by day, id`,
      [workerId],
    );
    return rows.map(({ fold }) => fold);
  }

  async uncovered(providerId: string, from: CivilDay): Promise<readonly string[]> {
    const rows = await this.manager.query<{ id: string }[]>(
      `select o.id from service_order o where o.provider_id = $1 and o.state = 'assigned' and o.day >= $2
         and not exists (select from service_contract c join provider p on p.id = c.provider_id where c.provider_id = $1
           and ${covers('o.region_id', 'o.day', `array(select jsonb_array_elements_text(o.fold -> 'items'))`)})
       order by o.day, o.id`,
      [providerId, from],
    );
    return rows.map(({ id }) => id);
  }

  ordersAfter(seniorId: SeniorId, from: CivilDay): Promise<readonly Pick<ServiceOrder, 'id' | 'state'>[]> {
    return this.manager.query(
      `select id, state from service_order where senior_id = $1 and day >= $2 and state not in ('cancelled', 'void') order by day, id`,
      [seniorId, from],
    );
  }

  async isMadeUp({ id, seniorId, day }: Pick<ServiceOrder, 'id' | 'seniorId' | 'day'>): Promise<boolean> {
    const [row] = await this.manager.query<{ is: boolean }[]>(`select ${IS_MADE_UP('$1', '$2', '$3::date')} as "is"`, [
      id,
      seniorId,
      day,
    ]);
    return row?.is === true;
  }

  async openPlansOf(seniorId: SeniorId, day: CivilDay): Promise<readonly ServicePlan[]> {
    const rows = await this.manager.query<PlanRow[]>(
      `select ${PLAN_COLUMNS} from service_plan p where p.senior_id = $1 and (p.to_day is null or p.to_day > $2) for update`,
      [seniorId, day],
    );
    return rows.map(planOf);
  }

  candidates(order: ServiceOrder): Promise<readonly HelperId[]> {
    return this.ground.candidates(order);
  }

  async movedTo(seniorId: SeniorId, { from, on, at }: Parameters<OrderTransaction['movedTo']>[1]): Promise<void> {
    await this.manager.query(
      `insert into entitlement_step (entitlement_id, type, at, on_day, by_account, reason, details)
       select e.id, 'moved', instant_of($2), $3, null, null, jsonb_build_object('from', $4::text, 'to', s.region_id)
       from entitlement e join senior s on s.id = e.senior_id
       where e.senior_id = $1 and e.end_reason is null and (e.to_day is null or e.to_day >= $3)
         and ${TOWNSHIP_OF('$4::text')} is distinct from ${TOWNSHIP_OF('s.region_id')}`,
      [seniorId, at, on, from],
    );
  }

  async toAssignAlone(today: CivilDay): Promise<readonly string[]> {
    const rows = await this.manager.query<{ id: string }[]>(
      `select o.id from service_order o join provider p on p.id = o.provider_id and p.auto_assign
       where o.state = 'planned' and o.day between $1 and $1::date + ${String(PLAN_AHEAD_DAYS)} order by o.day, o.planned_start, o.id`,
      [today],
    );
    return rows.map(({ id }) => id);
  }

  async suspendedDays(seniorId: SeniorId, from: CivilDay): Promise<readonly CivilDay[]> {
    const rows = await this.manager.query<{ day: CivilDay }[]>(
      `select s.day::text as day from ${SUSPENDED_DAYS('$1', '$2')} s`,
      [...[seniorId, from]],
    );
    return rows.map(({ day }) => day);
  }

  async lapsedDays(plan: ServicePlan, from: CivilDay): Promise<readonly CivilDay[]> {
    return (await new LapsedDays(this.manager).of([plan], from)).get(plan.id) ?? [];
  }

  async freeDay(orderId: string): Promise<void> {
    await this.manager.query('update service_order set plan_id = null where id = $1', [orderId]);
  }

  async plannedBetween(seniorId: SeniorId, from: CivilDay, to: CivilDay | null): Promise<readonly string[]> {
    const rows = await this.manager.query<{ id: string }[]>(
      `select id from service_order where senior_id = $1 and day >= $2 and ($3::date is null or day <= $3) and plan_id is not null
         and state in ('planned', 'assigned') order by day, id`,
      [seniorId, from, to],
    );
    return rows.map(({ id }) => id);
  }

  isOn(regionId: RegionId, realNow: Instant): Promise<boolean> {
    return new PostgresRegionSettingStore(this.manager).isOn('orders', regionId, realNow);
  }

  async plan(id: string): Promise<ServicePlan | null> {
    const [row] = await this.manager.query<PlanRow[]>(
      `select ${PLAN_COLUMNS} from service_plan p where p.id = $1 for update`,
      [id],
    );
    return row === undefined ? null : planOf(row);
  }

  async insertPlan(plan: ServicePlan): Promise<void> {
    await this.manager.query(
      `insert into service_plan (id, senior_id, region_id, provider_id, items, weekdays, starts, ends, preferred_worker, from_day, to_day,
         version, changed_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        ...[plan.id, plan.seniorId, plan.regionId, plan.providerId, plan.items, plan.weekdays, plan.starts, plan.ends],
        ...[plan.preferredWorker, plan.from, plan.to, plan.version, plan.changedBy],
      ],
    );
  }

  async updatePlan(plan: ServicePlan): Promise<void> {
    await this.manager.query(
      `update service_plan set to_day = $2, version = $3, changed_by = $4, region_id = $5, provider_id = $6, preferred_worker = $7 where id = $1`,
      [plan.id, plan.to, plan.version, plan.changedBy, plan.regionId, plan.providerId, plan.preferredWorker],
    );
  }

  async handOverDays(planBefore: string, { id, from }: Pick<ServicePlan, 'id' | 'from'>): Promise<void> {
    await this.manager.query(
      `update service_order set plan_id = $2 where plan_id = $1 and day >= $3 and state not in ('planned', 'assigned')`,
      [planBefore, id, from],
    );
  }

  async openOrdersOf(planId: string, from: CivilDay): Promise<readonly string[]> {
    const rows = await this.manager.query<{ id: string }[]>(
      `select id from service_order where plan_id = $1 and day >= $2 and state in ('planned', 'assigned') order by day, id`,
      [planId, from],
    );
    return rows.map(({ id }) => id);
  }
}

/** Whether another order makes up for one, and was not called off; expressions of its id, senior and day (CR-38). */
export const IS_MADE_UP = (id: string, senior: string, day: string): string =>
  `exists (select from service_order m where m.senior_id = ${senior} and m.day >= ${day} and m.fold ->> 'madeUpFor' = ${id}
     and m.state not in ('cancelled', 'void'))`;

/** Of a row `o`: the worker checked in and out, and the order is not void. */
const TOOK_PLACE = `o.came_at is not null and o.left_at is not null and o.state not in ('void', 'cancelled')`;
