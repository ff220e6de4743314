import { assertNever, type Instant, isRefusal, type Refusal, refuse } from '@silverbell/kernel';
import { deadlinesOf } from '../deadlines.js';
import type { CommandType, IncidentCommand } from '../commands.js';
import type { IncidentEvent } from '../events.js';
import { entryCodeStateOf } from '../entry-code.js';
import { isSearching, needsSearch, openOffers, practiceOf } from '../questions.js';
import { type Actor, type Incident } from '../state.js';
import { claimDevice } from './claim.js';
import { close, endPractice } from './closing.js';
import { draftOf, record, type DecisionDraft } from './decision-draft.js';

export { CandidatesWanted } from './decision-draft.js';
import { releaseEntryCode, showEntryCode } from './entry-code.js';
import { fire } from './fire.js';
import { recordFollowUp } from './follow-up.js';
import {
  accept,
  addPhoto,
  arrive,
  decline,
  depart,
  endOffer,
  finish,
  reportDelivery,
  reportProgress,
  reportScene,
  stopHelper,
  withdraw,
} from './helper.js';
import {
  attend,
  decideEmergency,
  giveVerdict,
  hold,
  ownOrAttend,
  recordAgencyCall,
  recordCall,
  release,
  handOver,
  takeOver,
  takeSignals,
} from './operator.js';
import { note } from './note.js';
import { answerProtocol } from './protocol.js';
import { hearNames, listNames, rollCall } from './roll-call.js';
import { makeOffers } from './search.js';
import { mayBeShelved, shelve, takeFromShelf } from './shelve.js';
import { joinSignal, raise } from './signals.js';
import { undo } from './undo.js';

export interface Decided {
  readonly events: readonly IncidentEvent[];
  /** The fold, with the lease as it stands. */
  readonly after: Incident;
  /** The owner asked again: the lease runs anew, nothing is appended. */
  readonly renewsLease: boolean;
}

/**
 * A command, to facts or to a refusal. Pure: time, ids and candidates come with the command.
 * Throws {@link CandidatesWanted} when helpers are to be asked and the candidates were not read.
 */
export function decide(command: IncidentCommand, incident: Incident | null): Decided | Refusal {
  if (command.type === 'raise') {
    if (incident !== null) throw new Error('a case is raised once');
    return decided(raise(command), null);
  }
  if (incident === null) return refuse('not-found');
  const draft = draftOf(incident, command.context);
  const refusal = apply(draft, command);
  return isRefusal(refusal) ? refusal : decided(draft, incident);
}

function decided(draft: DecisionDraft, before: Incident | null): Decided {
  const { limits } = draft.incident.policy;
  const keeps =
    before !== null &&
    draft.incident.attention.state === 'attended' &&
    before.attention.state === 'attended' &&
    before.attention.by === draft.incident.attention.by;
  // An owner who acts on her incident shows that she is there.
  const isOwner = draft.incident.attention.state === 'attended' && draft.context.by.id === draft.incident.attention.by;
  const renewed = (draft.context.now + limits.leaseLasts) as Instant;
  const leaseUntil =
    draft.incident.leaseUntil === null
      ? null
      : isOwner
        ? renewed
        : keeps
          ? before.leaseUntil
          : draft.incident.leaseUntil;
  return { events: draft.events, after: { ...draft.incident, leaseUntil }, renewsLease: draft.renewLease };
}

/** What may still be done to a closed incident: it never reopens. */
const AFTER_CLOSURE: readonly CommandType[] = [
  'note',
  'add-photo',
  'archive',
  'record-follow-up',
  'fire',
  'report-delivery',
  'report-untold',
  'record-agency-call',
];

function apply(draft: DecisionDraft, command: Exclude<IncidentCommand, { type: 'raise' }>): Refusal | null {
  if (draft.incident.closure !== null) {
    if (command.type === 'join-signal') throw new Error('a signal never joins a closed case');
    if (
      command.type === 'decline' ||
      command.type === 'end-offer' ||
      command.type === 'stop-helper' ||
      command.type === 'claim-device' ||
      command.type === 'end-practice'
    )
      return null; // it is over already
    if (!AFTER_CLOSURE.includes(command.type))
      return refuse('already-closed', { at: draft.incident.closure.at, outcome: draft.incident.closure.outcome });
  }
  const incidentBefore = draft.incident;
  switch (command.type) {
    case 'join-signal':
      joinSignal(draft, command);
      takeFromShelf(draft, incidentBefore);
      return null;
    case 'attend':
      return attend(draft);
    case 'release':
      return release(draft, command);
    case 'take-over':
      return takeOver(draft, command);
    case 'hand-over':
      return handOver(draft, command);
    case 'take-signals':
      return takeSignals(draft, command);
    case 'give-verdict':
      return ownOrAttend(draft) ?? giveVerdict(draft, command);
    case 'set-destination': {
      const refusal = ownOrAttend(draft);
      if (refusal === null)
        record(draft, {
          type: 'destination-set',
          choice: command.choice,
          point: command.point,
          reason: command.reason,
        });
      return refusal;
    }
    case 'make-offers':
      return ownOrAttend(draft) ?? makeOffers(draft, command);
    case 'release-entry-code':
      return ownOrAttend(draft) ?? releaseEntryCode(draft, command);
    case 'show-entry-code':
      return showEntryCode(draft, command);
    case 'hold':
      return ownOrAttend(draft) ?? hold(draft, command);
    case 'shelve':
      return ownOrAttend(draft) ?? shelve(draft, command);
    case 'undo':
      return undo(draft, command);
    case 'answer-protocol':
      return ownOrAttend(draft) ?? answerProtocol(draft, command);
    case 'record-call':
      return ownOrAttend(draft) ?? recordCall(draft, command);
    case 'record-agency-call': {
      const refusal = draft.incident.closure === null ? ownOrAttend(draft) : null;
      return refusal ?? recordAgencyCall(draft, command);
    }
    case 'decide-emergency':
      return ownOrAttend(draft) ?? decideEmergency(draft, command);
    case 'add-photo':
      return addPhoto(draft, command);
    case 'note':
      return note(draft, command);
    case 'close':
      return ownOrAttend(draft) ?? close(draft, command);
    case 'claim-device':
      claimDevice(draft, command);
      return null;
    case 'end-practice':
      return endPractice(draft, command.reason, command.realId);
    case 'archive':
      if (draft.incident.closure === null) return refuse('not-closed');
      if (draft.incident.archivedAt === null) record(draft, { type: 'archived' });
      return null;
    case 'record-follow-up':
      return recordFollowUp(draft, command);
    case 'accept':
      return accept(draft, command);
    case 'decline':
      return decline(draft, command);
    case 'end-offer':
      return endOffer(draft, command);
    case 'report-delivery':
      return reportDelivery(draft, command);
    case 'depart':
      return depart(draft, command);
    case 'arrive':
      return arrive(draft, command);
    case 'report-scene':
      return reportScene(draft, command);
    case 'finish':
      return finish(draft, command);
    case 'withdraw':
      return withdraw(draft, command);
    case 'stop-helper':
      stopHelper(draft, command);
      return null;
    case 'report-progress':
      return reportProgress(draft, command);
    case 'take-charge':
      if (draft.incident.takenBy === null)
        record(draft, { type: 'charge-taken', role: command.role, personName: command.personName });
      return null;
    case 'report-untold': {
      const { what, channel, recipient, role } = command;
      record(draft, { type: 'untold', what, channel, recipient, role });
      return null;
    }
    case 'list-names':
      listNames(draft, command.names);
      return null;
    case 'hear-names':
      hearNames(draft, command.seniorIds);
      return null;
    case 'roll-call':
      return rollCall(draft, command);
    case 'fire':
      fire(draft, command);
      return null;
    default:
      return assertNever(command, 'command');
  }
}

const OPERATOR_ACTIONS = [
  'attend',
  'release',
  'take-over',
  'hand-over',
  'verdict',
  'destination',
  'offers',
  'hold',
  'shelve',
  'protocol',
  'calls',
  'agency-calls',
  'emergency-decision',
  'entry-code',
  'roll-call',
  'notes',
  'close',
] as const;
export type OperatorAction = (typeof OPERATOR_ACTIONS)[number];

/** The buttons this person sees; the same guards answer when she presses one. */
export function allowedActionsOf(i: Incident, by: Actor): readonly OperatorAction[] {
  if (by.kind !== 'operator' && by.kind !== 'lead') return [];
  const drill = practiceOf(i) === 'drill';
  if (i.closure !== null) return drill ? ['notes'] : ['agency-calls', 'notes'];
  const owned = i.attention.state === 'attended' && i.attention.by === by.id;
  if (i.attention.state === 'attended' && !owned)
    return i.rollCall.length > 0 ? ['take-over', 'roll-call', 'notes'] : ['take-over', 'notes'];
  return OPERATOR_ACTIONS.filter((action) => {
    if (action === 'release' || action === 'hand-over') return owned;
    if (action === 'take-over') return false;
    if (action === 'roll-call') return i.rollCall.length > 0;
    if (action === 'entry-code') return i.assignments.some((a) => entryCodeStateOf(i, a) === 'unproven');
    if (action === 'agency-calls') return !drill;
    if (action === 'shelve') return mayBeShelved(i);
    return true;
  });
}

/** Every open incident has something due; an incident without is a broken invariant and never commits (promise 3). */
export function assertNeverForgotten(i: Incident): void {
  if (i.closure === null && deadlinesOf(i).length === 0) throw new Error('an open case with nothing due');
  if (isSearching(i) && !needsSearch(i)) throw new Error('a search nobody needs');
  if (i.closure !== null && openOffers(i).length > 0) throw new Error('an offer outlives its case');
}
