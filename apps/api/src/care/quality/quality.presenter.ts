import type { ComplaintOnFile, QualityTrailStep, VerificationOnFile } from '@silverbell/adapter-postgres';
import {
  complaintActions,
  complaintDue,
  isProvisional,
  verificationActions,
  verificationDue,
  type ComplaintActor,
  type VerificationActor,
  type WorkCalendar,
} from '@silverbell/care';
import { toIso, type Instant } from '@silverbell/kernel';
import type { ComplaintOnWire, VerificationOnWire } from '@silverbell/wire';
import { shownName } from '../shown-name.js';

const isoOf = (at: Instant | null): string | null => (at === null ? null : toIso(at));
const personOf = (id: string | null, name: string | null, actors: readonly { readonly role: string }[]) =>
  id === null ? null : { id, name: shownName(name ?? '—', actors) };

/** Who is not told who complained: the provider of the worker it is about, and those who only look on. */
export const isReader = (actors: readonly ComplaintActor[]): boolean =>
  actors.every(({ role }) => role === 'reader' || role === 'provider');

const OFFICES: readonly string[] = ['county', 'township', 'community', 'operator'];
/** A provider is told the names of officers in the trail, and no other names. */
export const withoutComplainant = <Step extends { readonly role: string; readonly by: object | null }>(
  step: Step,
): Step => (OFFICES.includes(step.role) ? step : { ...step, by: null });

/** The years whose working days are published. */
type Published = Pick<WorkCalendar, 'years'>;

/** A provider reads what was said of its workers, and not who said it. */
export function complaintOnWire(
  found: ComplaintOnFile,
  actors: readonly ComplaintActor[],
  calendar: Published,
): ComplaintOnWire {
  const { complaint } = found;
  const due = complaintDue(complaint);
  return {
    ...{ id: complaint.id, version: complaint.version, state: complaint.state, kind: complaint.kind },
    ...{ channel: complaint.channel, workerId: complaint.workerId, providerId: complaint.providerId },
    ...{ worker: personOf(complaint.workerId, found.workerName, actors), orderId: complaint.orderId },
    ...{ seniorId: complaint.seniorId, senior: personOf(complaint.seniorId, found.seniorName, actors) },
    ...{ regionId: complaint.regionId, by: isReader(actors) ? null : found.by, text: found.text, answer: found.answer },
    ...{ receivedAt: toIso(complaint.receivedAt), receivedOn: complaint.receivedOn },
    ...{ acknowledgeDue: complaint.acknowledgeDue, answerDue: complaint.answerDue },
    ...{ acknowledgedAt: isoOf(complaint.acknowledgedAt), answeredAt: isoOf(complaint.answeredAt) },
    ...{ finding: complaint.finding, duplicateOf: complaint.duplicateOf, rating: complaint.rating },
    ...{ dueOn: due?.dueOn ?? null, owner: due?.owner ?? null, verificationId: found.verificationId },
    provisional: due !== null && isProvisional(calendar, complaint.receivedOn, due.dueOn),
    allowedActions: [...new Set(actors.flatMap((actor) => complaintActions(complaint, actor)))],
  };
}

export function verificationOnWire(
  { verification, workerName, seniors }: VerificationOnFile,
  actor: VerificationActor,
  calendar: Published,
): VerificationOnWire {
  const due = verificationDue(verification);
  return {
    ...{ id: verification.id, version: verification.version, state: verification.state },
    ...{ trigger: verification.trigger, workerId: verification.workerId, providerId: verification.providerId },
    worker: { id: verification.workerId, name: shownName(workerName ?? '—', [actor]) },
    regionId: verification.regionId,
    ...{ openedAt: toIso(verification.openedAt), openedOn: verification.openedOn },
    seniors: seniors.map(({ id, name }) => ({ id, name: shownName(name, [actor]) })),
    ...{ complaintIds: [...verification.complaintIds], orderIds: [...verification.orderIds] },
    ...{ heard: [...verification.heard], result: verification.result, replacedFor: verification.replacedFor },
    ...{ decidedAt: isoOf(verification.decidedAt), waiting: [...verification.waiting] },
    ...{ replaceDue: verification.replaceDue, handedOver: verification.handedOver },
    ...{ dueOn: due?.dueOn ?? null, owner: due?.owner ?? null },
    provisional: due !== null && isProvisional(calendar, verification.openedOn, due.dueOn),
    allowedActions: [...verificationActions(verification, actor)],
  };
}

export const trailOnWire = <Type extends string>(trail: readonly QualityTrailStep[]) =>
  trail.map((step) => ({ ...step, type: step.type as Type, at: toIso(step.at) }));
