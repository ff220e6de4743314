import { blocksOf, decideOrder, type ServiceOrder } from '@silverbell/care';
import { isRefusal, type Instant } from '@silverbell/kernel';
import type { OrderDeps, OrderTransaction } from './port.js';

/**
 * For a provider that wants it: an order goes to the worker who was there last, else to one of the same area, as long as she is free and
 * qualified (CR-30). An item that needs two workers is left to people.
 */
export async function assignAlone(
  { newId }: Pick<OrderDeps, 'newId'>,
  tx: OrderTransaction,
  id: string,
  now: Instant,
): Promise<ServiceOrder | null> {
  const order = (await tx.order(id))?.row;
  if (order?.state !== 'planned') return null;
  const terms = await tx.terms(order);
  const { day, plannedStart: from, plannedEnd: to } = order;
  for (const workerId of await tx.candidates(order)) {
    await tx.lock([workerId]);
    const worker = await tx.worker(workerId, order);
    if (worker === null) continue;
    const blocks = blocksOf([worker], { day, from, to, ...terms });
    const context = { now, by: { role: 'clock', id: null }, limits: await tx.limits(order.regionId, day) } as const;
    const done = decideOrder(order, { type: 'assign', workerId, secondWorkerId: null, blocks }, context);
    if (isRefusal(done)) continue;
    const steps = done.events.map((event) => ({ id: newId(), event, note: null }));
    await tx.save(done.after, null, steps);
    return done.after;
  }
  return null;
}
