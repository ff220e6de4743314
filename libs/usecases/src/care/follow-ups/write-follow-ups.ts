import {
  decideComplaint,
  newFollowUp,
  recordCareFollowUp,
  type CareFollowUp,
  type Complaint,
  type ComplaintActor,
  type OrderActor,
  type ServiceOrder,
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
import { applyWish, type OrderWish } from '../orders/write-orders.js';
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
  /** Whether she says that the visit took place as it is recorded; `null`: she was not asked, or it is about no visit. */
  readonly visit: 'confirm' | 'dispute' | null;
  readonly note: string | null;
  /** As whom she takes down what was said of the visit or of the answer. */
  readonly role: 'township' | 'operator';
  readonly careNow: Instant;
}

/** What a call or a visit found out; what she says of the visit or of the answer counts as her word on it (CR-36, CR-49, CR-52). */
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
    if (after.state === 'done') await keepWord(deps, tx, before, command, asked);
    const about = { id: asked.id, regionId: as<RegionId>(found.regionId) };
    return rowWritten('follow-up', 'follow-up-recorded', about, {
      ...{ result, about: before.about, seniorId: before.seniorId },
    });
  });
}

/** A visit that is void or settled and a complaint that was withdrawn take no word: what she said stays with the follow-up alone. */
async function keepWord(
  deps: QualityDeps & Pick<OrderDeps, 'orders'>,
  tx: QualityTransaction,
  { orderId, complaintId, kind }: CareFollowUp,
  { by, at: realNow }: RegistryCommand,
  { satisfaction, visit, note, role, careNow }: AskedOfFollowUp,
): Promise<void> {
  if (orderId !== null) {
    let order = (await tx.orders.order(orderId))?.row;
    if (order === undefined) return;
    const word = { voice: 'senior', channel: kind === 'visit' ? 'visit' : 'phone' } as const;
    const takesDown = async (order: ServiceOrder, as_: OrderActor['role'], wish: OrderWish, words: string | null) => {
      const actor = { role: as_, id: by };
      const done = await applyWish(deps, tx.orders, order, { wish, note: words, actor, careNow, realNow });
      return isRefusal(done) ? order : done;
    };
    // Asked independently of the worker, it wins over a signature on her phone (CR-36).
    if (visit !== null) order = await takesDown(order, 'follow-up', { ...word, type: visit, signed: false }, note);
    if (satisfaction !== null) await takesDown(order, role, { ...word, type: 'rate', value: satisfaction }, null);
  }
  if (satisfaction === null) return;
  if (complaintId === null) return;
  const found = await tx.complaint(complaintId);
  if (found === null) return;
  const actor: ComplaintActor = { role, id: by, isWorker: false };
  const done = decideComplaint(found.row, { type: 'rate', value: satisfaction }, { now: careNow, by: actor });
  if (isRefusal(done)) return;
  const steps = done.events.map((event) => ({ id: deps.newId(), event, note: null }));
  await tx.saveComplaint(done.after, by, steps);
}
