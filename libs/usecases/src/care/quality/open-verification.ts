import {
  decideVerification,
  dissatisfiedTwice,
  evolveVerification,
  tooManyComplaints,
  type CivilDay,
  type Complaint,
  type ServiceOrder,
  type Verification,
  type VerificationCause,
  type VerificationCommand,
} from '@silverbell/care';
import { dateIn, isRefusal, type Instant } from '@silverbell/kernel';
import type { QualityDeps, QualityTransaction } from './port.js';

type Deps = Pick<QualityDeps, 'newId' | 'timeZone'>;
const CLOCK = { role: 'clock', id: null, isWorker: false } as const;

/** Distinct complaints in the window that take a verification (CR-50). */
const MOST_COMPLAINTS = 3;

/** A complaint came in: it joins the verification that is open, or opens one with those that count beside it (CR-50 a). */
export async function afterComplaint(deps: Deps, tx: QualityTransaction, complaint: Complaint, now: Instant) {
  const { workerId, regionId, receivedOn } = complaint;
  if (workerId === null) return;
  await tx.lock(workerId);
  const open = await tx.openVerification(workerId);
  if (open !== null)
    return join(deps, tx, open, { trigger: 'complaints', complaintIds: [complaint.id], orderIds: [] }, now);
  const counted = await tx.countedComplaints(workerId);
  const { window } = await tx.terms(regionId, receivedOn);
  const complaintIds = tooManyComplaints(counted, receivedOn, { window, most: MOST_COMPLAINTS });
  if (complaintIds === null) return;
  const about = { workerId, providerId: complaint.providerId, regionId };
  await open_(deps, tx, about, { trigger: 'complaints', complaintIds, orderIds: [] }, now);
}

/** A visit was rated: 不满意 twice in a row within a week opens a verification of each of its workers, or joins the open one (CR-50 b). */
export async function afterRating(deps: Deps, tx: QualityTransaction, order: ServiceOrder, now: Instant) {
  for (const workerId of [order.workerId, order.secondWorkerId]) {
    if (workerId === null) continue;
    await tx.lock(workerId);
    const orderIds = dissatisfiedTwice(await tx.countedRatings(workerId));
    const open = await tx.openVerification(workerId);
    const isBad = order.rating?.value === 'dissatisfied';
    if (open !== null && (orderIds !== null || isBad)) {
      const joining = [...(orderIds ?? []), ...(isBad ? [order.id] : [])];
      await join(deps, tx, open, { trigger: 'ratings', complaintIds: [], orderIds: joining }, now);
    } else if (open === null && orderIds !== null) {
      const about = { workerId, providerId: order.providerId, regionId: order.regionId };
      await open_(deps, tx, about, { trigger: 'ratings', complaintIds: [], orderIds }, now);
    }
  }
}

/** An order has another worker, or will not take place: it waits no more; the last one closes the verification (CR-51). */
export async function afterReplacement(deps: Deps, tx: QualityTransaction, orderId: string, now: Instant) {
  for (const verification of await tx.waitingFor(orderId))
    await clockVerification(deps, tx, verification, { type: 'replace', orderIds: [orderId] }, now);
}

/** What the clock does to a verification; a fact that is there already writes nothing. */
export async function clockVerification(
  { newId }: Pick<Deps, 'newId'>,
  tx: Pick<QualityTransaction, 'saveVerification'>,
  verification: Verification,
  command: VerificationCommand,
  now: Instant,
): Promise<void> {
  const done = decideVerification(verification, command, { now, by: CLOCK });
  if (isRefusal(done) || done.events.length === 0) return;
  const steps = done.events.map((event) => ({ id: newId(), event, note: null }));
  await tx.saveVerification(done.after, null, steps);
}

const join = (deps: Deps, tx: QualityTransaction, open: Verification, cause: VerificationCause, now: Instant) =>
  clockVerification(deps, tx, open, { type: 'join', cause }, now);

async function open_(
  { newId, timeZone }: Deps,
  tx: QualityTransaction,
  about: Pick<Verification, 'workerId' | 'providerId' | 'regionId'>,
  cause: VerificationCause,
  now: Instant,
): Promise<void> {
  const openedOn: CivilDay = dateIn(timeZone, now);
  const { decideDue } = await tx.terms(about.regionId, openedOn);
  const verification: Omit<Verification, 'version'> = {
    ...{ id: newId(), state: 'open', ...about, ...cause, openedAt: now, openedOn, dueOn: decideDue, heard: [] },
    ...{ result: null, replacedFor: null, decidedAt: null, decidedBy: null, waiting: [], replaceDue: null },
    handedOver: false,
  };
  const event = { type: 'opened', at: now, by: CLOCK, verification } as const;
  await tx.insertVerification(evolveVerification(null, event), { id: newId(), event, note: null });
}
