import {
  addDays,
  drawnForFollowUp,
  newFollowUp,
  onePerWorker,
  type CareFollowUp,
  type CivilDay,
} from '@silverbell/care';
import type { IdSource, Instant } from '@silverbell/kernel';
import type { FollowUpTransaction, VisitForFollowUp } from './port.js';

/** A visit that a phone reports late, with a reason two working days later (CR-32), is drawn like the others: the lot goes by its id. */
const DAYS_LOOKED_BACK = 7;

/**
 * Every day: the visits of the last days that are asked about and were not yet, and on the first of a month one more of each worker of whom none was in the month
 * before (CR-53).
 */
export async function followUpOrders(
  { newId }: { readonly newId: IdSource },
  tx: FollowUpTransaction,
  today: CivilDay,
  now: Instant,
): Promise<void> {
  const yesterday = addDays(today, -1);
  const visits = await tx.visitsBetween(addDays(today, -DAYS_LOOKED_BACK), yesterday, false);
  const percents = new Map<string, number>();
  for (const { regionId } of visits)
    if (!percents.has(regionId)) percents.set(regionId, await tx.percentOf(regionId, yesterday));
  const drawn = drawnForFollowUp(visits, ({ regionId }) => percents.get(regionId) ?? 0);
  const asked = ({ id, seniorId, workerId }: VisitForFollowUp): CareFollowUp =>
    newFollowUp({ id: newId(), about: 'order', orderId: id, complaintId: null, seniorId, workerId, dueAt: now }, today);
  await tx.owe(drawn.map(asked));
  if (!today.endsWith('-01')) return;
  await tx.owe(onePerWorker(await tx.visitsBetween(`${yesterday.slice(0, 8)}01`, yesterday, true)).map(asked));
}
