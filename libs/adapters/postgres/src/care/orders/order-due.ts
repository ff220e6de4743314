import type { OrderLimits, ServiceOrder } from '@silverbell/care';
import { after, hours, minutes } from '@silverbell/kernel';
import { dueAt, type CareDue } from '@silverbell/usecases';

/** Jobs of one order, by the clock of care. */
export const ORDER_LATE = 'order-late';
export const ORDER_MISSED = 'order-missed';
export const ORDER_SILENT = 'order-silent';
export const ORDER_DUE_KINDS = [ORDER_LATE, ORDER_MISSED, ORDER_SILENT];

/** What the clock will do to an order as it stands (CR-30, CR-37). */
export function dueOfOrder(
  { id, state, plannedStart, finishedAt, lateAt }: ServiceOrder,
  limits: OrderLimits,
  timeZone: string,
): readonly CareDue[] {
  if (state === 'planned' || state === 'assigned') {
    const late = after(plannedStart, minutes(limits.lateAfterMin));
    const missed = dueAt(ORDER_MISSED, id, after(plannedStart, minutes(limits.missedAfterMin)), timeZone);
    return lateAt === null ? [dueAt(ORDER_LATE, id, late, timeZone), missed] : [missed];
  }
  if (state !== 'finished' || finishedAt === null) return [];
  return [dueAt(ORDER_SILENT, id, after(finishedAt, hours(24 * limits.silentAfterDays)), timeZone)];
}
