import { after, between, distanceM, type Instant } from '@silverbell/kernel';
import { CLASS_OF_KIND, classify, isAlarm, isPress, severityOf } from '../classify.js';
import type { AlertKind } from '@silverbell/vocabulary';
import type { CommandOf, RaiseCommand, SignalFacts } from '../commands.js';
import { isAnswered, isLost, isStoodDown, practiceOf } from '../questions.js';
import type { Incident, Practice } from '../state.js';
import { firstDraft, record, type DecisionDraft } from './decision-draft.js';
import { become, fallSilent, fireRung, raisedRungs, reopen } from './escalation.js';

/** What is lost is the way to call, whatever the signal was that said so. */
const OUTAGE = { class: 'G', family: 'outage' } as const;

export function raise(command: RaiseCommand): DecisionDraft {
  const { names } = command;
  const { class: code, family } = names
    ? OUTAGE
    : classify(command.signal.kind, command.signal.certainty, command.facts, command.facts.testWindow);
  const practice = practiceFor(command);
  const draft = firstDraft(
    {
      type: 'raised',
      incidentId: command.incidentId,
      subject: command.subject,
      family: practice?.kind ?? family,
      regionId: command.regionId,
      facts: command.facts,
      signal: command.signal,
      class: code,
      // Nothing of a practice stands above a real alarm.
      severity: practice === null ? severityOf(code) : 3,
      policy: command.policy,
      operatorOnDuty: command.operatorOnDuty,
      harsh: command.harsh,
      linkedTo: command.linkedTo,
      ...(practice === null ? {} : { practice }),
    },
    command.context,
  );
  if (names) record(draft, { type: 'names-listed', names });
  if (command.destination !== null) record(draft, { type: 'destination-set', ...command.destination });
  if (code === 'B') raisedRungs(draft, 'A'); // a dispatch-first press is still a press
  raisedRungs(draft, code);
  fireWhatIsDueAtZero(draft);
  return draft;
}

/** A press inside a window is a test; it is put away when the window must be over. */
function practiceFor({ practice, facts, policy, context }: RaiseCommand): Practice | null {
  if (practice !== undefined) return practice;
  return facts.testWindow
    ? { kind: 'test', over: after(context.now, policy.limits.testWindowLasts), endedBy: null }
    : null;
}

/** Rungs whose wait is zero, such as the overflow centre when no operator is on duty. */
function fireWhatIsDueAtZero(draft: DecisionDraft): void {
  if (draft.incident.operatorOnDutyAtRaise) return;
  for (const rung of draft.incident.policy.ladders[draft.incident.class].rungs) {
    if (rung.when === 'unattended' && rung.afterWhenNobodyOnDuty === 0) fireRung(draft, rung, draft.context.now);
  }
}

/** Where a lost person was seen last is where help goes (H18); a person at home is not moved by a drifting fix. */
function followThePerson(draft: DecisionDraft, { position, doubts }: SignalFacts): void {
  const { destination } = draft.incident;
  const point = position?.point ?? null;
  // An unproven position moves no search: the operator asks first.
  if (point === null || !isLost(draft.incident) || doubts.includes('unproven')) return;
  if (destination !== null && distanceM(destination.point, point) < MOVED_M) return;
  record(draft, { type: 'destination-set', choice: 'fix', point, reason: 'fresh-fix' });
}

/** Less is the wandering of a fix, not of a person. */
const MOVED_M = 50;

/** A further signal joins; then the stricter ladder applies at once, with the clock of the first signal. */
export function joinSignal(draft: DecisionDraft, { signal, repeat, more }: CommandOf<'join-signal'>): void {
  const along = more === undefined ? {} : { more };
  if (repeat) {
    record(draft, { type: 'signal-repeated', signal, ...along });
    return;
  }
  const before = draft.incident;
  record(draft, { type: 'signal-joined', signal, ...along });
  if (practiceOf(before) === 'test') return; // one more try
  if (!before.silent) fallSilent(draft);
  followThePerson(draft, signal);
  if (signal.phase !== 'raise' || !isAlarm(signal.kind)) return;

  // A new press after "false alarm", or after help has been there, is a new question and not a part of the old answer.
  if (before.unregistered !== undefined) askAgain(draft, before);
  else if (isAnswered(before)) reopen(draft);

  const joining = classify(signal.kind, signal.certainty, before.facts, false).class;
  raisedRungs(draft, CLASS_OF_KIND[signal.kind]);
  become(draft, joining, 'joined');
  const { secondKindWithin, thirdPressWithin } = before.policy.limits;
  const now = draft.context.now;
  const { since, kinds } = signalledBefore(before, signal);
  const secondKind = !kinds.includes(signal.kind) && kinds.some(isAlarm) && between(since, now) <= secondKindWithin;
  const presses = draft.incident.alerts.filter(
    (alert) =>
      isPress(alert.kind) &&
      between(alert.at, now) <= thirdPressWithin &&
      (before.unregistered === undefined || alert.deviceId === signal.deviceId),
  ).length;
  if (secondKind) become(draft, 'B', 'second-kind');
  else if (presses >= 3 && draft.incident.class === 'A') become(draft, 'B', 'third-press');
}

/** Among invented numbers a real one may call after the verdict; it opens the question again, without new voice calls. */
function askAgain(draft: DecisionDraft, before: Incident): void {
  if (isStoodDown(before)) record(draft, { type: 'verdict-given', verdict: 'unknown', cause: null });
}

/** Devices of one home count as one source; unregistered devices have nothing in common, so each counts alone. */
function signalledBefore(
  { unregistered, raisedAt, kinds }: Incident,
  { deviceId }: SignalFacts,
): { readonly since: Instant; readonly kinds: readonly AlertKind[] } {
  if (unregistered === undefined) return { since: raisedAt, kinds };
  const own = unregistered.listed.find((one) => one.deviceId === deviceId);
  return { since: own?.firstAt ?? raisedAt, kinds: own?.alerts.map((alert) => alert.kind) ?? [] };
}
