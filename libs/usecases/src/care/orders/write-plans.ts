import { addDays, daysOf, planKindOf, type CivilDay, type OrderActor, type ServiceOrder } from '@silverbell/care';
import {
  as,
  dayBeginsIn,
  instant,
  isRefusal,
  refuse,
  type HelperId,
  type Instant,
  type Refusal,
  type SeniorId,
} from '@silverbell/kernel';
import type { OrderSource } from '@silverbell/vocabulary';
import {
  rowToChange,
  rowWritten,
  type RegistryCommand,
  type RegistryResult,
  type RegistryWritten,
} from '../../ports/registry-write.js';
import { careCallOf } from '../calls/plan-calls.js';
import { endCareCallsOfPlan } from '../calls/write-calls.js';
import type { NewOrder, OrderDeps, OrderTransaction, ServicePlan, VisitTerms } from './port.js';
import { clockOrder } from './write-orders.js';

export interface WantedPlan {
  readonly id?: string | undefined;
  readonly seniorId: string;
  /** `null`: the one with a contract for her region. */
  readonly providerId: string | null;
  readonly items: readonly string[];
  readonly weekdays: readonly number[];
  readonly starts: string;
  readonly ends: string;
  readonly preferredWorker: string | null;
  readonly from: CivilDay;
  readonly to: CivilDay | null;
}

interface Planning {
  readonly today: CivilDay;
  readonly careNow: Instant;
  readonly actor: OrderActor;
}

/** A new plan, with its orders of the next 14 days (CR-29). */
export function createPlan(
  deps: OrderDeps,
  command: RegistryCommand,
  wanted: WantedPlan,
  planning: Planning,
): RegistryResult {
  return deps.orders.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const senior = await tx.senior(as<SeniorId>(wanted.seniorId), planning.careNow);
    if (senior === null) return refuse('not-found');
    if (!(await tx.isOn(senior.regionId, command.at))) return refuse('feature-off');
    if (senior.status === 'deceased' || senior.status === 'moved') return refuse('senior-not-served');
    if (wanted.to !== null && wanted.to < wanted.from) return refuse('plan-days');
    if (wanted.ends <= wanted.starts) return refuse('plan-times');
    const id = wanted.id ?? deps.newId();
    if ((await tx.plan(id)) !== null) return refuse('id-taken');
    const kind = planKindOf(wanted.items);
    if (kind === 'mixed') return refuse('plan-of-calls');
    if (kind === 'calls' && (wanted.providerId !== null || wanted.preferredWorker !== null))
      return refuse('plan-of-calls');
    const providerId =
      kind === 'calls' ? null : (wanted.providerId ?? (await tx.providerFor(senior.regionId, wanted.from)));
    const terms = await tx.terms({ providerId, regionId: senior.regionId, items: wanted.items, day: wanted.from });
    const visit = { seniorId: senior.id, regionId: senior.regionId, items: wanted.items, day: wanted.from };
    const fault = await itemsFault(tx, terms, visit);
    if (fault !== null) return fault;
    const preferredWorker = wanted.preferredWorker === null ? null : as<HelperId>(wanted.preferredWorker);
    if (preferredWorker !== null) {
      // One of this provider's: a name from elsewhere would come back in every answer about the plan.
      if ((await tx.worker(preferredWorker, { ...visit, id, providerId })) === null) return refuse('worker-unknown');
    }
    const plan: ServicePlan = {
      ...{ id, seniorId: senior.id, regionId: senior.regionId, providerId, items: wanted.items },
      ...{ weekdays: [...new Set(wanted.weekdays)].sort(), starts: wanted.starts, ends: wanted.ends },
      preferredWorker,
      ...{ from: wanted.from, to: wanted.to, version: 1, changedBy: command.by },
    };
    await tx.insertPlan(plan);
    const suspended = new Set(await tx.suspendedDays(senior.id, planning.today));
    if (kind === 'visits')
      await generateOrders(
        deps,
        tx,
        [await withoutDays(tx, plan, suspended, planning.today)],
        planning.today,
        planning.careNow,
      );
    else if (!suspended.has(planning.today) && !senior.away) await owesToday(deps, tx, plan, planning);
    return planWritten('service-plan-made', plan);
  });
}

/** Items that her region does not offer, or not to her (CR-15). */
async function itemsFault(
  tx: OrderTransaction,
  { unknownItems }: Pick<VisitTerms, 'unknownItems'>,
  visit: Parameters<OrderTransaction['itemsNotFor']>[0],
): Promise<Refusal | null> {
  if (unknownItems.length > 0) return refuse('item-unknown', { items: unknownItems.join(' ') });
  const notHers = await tx.itemsNotFor(visit);
  return notHers.length > 0 ? refuse('item-not-for-class', { items: notHers.join(' ') }) : null;
}

/** A plan of calls owes one today already, as long as it begins today and its hours are not over. */
async function owesToday(
  deps: OrderDeps,
  tx: OrderTransaction,
  plan: ServicePlan,
  { today, careNow }: Pick<Planning, 'today' | 'careNow'>,
): Promise<void> {
  const visit = plannedOrder(deps, plan, today, { source: 'plan', planId: plan.id, madeUpFor: null });
  if (daysOf(plan, today, 1).length === 0 || visit === null || visit.plannedEnd <= careNow) return;
  await tx.calls.insert([careCallOf(deps, plan, today, careNow)]);
}

/** A plan ends with a day; what was planned behind it and not begun is cancelled. */
export function endPlan(
  deps: OrderDeps,
  command: RegistryCommand,
  {
    id,
    ifMatch,
    on,
    reason,
    careNow,
  }: { id: string; ifMatch: number | undefined; on: CivilDay; reason: string; careNow: Instant },
): RegistryResult {
  return deps.orders.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const before = rowToChange(await tx.plan(id), ifMatch);
    if (isRefusal(before)) return before;
    if (on < before.from) return refuse('plan-days');
    const plan = { ...before, to: on, version: before.version + 1, changedBy: command.by };
    await tx.updatePlan(plan);
    for (const orderId of await tx.openOrdersOf(id, addDays(on, 1)))
      await clockOrder(deps, tx, orderId, { type: 'cancel', reason }, careNow);
    await endCareCallsOfPlan(deps, tx.calls, plan, careNow);
    return planWritten('service-plan-ended', plan);
  });
}

/**
 * From a day on another provider comes (CR-22): the plan ends the day before, and one with the same pattern takes its place. Whom the public pays
 * for her hours is not changed by it: that is a new application.
 */
export function changePlanProvider(
  deps: OrderDeps,
  command: RegistryCommand,
  {
    id,
    ifMatch,
    providerId,
    from,
    reason,
    today,
    careNow,
  }: Omit<Planning, 'actor'> & {
    readonly id: string;
    readonly ifMatch: number | undefined;
    readonly providerId: string;
    readonly from: CivilDay;
    readonly reason: string;
  },
): RegistryResult {
  return deps.orders.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const before = rowToChange(await tx.plan(id), ifMatch);
    if (isRefusal(before)) return before;
    if (!(await tx.isOn(before.regionId, command.at))) return refuse('feature-off');
    if (planKindOf(before.items) === 'calls') return refuse('plan-of-calls');
    const isOver = before.to !== null && before.to < from;
    if (from < today || from <= before.from || isOver || providerId === before.providerId) return refuse('plan-days');
    const { regionId, items } = before;
    if (!(await tx.terms({ providerId, regionId, items, day: from })).inContract) return refuse('out-of-contract');
    const ended = { ...before, to: addDays(from, -1), version: before.version + 1, changedBy: command.by };
    await tx.updatePlan(ended);
    const plan: ServicePlan = {
      ...{ ...before, id: deps.newId(), providerId, preferredWorker: null, from, version: 1, changedBy: command.by },
    };
    await tx.insertPlan(plan);
    await tx.handOverDays(id, plan);
    for (const orderId of await tx.openOrdersOf(id, from))
      await clockOrder(deps, tx, orderId, { type: 'cancel', reason }, careNow);
    const suspended = new Set(await tx.suspendedDays(plan.seniorId, today));
    await generateOrders(deps, tx, [await withoutDays(tx, plan, suspended, today)], today, careNow);
    return planWritten('plan-provider-changed', plan, { insteadOf: id, providerId });
  });
}

const planWritten = (action: string, plan: ServicePlan, more: Readonly<Record<string, string>> = {}): RegistryWritten =>
  rowWritten('service-plan', action, plan, { seniorId: plan.seniorId, ...more });

/** A plan with the days on which it makes no order: she is suspended, or her assessment lapsed (CR-13, CR-26). */
export async function withoutDays(
  tx: Pick<OrderTransaction, 'lapsedDays'>,
  plan: ServicePlan,
  suspended: ReadonlySet<CivilDay>,
  today: CivilDay,
): Promise<{ readonly plan: ServicePlan; readonly without: ReadonlySet<CivilDay> }> {
  return { plan, without: new Set([...suspended, ...(await tx.lapsedDays(plan, today))]) };
}

/** The orders of plans within 14 days from today; those that are there stay as they are (CR-29). @returns how many were made */
export function generateOrders(
  deps: Pick<OrderDeps, 'newId' | 'timeZone'>,
  tx: Pick<OrderTransaction, 'insert'>,
  plans: readonly {
    readonly plan: ServicePlan;
    /** Days that have an order already, or shall have none. */
    readonly without: ReadonlySet<CivilDay>;
  }[],
  today: CivilDay,
  now: Instant,
): Promise<number> {
  const orders = plans.flatMap(({ plan, without }) =>
    daysOf(plan, today)
      .filter((day) => !without.has(day))
      .map((day) => plannedOrder(deps, plan, day, { source: 'plan', planId: plan.id, madeUpFor: null })),
  );
  return tx.insert(
    orders.flatMap((order) => (order === null ? [] : [newOrder(deps, order, { role: 'clock', id: null }, now, null)])),
  );
}

/** `null`: the zone skips that time of that day. */
export function plannedOrder(
  { newId, timeZone }: Pick<OrderDeps, 'newId' | 'timeZone'>,
  {
    seniorId,
    regionId,
    providerId,
    items,
    starts,
    ends,
  }: Omit<ServicePlan, 'id' | 'weekdays' | 'from' | 'to' | 'preferredWorker' | 'version' | 'changedBy'>,
  day: CivilDay,
  from: {
    readonly id?: string;
    readonly source: OrderSource;
    readonly planId: string | null;
    readonly madeUpFor: string | null;
  },
): ServiceOrder | null {
  const begins = dayBeginsIn(timeZone, day);
  if (begins === null) return null;
  const at = (time: string): Instant => {
    const [hour = 0, minute = 0] = time.split(':').map(Number);
    return instant(begins + (hour * 60 + minute) * 60_000);
  };
  return {
    ...{ id: from.id ?? newId(), version: 1, state: 'planned', source: from.source, planId: from.planId },
    ...{ madeUpFor: from.madeUpFor, seniorId, regionId, providerId, day, items },
    ...{ plannedStart: at(starts), plannedEnd: at(ends), workerId: null, secondWorkerId: null, lateAt: null },
    ...{ missedAt: null, checkIn: null, checkOut: null, interruptedBy: null, finishedAt: null, quote: null },
    ...{ marks: from.madeUpFor === null ? [] : ['made-up'], review: null, confirmation: null, rating: null },
  };
}

export function newOrder(
  { newId }: Pick<OrderDeps, 'newId'>,
  order: ServiceOrder,
  by: OrderActor,
  at: Instant,
  note: string | null,
): NewOrder {
  const { version: _, ...planned } = order;
  return {
    ...{ order, by: by.id },
    step: { id: newId(), note, event: { type: 'planned', at, by, reason: order.source, order: planned } },
  };
}

export interface WantedOrder {
  readonly id?: string | undefined;
  /** `null`: the one with a contract for her region. */
  readonly providerId: string | null;
  readonly seniorId: string;
  readonly items: readonly string[];
  readonly day: CivilDay;
  readonly starts: string;
  readonly ends: string;
  readonly source: Exclude<OrderSource, 'plan'>;
  /** The missed or interrupted order that this one makes up for (CR-38). */
  readonly madeUpFor: string | null;
  readonly note: string | null;
}

/** An order beside the plans: a telephone call, the family page, a call for assistance, or made up for one that did not take place. */
export function createOrder(
  deps: OrderDeps,
  command: RegistryCommand,
  wanted: WantedOrder,
  { today, careNow, actor }: Planning,
): RegistryResult {
  return deps.orders.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const senior = await tx.senior(as<SeniorId>(wanted.seniorId), careNow);
    if (senior === null) return refuse('not-found');
    if (!(await tx.isOn(senior.regionId, command.at))) return refuse('feature-off');
    if (senior.status === 'deceased' || senior.status === 'moved') return refuse('senior-not-served');
    if (wanted.day < today) return refuse('order-in-past');
    if (wanted.ends <= wanted.starts) return refuse('plan-times');
    if ((wanted.source === 'made-up') !== (wanted.madeUpFor !== null)) return refuse('made-up-for-what');
    if (wanted.madeUpFor !== null) {
      const for_ = (await tx.order(wanted.madeUpFor))?.row;
      if (for_?.seniorId !== senior.id) return refuse('made-up-for-what');
      if (!MAY_BE_MADE_UP.includes(for_.state)) return refuse('order-state', { state: for_.state, action: 'make-up' });
      // CR-38: inside the days that share its minutes, and once
      const { from, to } = await tx.allowance(senior.id, for_.day);
      if (wanted.day < from || wanted.day > to) return refuse('made-up-other-period', { from, to });
      if (await tx.isMadeUp(for_)) return refuse('made-up-already');
    }
    if (wanted.id !== undefined && (await tx.order(wanted.id)) !== null) return refuse('id-taken');
    const providerId = wanted.providerId ?? (await tx.providerFor(senior.regionId, wanted.day));
    const terms = await tx.terms({ providerId, regionId: senior.regionId, items: wanted.items, day: wanted.day });
    const visit = { seniorId: senior.id, regionId: senior.regionId, items: wanted.items, day: wanted.day };
    const fault = await itemsFault(tx, terms, visit);
    if (fault !== null) return fault;
    const about = { seniorId: senior.id, regionId: senior.regionId, providerId, items: wanted.items };
    const order = plannedOrder(deps, { ...about, starts: wanted.starts, ends: wanted.ends }, wanted.day, {
      ...(wanted.id === undefined ? {} : { id: wanted.id }),
      ...{ source: wanted.source, planId: null, madeUpFor: wanted.madeUpFor },
    });
    if (order === null) return refuse('plan-times');
    await tx.insert([newOrder(deps, order, actor, careNow, wanted.note)]);
    return rowWritten('service-order', 'order-made', order, { source: order.source, by: command.by });
  });
}
const MAY_BE_MADE_UP: readonly ServiceOrder['state'][] = ['missed', 'interrupted', 'no-entry'];
