import {
  after,
  as,
  between,
  type AccountId,
  type CallId,
  type Instant,
  minutes,
  type Refusal,
  refuse,
  seconds,
} from '@silverbell/kernel';
import { HOLD_CAP_MINUTES, type HoldReason, type No120Reason, type VerdictCode } from '@silverbell/vocabulary';
import { stricter } from '../classify.js';
import type { CommandOf } from '../commands.js';
import type { ProofNeed } from '../outcomes.js';
import {
  callsToSenior,
  isStoodDown,
  liveAssignments,
  NOT_REACHED,
  openCall,
  practiceOf,
  somebodyArrived,
  spokenWithSenior,
  wasSeen,
} from '../questions.js';
import { subjectKey, type Incident } from '../state.js';
import { record, type DecisionDraft } from './decision-draft.js';
import { askEmergency, become, reopen } from './escalation.js';
import { endOffers, endSearch, startWaves } from './search.js';

const isOperator = (draft: DecisionDraft): boolean =>
  draft.context.by.kind === 'operator' || draft.context.by.kind === 'lead';

/**
 * The owner writes; an operator who acts on a waiting incident attends it by acting; an incident of another is hers until it is released,
 * lapses or is taken over. `null`: go on.
 */
export function ownOrAttend(draft: DecisionDraft): Refusal | null {
  if (!isOperator(draft)) return null;
  const by = as<AccountId>(draft.context.by.id);
  const { attention } = draft.incident;
  if (attention.state === 'waiting') {
    if (draft.incident.shelf !== undefined) record(draft, { type: 'shelf-ended', reason: 'taken-up' });
    record(draft, { type: 'attended', by });
    return null;
  }
  return attention.by === by ? null : refuse('already-attended', { by: attention.by, since: attention.since });
}

export function attend(draft: DecisionDraft): Refusal | null {
  const by = as<AccountId>(draft.context.by.id);
  const { attention } = draft.incident;
  if (attention.state === 'attended' && attention.by === by) {
    draft.renewLease = true;
    return null;
  }
  return ownOrAttend(draft);
}

export function release(draft: DecisionDraft, { reason }: CommandOf<'release'>): Refusal | null {
  const { attention } = draft.incident;
  if (attention.state === 'waiting') return refuse('not-attended');
  if (attention.by !== draft.context.by.id)
    return refuse('already-attended', { by: attention.by, since: attention.since });
  record(draft, { type: 'released', by: attention.by, reason });
  return null;
}

export function takeOver(draft: DecisionDraft, { reason }: CommandOf<'take-over'>): Refusal | null {
  const by = as<AccountId>(draft.context.by.id);
  const { attention } = draft.incident;
  if (attention.state === 'attended' && attention.by === by) return null;
  if (attention.state === 'attended' && !hasLapsed(draft)) {
    if (reason === 'agreed') {
      if (!isHandedTo(draft, by)) return refuse('not-agreed', { by: attention.by, since: attention.since });
    } else if (draft.context.by.kind !== 'lead') return refuse('lead-only');
  }
  record(draft, { type: 'taken-over', from: attention.state === 'attended' ? attention.by : null, by, reason });
  return null;
}

/** The lease was not renewed; an open call counts as action. */
const hasLapsed = ({ incident, context: { now } }: DecisionDraft): boolean =>
  incident.leaseUntil !== null && incident.leaseUntil <= now && openCall(incident, now) === null;

const isHandedTo = ({ incident: { handOver }, context: { now } }: DecisionDraft, by: AccountId): boolean =>
  handOver !== undefined && handOver.to === by && now < handOver.until;

/** How long her consent stands: the named person is beside her, or on the telephone. */
const HAND_OVER_LASTS = seconds(60);

/** The owner's own act is what "both agreed" is proven by. */
export function handOver(draft: DecisionDraft, { to }: CommandOf<'hand-over'>): Refusal | null {
  const { attention } = draft.incident;
  const { now, by } = draft.context;
  if (attention.state === 'waiting') return refuse('not-attended');
  if (attention.by !== by.id) return refuse('already-attended', { by: attention.by, since: attention.since });
  if (attention.by !== to)
    record(draft, { type: 'handed-over', by: attention.by, to, until: after(now, HAND_OVER_LASTS) });
  return null;
}

/**
 * The incident into which another one is closed takes over what its devices said. It must be able to carry it: open, in earnest, of a
 * class at least as strict, and about the same home or subject; that two subjects are one matter is for a lead to say.
 */
export function takeSignals(draft: DecisionDraft, { from }: CommandOf<'take-signals'>): Refusal | null {
  const { incident, context } = draft;
  if (incident.tookFrom?.includes(from.id) === true) return null;
  const why = whyNotInto(incident, from, context.by.kind === 'lead');
  if (why !== null) return refuse('proof-missing', { outcome: 'merged', needs: why, all: why });
  const { id, kinds, alerts, signalCount, outsideOnly, silent, contactsTold } = from;
  record(draft, {
    ...{ type: 'signals-taken-over', from: id, kinds, alerts, signalCount, outsideOnly, silent, contactsTold },
  });
  return null;
}

function whyNotInto(other: Incident, from: Incident, isLead: boolean): ProofNeed | null {
  if (other.id === from.id || other.closure !== null) return 'other-case';
  if (practiceOf(other) !== null) return 'other-in-earnest';
  if (stricter(other.class, from.class) !== other.class) return 'other-as-strict';
  return isLead || isSameMatter(other, from) ? null : 'other-same-subject';
}

const isSameMatter = (a: Incident, b: Incident): boolean =>
  subjectKey(a.subject) === subjectKey(b.subject) || (a.facts.homeId !== null && a.facts.homeId === b.facts.homeId);

/** Two tries within 60 s, or one with sounds of distress. */
function triedInVain(i: Incident): boolean {
  const tries = callsToSenior(i);
  if (tries.some((call) => call.result === 'distress-heard')) return true;
  const vain = tries.filter((call) => call.result !== null && NOT_REACHED.includes(call.result));
  return vain.some((call, index) => {
    const next = vain[index + 1];
    return next !== undefined && between(call.startedAt, next.startedAt) <= seconds(60);
  });
}

/** What a verdict needs before it may be given (safety case 4.1); `null`: it may. */
export function verdictNeeds(i: Incident, verdict: VerdictCode): string | null {
  switch (verdict) {
    case 'no-answer':
      return triedInVain(i) ? null : 'two-tries';
    case 'false-alarm':
      return spokenWithSenior(i) || wasSeen(i) ? null : 'spoken-or-seen';
    case 'non-urgent':
      return spokenWithSenior(i) ? null : 'spoken';
    case 'test':
      return i.practice?.kind === 'test' ? null : 'test-window';
    case 'unknown':
    case 'real':
    case 'unclear':
    case 'duress':
      return null;
  }
}

export function giveVerdict(draft: DecisionDraft, { verdict, cause }: CommandOf<'give-verdict'>): Refusal | null {
  const { incident } = draft;
  const needs = verdictNeeds(incident, verdict);
  if (needs !== null) return refuse('proof-missing', { verdict, needs });
  if (incident.verdict.code === verdict && incident.verdict.cause === cause) return null;
  if (verdict === 'unknown' && isStoodDown(incident)) {
    reopen(draft);
    return null;
  }
  record(draft, { type: 'verdict-given', verdict, cause: verdict === 'false-alarm' ? (cause ?? 'unknown') : null });
  actOn(draft, verdict);
  return null;
}

/** What follows from a verdict, in the same transaction. */
export function actOn(draft: DecisionDraft, verdict: VerdictCode): void {
  if (verdict === 'real' || verdict === 'no-answer' || verdict === 'unclear') atRisk(draft, verdict);
  else if (verdict === 'duress') become(draft, 'D', 'duress');
  else if (verdict !== 'unknown') standDown(draft);
}

/** B at once: the first wave starts in the same transaction as the verdict. A silent incident stays silent: no contact, no helper is told. */
function atRisk(draft: DecisionDraft, verdict: VerdictCode): void {
  if (draft.incident.silent) {
    if (draft.incident.practice !== null) become(draft, 'D', verdict); // a silent alarm was tried out, and is none to try
    return;
  }
  become(draft, 'B', verdict);
  startWaves(draft, verdict);
  if (verdict === 'no-answer') askEmergency(draft, '120');
}

function standDown(draft: DecisionDraft): void {
  endOffers(draft, 'not-needed');
  endSearch(draft, 'stood-down');
  for (const assignment of liveAssignments(draft.incident)) {
    if (assignment.state !== 'arrived')
      record(draft, {
        type: 'withdrawn',
        assignmentId: assignment.id,
        helperId: assignment.helperId,
        reason: 'not-needed',
      });
  }
}

/** What the incident must show before it may wait for this (safety case 4.4); `null`: nothing but the contact that every hold needs. */
export function holdNeeds(i: Incident, reason: HoldReason): string | null {
  switch (reason) {
    case 'helper-coming':
      return liveAssignments(i).some(({ arrivedAt }) => arrivedAt === null) ? null : 'helper-under-way';
    case 'waiting-120':
    case 'waiting-119':
    case 'waiting-110':
      return isCalled(i, reason.slice('waiting-'.length)) ? null : `agency-${reason.slice('waiting-'.length)}`;
    case 'waiting-utility':
      return isCalled(i, 'utility') ? null : 'agency-utility';
    default:
      return null;
  }
}

const isCalled = (i: Incident, service: string): boolean =>
  i.agency.some(
    (record) => record.service === service && !['not-needed', 'stood-down', 'not-sent'].includes(record.status),
  );

/** A reason for not calling 120 that the incident itself would show if it were true (safety case 4.4). */
export function no120Needs(i: Incident, reason: No120Reason, now: Instant): string | null {
  switch (reason) {
    case 'senior-declines':
      return spokenWithSenior(i) || wasSeen(i) || somebodyArrived(i) ? null : 'spoken-or-seen';
    case 'seen-well':
      return wasSeen(i) || somebodyArrived(i) ? null : 'person-seen';
    case 'waiting-eyes':
      return liveAssignments(i).some(({ etaAt }) => between(now, etaAt) <= minutes(3)) ? null : 'helper-within-3-min';
    case 'not-medical':
    case 'already-called':
      return null;
  }
}

export function hold(draft: DecisionDraft, { reason }: CommandOf<'hold'>): Refusal | null {
  const { incident } = draft;
  if (reason === 'technical-check' && incident.severity !== 3) return refuse('hold-not-for-this', { reason });
  const contact =
    incident.calls.some((call) => call.result !== null && !NOT_REACHED.includes(call.result)) ||
    liveAssignments(incident).length > 0 ||
    incident.agency.length > 0;
  if (incident.severity === 1 && !contact) return refuse('hold-needs-contact');
  const needs = holdNeeds(incident, reason);
  if (needs !== null) return refuse('proof-missing', { hold: reason, needs });
  if (incident.holdTimes >= 2 && draft.context.by.kind !== 'lead') return refuse('lead-only');
  record(draft, { type: 'held', reason, until: after(draft.context.now, minutes(HOLD_CAP_MINUTES[reason])) });
  return null;
}

/** Without a result the call begins; with one it ends, or is recorded as a whole. */
export function recordCall(draft: DecisionDraft, command: CommandOf<'record-call'>): Refusal | null {
  const { calls } = draft.incident;
  const open = calls.find(
    (call) =>
      call.endedAt === null && (command.callId === null ? call.party === command.party : call.id === command.callId),
  );
  if (command.callId !== null && open === undefined) return refuse('call-unknown');
  if (command.result === null) {
    if (open === undefined)
      record(draft, { type: 'call-started', callId: as<CallId>(draft.context.newId()), party: command.party });
    return null;
  }
  if (command.result === 'senior-recognised' && command.party === 'senior' && command.recognisedBy === null)
    return refuse('recognition-missing');
  record(draft, {
    type: 'call-recorded',
    callId: open?.id ?? as<CallId>(draft.context.newId()),
    party: open?.party ?? command.party,
    result: command.result,
    recognisedBy: command.recognisedBy,
  });
  return null;
}

/** An exercise never rings 120, 119 or 110 (H13). */
export function recordAgencyCall(draft: DecisionDraft, command: CommandOf<'record-agency-call'>): Refusal | null {
  if (practiceOf(draft.incident) === 'drill') return refuse('drill-no-agency');
  const { service, numberDialled, told, reference, status } = command;
  record(draft, { type: 'agency-recorded', service, numberDialled, told, reference, status });
  return null;
}

export function decideEmergency(
  draft: DecisionDraft,
  { service, decision, reason }: CommandOf<'decide-emergency'>,
): Refusal | null {
  if (decision === 'call' && practiceOf(draft.incident) === 'drill') return refuse('drill-no-agency');
  if (decision === 'no-call' && reason === null) return refuse('reason-missing');
  const needs =
    decision === 'no-call' && reason !== null ? no120Needs(draft.incident, reason, draft.context.now) : null;
  if (needs !== null) return refuse('proof-missing', { emergency: service, needs });
  record(draft, { type: 'emergency-decided', service, decision, reason: decision === 'call' ? null : reason });
  return null;
}
