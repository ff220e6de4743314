import { addDays, blocksOf, planKindOf, type CivilDay } from '@silverbell/care';
import type { HelperId, Instant, RegionId, SeniorId } from '@silverbell/kernel';
import type { AssignBlock } from '@silverbell/vocabulary';
import type { OrderDeps, OrderTransaction, ServicePlan } from './port.js';
import { clockOrder } from './write-orders.js';
import { generateOrders, withoutDays } from './write-plans.js';

/** What takes an order away from the worker who has it already; that it overlaps with another one does not. */
const TAKES_AWAY: readonly AssignBlock[] = [
  'certificate-expired',
  'worker-suspended',
  'worker-conflict',
  'worker-replaced',
];

/**
 * After a change of a worker's file: her orders that she may no longer do return to be assigned, and a visit under way of one who was
 * suspended ends, with the minutes until then (CR-31). Called at once after the change.
 * @returns how many orders she lost
 */
export async function recheckWorker(
  deps: Pick<OrderDeps, 'newId' | 'timeZone'>,
  tx: OrderTransaction,
  workerId: HelperId,
  now: Instant,
): Promise<number> {
  await tx.lock([workerId]);
  let lost = 0;
  for (const order of await tx.ordersInHand(workerId)) {
    const worker = await tx.worker(workerId, order);
    const { day, plannedStart: from, plannedEnd: to } = order;
    const visit = { day, from, to, inContract: true, certificatesNeeded: [], workersNeeded: 1 } as const;
    const block =
      worker === null ? 'worker-suspended' : blocksOf([worker], visit).find((one) => TAKES_AWAY.includes(one));
    if (block === undefined) continue;
    if (order.state === 'assigned') await clockOrder(deps, tx, order.id, { type: 'return', reason: block }, now);
    else if (block === 'worker-suspended')
      await clockOrder(deps, tx, order.id, { type: 'interrupt', reason: 'unsafe' }, now);
    else continue;
    lost += 1;
  }
  return lost;
}

/**
 * After a change of a provider's file or of one of its contracts: orders that none of its contracts covers any more return to be assigned (CR-31).
 * What was begun ends as it is.
 */
export async function recheckProvider(
  deps: Pick<OrderDeps, 'newId' | 'timeZone'>,
  tx: OrderTransaction,
  providerId: string,
  { today, now }: { readonly today: CivilDay; readonly now: Instant },
): Promise<void> {
  for (const id of await tx.uncovered(providerId, today))
    await clockOrder(deps, tx, id, { type: 'return', reason: 'out-of-contract' }, now);
}

/** A suspended entitlement stops her plans on its days; nothing that was begun is touched (CR-26). */
export async function suspendServiceOf(
  deps: Pick<OrderDeps, 'newId' | 'timeZone'>,
  tx: OrderTransaction,
  seniorId: SeniorId,
  { from, to, now }: { readonly from: CivilDay; readonly to: CivilDay | null; readonly now: Instant },
): Promise<void> {
  for (const id of await tx.plannedBetween(seniorId, from, to)) {
    await clockOrder(deps, tx, id, { type: 'cancel', reason: 'suspended' }, now);
    await tx.freeDay(id);
  }
}

/** It is resumed: her plans have their orders of the coming days again. */
export async function resumeServiceOf(
  deps: Pick<OrderDeps, 'newId' | 'timeZone'>,
  tx: OrderTransaction,
  seniorId: SeniorId,
  { today, now }: { readonly today: CivilDay; readonly now: Instant },
): Promise<void> {
  const suspended = new Set(await tx.suspendedDays(seniorId, today));
  const plans = [];
  for (const plan of await tx.openPlansOf(seniorId, addDays(today, -1)))
    if (planKindOf(plan.items) === 'visits') plans.push(await withoutDays(tx, plan, suspended, today));
  await generateOrders(deps, tx, plans, today, now);
}

/**
 * A person lives elsewhere now: her plans, and the orders that have not begun, go on in her new region. A provider without a contract there does
 * not come any more: the only one that has such a contract does, or the office of the new region settles who comes (CR-22, CR-31).
 * @param from her region before the move; `null`: that of what was planned for her
 */
export async function moveServiceOf(
  deps: Pick<OrderDeps, 'newId' | 'timeZone'>,
  tx: OrderTransaction,
  seniorId: SeniorId,
  { from, today, now }: { readonly from: RegionId | null; readonly today: CivilDay; readonly now: Instant },
): Promise<void> {
  const senior = await tx.senior(seniorId, now);
  if (senior === null || senior.status === 'deceased' || senior.status === 'moved') return;
  const { regionId } = senior;
  const providerThere = async (
    { providerId, items }: Pick<ServicePlan, 'providerId' | 'items'>,
    day: CivilDay,
  ): Promise<string | null> => {
    if (planKindOf(items) === 'calls') return null;
    for (const one of [providerId, await tx.providerFor(regionId, day)])
      if (one !== null && (await tx.terms({ providerId: one, regionId, items, day })).inContract) return one;
    return null;
  };
  let before = from;
  for (const plan of await tx.openPlansOf(seniorId, addDays(today, -1))) {
    if (plan.regionId === regionId) continue;
    before ??= plan.regionId;
    const providerId = await providerThere(plan, plan.from > today ? plan.from : today);
    const preferredWorker = providerId === plan.providerId ? plan.preferredWorker : null;
    await tx.updatePlan({ ...plan, regionId, providerId, preferredWorker, version: plan.version + 1 });
  }
  const workers = new Set<HelperId>();
  for (const { id, state } of await tx.ordersAfter(seniorId, today)) {
    if (state !== 'planned' && state !== 'assigned') continue;
    const order = (await tx.order(id))?.row;
    if (order === undefined) continue;
    if (order.regionId !== regionId) before ??= order.regionId;
    const providerId = await providerThere(order, order.day);
    const moved = await clockOrder(deps, tx, id, { type: 'move', regionId, providerId }, now);
    for (const worker of [moved?.workerId, moved?.secondWorkerId]) if (worker) workers.add(worker);
  }
  // A worker in conflict with her new home does not come there.
  for (const workerId of workers) await recheckWorker(deps, tx, workerId, now);
  if (before !== null && before !== regionId) await tx.movedTo(seniorId, { from: before, on: today, at: now });
}

/**
 * A person died or moved away: nothing is planned behind that day, and what took place behind it is void (CR-27). Her emergency side is
 * not touched.
 */
export async function endServiceOf(
  deps: Pick<OrderDeps, 'newId' | 'timeZone'>,
  tx: OrderTransaction,
  seniorId: SeniorId,
  lastDay: CivilDay,
  now: Instant,
): Promise<void> {
  for (const plan of await tx.openPlansOf(seniorId, lastDay))
    await tx.updatePlan({ ...plan, to: plan.from > lastDay ? plan.from : lastDay, version: plan.version + 1 });
  for (const { id, state } of await tx.ordersAfter(seniorId, addDays(lastDay, 1)))
    await clockOrder(
      deps,
      tx,
      id,
      state === 'planned' || state === 'assigned'
        ? { type: 'cancel', reason: 'senior-not-served' }
        : { type: 'void', reason: 'senior-not-served' },
      now,
    );
}
