import {
  decideComplaint,
  newFollowUp,
  recordCareFollowUp,
  type CareFollowUp,
  type Complaint,
  type ComplaintActor,
  type OrderActor,
} from '@silverbell/care';
import { as, dateIn, isRefusal, type IdSource, type Instant, type Refusal, type RegionId } from '@silverbell/kernel';
import type { FollowUpResult, Satisfaction } from '@silverbell/vocabulary';
import {
  lockedRowToChange,
  rowWritten,
  type RegistryCommand,
  type RegistryResult,
  type RegistryWritten,
} from '../../ports/registry-write.js';
import { applyWish } from '../orders/write-orders.js';
import type { OrderDeps } from '../orders/port.js';
import type { QualityDeps, QualityTransaction } from '../quality/port.js';

/** The answer to a complaint is asked about (CR-53); where no senior is known, none is asked. */
export async function oweFollowUpOfAnswer(
  { newId, timeZone }: { readonly newId: IdSource; readonly timeZone: string },
  tx: Pick<QualityTransaction, 'followUps'>,
  { id, seniorId, workerId }: Complaint,
  now: Instant,
): Promise<void> {
  if (seniorId === null) return;
  const about = {
    id: newId(),
    about: 'complaint',
    orderId: null,
    complaintId: id,
    seniorId,
    workerId,
    dueAt: now,
  } as const;
  await tx.followUps.owe([newFollowUp(about, dateIn(timeZone, now))]);
}

export interface AskedOfFollowUp {
  readonly id: string;
  readonly ifMatch: number | undefined;
  readonly result: FollowUpResult;
  readonly satisfaction: Satisfaction | null;
  readonly note: string | null;
  /** As whom she takes down what was said of the visit or of the answer. */
  readonly role: 'township' | 'operator';
  readonly careNow: Instant;
}

/** What a call or a visit found out; what she says of the visit or of the answer counts as her rating of it (CR-49, CR-52). */
export function recordFollowUpOfCare(
  deps: QualityDeps & Pick<OrderDeps, 'orders'>,
  command: RegistryCommand,
  asked: AskedOfFollowUp,
): RegistryResult {
  return deps.quality.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const found = lockedRowToChange(await tx.followUps.followUp(asked.id), asked.ifMatch);
    if (isRefusal(found)) return found;
    const { row: before } = found;
    const { result, satisfaction, note, careNow } = asked;
    const after = recordCareFollowUp(before, { result, satisfaction }, dateIn(deps.timeZone, careNow));
    if (isRefusal(after)) return after;
    await tx.followUps.save(after, { id: deps.newId(), at: careNow, by: command.by, result, satisfaction, note });
    if (after.state === 'done' && satisfaction !== null) await keepRating(deps, tx, before, command, asked);
    const about = { id: asked.id, regionId: as<RegionId>(found.regionId) };
    return rowWritten('follow-up', 'follow-up-recorded', about, {
      ...{ result, about: before.about, seniorId: before.seniorId },
    });
  });
}

/** A visit that is void and a complaint that was withdrawn take no rating: what she said stays with the follow-up alone. */
async function keepRating(
  deps: QualityDeps & Pick<OrderDeps, 'orders'>,
  tx: QualityTransaction,
  { orderId, complaintId, kind }: CareFollowUp,
  { by, at: realNow }: RegistryCommand,
  { satisfaction, role, careNow }: AskedOfFollowUp,
): Promise<void> {
  if (satisfaction === null) return;
  if (orderId !== null) {
    const order = (await tx.orders.order(orderId))?.row;
    if (order === undefined) return;
    const channel = kind === 'visit' ? 'visit' : 'phone';
    const actor: OrderActor = { role, id: by };
    const wish = { type: 'rate', value: satisfaction, voice: 'senior', channel } as const;
    await applyWish(deps, tx.orders, order, { wish, note: null, actor, careNow, realNow });
  }
  if (complaintId === null) return;
  const found = await tx.complaint(complaintId);
  if (found === null) return;
  const actor: ComplaintActor = { role, id: by, isWorker: false };
  const done = decideComplaint(found.row, { type: 'rate', value: satisfaction }, { now: careNow, by: actor });
  if (isRefusal(done)) return;
  const steps = done.events.map((event) => ({ id: deps.newId(), event, note: null }));
  await tx.saveComplaint(done.after, by, steps);
}
