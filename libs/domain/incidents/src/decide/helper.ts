import { after, as, between, duration, type AssignmentId, type Refusal, refuse } from '@silverbell/kernel';
import type { AgencyService, AgencyStatus, AssignmentRole } from '@silverbell/vocabulary';
import type { CommandOf, IncidentCommand } from '../commands.js';
import {
  backupOf,
  isLive,
  isLost,
  liveAssignments,
  needsSearch,
  openOffers,
  primaryOf,
  wantsBackup,
} from '../questions.js';
import type { Assignment, Incident, Offer } from '../state.js';
import { record, type DecisionDraft } from './decision-draft.js';
import { askEmergency, become } from './escalation.js';
import { goesTo, leavesPlaceOpen, placeOf, samePlace } from '../split-dispatch.js';
import { endOffers, endSearch, nextWave, startWaves, takenOffers } from './search.js';

export function accept(draft: DecisionDraft, { offerId }: CommandOf<'accept'>): Refusal | null {
  const offer = draft.incident.offers.find((one) => one.id === offerId);
  if (offer === undefined || offer.helperId !== draft.context.by.id) return refuse('not-found');
  if (offer.state === 'accepted') return null;
  if (offer.state !== 'open')
    return refuse(offer.overReason === 'taken' ? 'offer-taken' : 'offer-over', { reason: offer.overReason });
  if (draft.context.now >= offer.lapsesAt) return refuse('offer-over', { reason: 'lapsed' });

  const role = roleFor(draft, offer);
  if (role === null) return refuse('offer-taken');
  record(draft, {
    type: 'offer-accepted',
    offerId,
    helperId: offer.helperId,
    assignmentId: as<AssignmentId>(draft.context.newId()),
    role,
    night: draft.context.night,
    etaAt: after(draft.context.now, duration(offer.expectedArrivalS * 1_000)),
  });
  settle(draft);
  return null;
}

/** Primary, backup, or nothing left. A nearer second, or a stalled first, changes who goes first before the new role is told. */
function roleFor(draft: DecisionDraft, offer: Offer): AssignmentRole | null {
  const primary = primaryOf(draft.incident);
  if (primary === null) return 'primary';
  if (primary.stalledAt !== null) {
    change(draft, primary, 'standby', 'stalled');
    return 'primary';
  }
  const wouldArriveAt = after(draft.context.now, duration(offer.expectedArrivalS * 1_000));
  const nearer =
    primary.state === 'accepted' && between(wouldArriveAt, primary.etaAt) >= draft.incident.policy.limits.nearerBy;
  const backup = backupOf(draft.incident);
  // Several people search for one who is lost, or at two places; who is nearer matters less than how many look.
  if (isLost(draft.incident) || elsewhere(draft.incident, offer, primary))
    return backup === null ? 'backup' : 'standby';
  if (nearer) {
    change(draft, primary, backup === null ? 'backup' : 'standby', 'nearer');
    return 'primary';
  }
  return backup === null ? 'backup' : null;
}

const elsewhere = (i: Incident, offer: Offer, primary: Assignment): boolean => !goesTo(i, primary, placeOf(i, offer));

const change = (draft: DecisionDraft, { id, helperId, role }: Assignment, to: AssignmentRole, reason: string): void =>
  record(draft, { type: 'role-changed', assignmentId: id, helperId, from: role, to, reason });

/** After an acceptance: those who are not wanted any more are told at once, and the search rests when a near helper comes. */
function settle(draft: DecisionDraft): void {
  const primary = primaryOf(draft.incident);
  if (primary === null) return;
  if (!needsSearch(draft.incident)) endSearch(draft, 'accepted');
  const complete = backupOf(draft.incident) !== null || !wantsBackup(draft.incident, primary);
  if (complete && !needsSearch(draft.incident)) endOffers(draft, 'taken', takenOffers(draft.incident));
}

export function decline(draft: DecisionDraft, { offerId, reason }: CommandOf<'decline'>): Refusal | null {
  const offer = draft.incident.offers.find((one) => one.id === offerId);
  if (offer === undefined || offer.helperId !== draft.context.by.id) return refuse('not-found');
  if (offer.state === 'declined') return null;
  if (offer.state !== 'open')
    return refuse(offer.state === 'accepted' ? 'offer-accepted' : 'offer-over', { reason: offer.overReason });
  record(draft, { type: 'offer-declined', offerId, helperId: offer.helperId, reason });
  return null;
}

export function endOffer(draft: DecisionDraft, { offerId, reason }: CommandOf<'end-offer'>): Refusal | null {
  const offer = draft.incident.offers.find((one) => one.id === offerId);
  if (offer === undefined) return refuse('not-found');
  if (offer.state === 'open') endOffers(draft, reason, [offer]);
  return null;
}

export function reportDelivery(
  draft: DecisionDraft,
  { offerId, channel, delivered }: CommandOf<'report-delivery'>,
): Refusal | null {
  const offer = draft.incident.offers.find((one) => one.id === offerId);
  if (offer === undefined) return refuse('not-found');
  if (offer.state !== 'open' || offer.deliveredBy.includes(channel)) return null;
  if (delivered) {
    record(draft, { type: 'offer-delivered', offerId, channel });
    return null;
  }
  if (offer.failedBy.includes(channel)) return null;
  record(draft, { type: 'offer-failed', offerId, channel });
  const now = draft.incident.offers.find((one) => one.id === offerId);
  if (now !== undefined && isOutOfReach(now) && !now.markedUndelivered)
    record(draft, { type: 'offer-undelivered', offerId, helperId: offer.helperId });
  return null;
}

/** Her telephone takes neither text nor call, and no page of hers has shown the offer: a page that may open one day is no reason to wait (H07). */
const isOutOfReach = ({ deliveredBy, failedBy }: Offer): boolean =>
  deliveredBy.length === 0 && failedBy.includes('sms') && failedBy.includes('voice');

type OnTheWay = Extract<IncidentCommand, { assignmentId: AssignmentId }>;

/** Her own assignment, still live; `finished` and `withdrawn` ones are told apart by the caller. */
export function mine(draft: DecisionDraft, command: OnTheWay): Assignment | Refusal {
  const assignment = draft.incident.assignments.find((one) => one.id === command.assignmentId);
  if (assignment === undefined || (draft.context.by.kind === 'helper' && assignment.helperId !== draft.context.by.id))
    return refuse('not-found');
  return assignment;
}

export const over = (assignment: Assignment): Refusal => refuse('assignment-over', { state: assignment.state });

export function depart(draft: DecisionDraft, command: CommandOf<'depart'>): Refusal | null {
  const assignment = mine(draft, command);
  if ('refused' in assignment) return assignment;
  if (assignment.state === 'departed' || assignment.state === 'arrived') return null;
  if (!isLive(assignment)) return over(assignment);
  record(draft, { type: 'departed', assignmentId: assignment.id, helperId: assignment.helperId });
  restWhenSomebodyComes(draft);
  return null;
}

/** A backup is kept until the primary departs; in a fall, for `no-answer` and for a far one until she arrives (safety case 2.2). */
function restWhenSomebodyComes(draft: DecisionDraft): void {
  const primary = primaryOf(draft.incident);
  if (primary === null || needsSearch(draft.incident)) return;
  endSearch(draft, 'on-the-way');
  const arrived = primary.state === 'arrived';
  if (!arrived && (primary.state !== 'departed' || wantsBackup(draft.incident, primary))) return;
  endOffers(draft, 'taken', takenOffers(draft.incident));
  // Helpers searching another place go on: the senior may be there.
  const spare = liveAssignments(draft.incident).filter(
    (other) =>
      samePlace(draft.incident, other, primary) && (other.role === 'backup' || (arrived && other.role === 'standby')),
  );
  standDownThose(
    draft,
    spare.filter((other) => other.state !== 'arrived'),
  );
}

function standDownThose(draft: DecisionDraft, assignments: readonly Assignment[]): void {
  for (const { id, helperId } of assignments)
    record(draft, { type: 'withdrawn', assignmentId: id, helperId, reason: 'not-needed' });
}

/** She is expected earlier or later than was known; a later arrival beyond the far limit begins the search for a nearer helper again. */
export function reportProgress(draft: DecisionDraft, command: CommandOf<'report-progress'>): Refusal | null {
  const assignment = mine(draft, command);
  if ('refused' in assignment) return assignment;
  if (assignment.state !== 'accepted' && assignment.state !== 'departed') return null;
  if (assignment.etaAt === command.etaAt) return null;
  record(draft, {
    type: 'expected-arrival-moved',
    assignmentId: assignment.id,
    helperId: assignment.helperId,
    etaAt: command.etaAt,
  });
  const isFar = between(assignment.acceptedAt, command.etaAt) > draft.incident.policy.limits.farArrival;
  if (assignment.role === 'primary' && isFar && command.etaAt > assignment.etaAt) startWaves(draft, 'later-arrival');
  return null;
}

export function arrive(draft: DecisionDraft, command: CommandOf<'arrive'>): Refusal | null {
  const assignment = mine(draft, command);
  if ('refused' in assignment) return assignment;
  if (assignment.state !== 'arrived' && !isLive(assignment)) return over(assignment);
  if (command.doorTagMatches === false) return refuse('door-tag-wrong');
  if (assignment.state === 'arrived') {
    const { id, helperId, arrivalProof } = assignment;
    // At the door since, she reads its tag, or her phone has found its place by now.
    if (arrivalProof === 'unproven' && command.proof !== 'unproven')
      record(draft, { type: 'arrival-proven', assignmentId: id, helperId, proof: command.proof });
    return null;
  }
  record(draft, { type: 'arrived', assignmentId: assignment.id, helperId: assignment.helperId, proof: command.proof });
  // The helper who arrives first becomes the one on the scene.
  const primary = primaryOf(draft.incident);
  if (primary !== null && primary.id !== assignment.id && primary.state !== 'arrived') {
    change(draft, primary, 'standby', 'other-arrived');
    change(draft, { ...assignment }, 'primary', 'arrived-first');
  } else if (primary === null) change(draft, assignment, 'primary', 'arrived-first');
  restWhenSomebodyComes(draft);
  return null;
}

export function reportScene(draft: DecisionDraft, command: CommandOf<'report-scene'>): Refusal | null {
  const assignment = mine(draft, command);
  if ('refused' in assignment) return assignment;
  if (!isLive(assignment)) return over(assignment);
  record(draft, {
    type: 'scene-reported',
    assignmentId: assignment.id,
    helperId: assignment.helperId,
    code: command.code,
    ...(command.entry === undefined ? {} : { entry: command.entry }),
  });
  if (command.code === 'unresponsive') endangered(draft, 'unresponsive');
  if (command.code === 'need-120') askAgain(draft, '120');
  if (command.code === 'need-119' || command.code === 'no-access') askAgain(draft, '119');
  if (command.code === 'need-110') askAgain(draft, '110');
  if (command.code === 'need-second-person' || command.code === 'helper-needs-help') {
    record(draft, {
      type: 'search-started',
      mode: draft.incident.search.mode === 'waves' ? 'waves' : 'one',
      reason: command.code,
    });
    nextWave(draft, command.code);
  }
  return null;
}

export function addPhoto(draft: DecisionDraft, command: CommandOf<'add-photo'>): Refusal | null {
  const assignment = mine(draft, command);
  if ('refused' in assignment) return assignment;
  const { id: assignmentId, helperId } = assignment;
  record(draft, { type: 'photographed', assignmentId, helperId, attachmentId: command.attachmentId });
  return null;
}

/**
 * Who was found like this is a person at risk, whatever the incident was before: the stricter ladder at once, and 120 is asked for. Also when
 * it was called already: the crew on its way has to hear that she got worse (H16). A crew that is with her sees it.
 */
function endangered(draft: DecisionDraft, reason: string): void {
  // A silent incident keeps its silence (H10): the desk alone learns of it, by the question.
  if (!draft.incident.silent) become(draft, 'B', reason);
  if (!isOneOf(crewStatus(draft, '120'), ['arrived', 'handed-over'])) askAnew(draft, '120');
}

/** What the helper asks for is not asked a second time while it is on its way. */
function askAgain(draft: DecisionDraft, service: '120' | '119' | '110'): void {
  const status = crewStatus(draft, service);
  if (status === null || isOneOf(status, ['not-sent', 'stood-down', 'not-needed'])) askAnew(draft, service);
}

/** As it was recorded last; `null`: it was not called. */
const crewStatus = (draft: DecisionDraft, service: AgencyService): AgencyStatus | null =>
  draft.incident.agency.findLast((one) => one.service === service)?.status ?? null;

const isOneOf = (status: AgencyStatus | null, statuses: readonly AgencyStatus[]): boolean =>
  status !== null && statuses.includes(status);

/** From the scene the question counts anew, whatever was decided before she was seen. */
function askAnew(draft: DecisionDraft, service: '120' | '119' | '110'): void {
  if (draft.incident.questions.some((question) => question.service === service)) return;
  record(draft, { type: 'emergency-asked', service });
}

export function finish(draft: DecisionDraft, command: CommandOf<'finish'>): Refusal | null {
  const assignment = mine(draft, command);
  if ('refused' in assignment) return assignment;
  if (assignment.state === 'finished') return null;
  if (assignment.state !== 'arrived') return isLive(assignment) ? refuse('not-arrived') : over(assignment);
  record(draft, {
    type: 'finished',
    assignmentId: assignment.id,
    helperId: assignment.helperId,
    condition: command.condition,
    flags: command.flags,
    note: command.note,
  });
  if (command.condition === 'serious') endangered(draft, 'serious');
  const rest = liveAssignments(draft.incident);
  const searched = isLost(draft.incident) || rest.some((other) => !samePlace(draft.incident, other, assignment));
  if (rest.length === 0 || searched) {
    endSearch(draft, 'handled');
    endOffers(draft, 'not-needed');
  }
  // The senior was found: helpers who still search are stood down.
  if (searched)
    standDownThose(
      draft,
      rest.filter((other) => other.state !== 'arrived'),
    );
  return null;
}

export function withdraw(draft: DecisionDraft, command: CommandOf<'withdraw'>): Refusal | null {
  const assignment = mine(draft, command);
  if ('refused' in assignment) return assignment;
  if (assignment.state === 'withdrawn') return null;
  if (!isLive(assignment)) return over(assignment);
  record(draft, {
    type: 'withdrawn',
    assignmentId: assignment.id,
    helperId: assignment.helperId,
    reason: command.reason,
  });
  if (assignment.role === 'primary') replacePrimary(draft, 'withdrawn');
  return null;
}

/** No helper, on her way or at the door, stays assigned to a person she must not be near; the search begins again at once. */
export function stopHelper(draft: DecisionDraft, { helperId }: CommandOf<'stop-helper'>): void {
  endOffers(
    draft,
    'suspended',
    openOffers(draft.incident).filter((offer) => offer.helperId === helperId),
  );
  for (const assignment of liveAssignments(draft.incident).filter((one) => one.helperId === helperId)) {
    record(draft, { type: 'withdrawn', assignmentId: assignment.id, helperId, reason: 'suspended' });
    if (assignment.role === 'primary') replacePrimary(draft, 'withdrawn');
  }
}

/** The backup goes first, else one who stands by; and where no near helper is left the search begins again at once. */
export function replacePrimary(draft: DecisionDraft, reason: string): void {
  const next = backupOf(draft.incident) ?? standbyOf(draft.incident);
  if (next !== null) change(draft, next, 'primary', reason);
  if (!needsSearch(draft.incident)) return;
  if (draft.incident.search.mode === 'waves') nextWave(draft, reason);
  else startWaves(draft, reason);
  if (openOffers(draft.incident).length === 0 && next === null) askEmergency(draft, '120');
}

const standbyOf = (i: Incident): Assignment | null =>
  liveAssignments(i).find((a) => a.role === 'standby' && a.stalledAt === null) ?? null;

/** A limit was missed: a backup takes over at once, otherwise she stays primary while others are asked. */
export function stall(draft: DecisionDraft, assignment: Assignment, limit: 'departure' | 'arrival'): void {
  record(draft, { type: 'stalled', assignmentId: assignment.id, helperId: assignment.helperId, limit });
  const backup = backupOf(draft.incident);
  if (backup !== null) {
    change(draft, { ...assignment }, 'standby', 'stalled');
    change(draft, backup, 'primary', 'stalled');
    // The backup goes to the other place: a helper is still missing at this one.
    if (leavesPlaceOpen(draft.incident)) startWaves(draft, 'stalled');
    return;
  }
  if (draft.incident.search.mode !== 'waves') startWaves(draft, 'stalled');
}
