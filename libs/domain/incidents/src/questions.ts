import { after, between, hours, type DeviceId, type Instant } from '@silverbell/kernel';
import { CLASS_OF_KIND } from './classify.js';
import type { CallResult, Phase, PracticeKind, VerdictCode } from '@silverbell/vocabulary';
import type { Assignment, CallRecord, Incident, Offer } from './state.js';
import { isLive, leavesPlaceOpen, liveAssignments } from './split-dispatch.js';

export { isLive, liveAssignments };

/** What people ask of an incident; each a reading of the five movements, never a field of its own. */

const IN_EARNEST: readonly VerdictCode[] = ['real', 'no-answer', 'unclear', 'duress'];

export const isInEarnest = (verdict: VerdictCode): boolean => IN_EARNEST.includes(verdict);

export const NOT_REACHED: readonly CallResult[] = [
  ...([
    'silent-line',
    'no-reply',
    'busy',
    'rejected',
    'switched-off',
    'invalid-number',
    'voicemail',
    'line-fault',
  ] as const),
];

/** A call from before the question was asked again answers nothing. */
const callsSinceAsked = (i: Incident): readonly CallRecord[] =>
  i.calls.filter((call) => call.result !== null && call.endedAt !== null && call.endedAt >= askedAt(i));

export const callsToSenior = (i: Incident): readonly CallRecord[] =>
  callsSinceAsked(i).filter((call) => call.party === 'senior');

export const spokenWithSenior = (i: Incident): boolean =>
  callsToSenior(i).some((call) => call.result === 'senior-recognised');

/** A grown-up who is not the senior answered and spoke; that a number was dialled is no conversation. */
export const spokenWithAnother = (i: Incident): boolean =>
  callsSinceAsked(i).some(
    ({ party, result }) =>
      result === 'other-person' ||
      result === 'senior-not-recognised' ||
      (party === 'contact' && result === 'senior-recognised'),
  );

/** Not in earnest. A test of which an operator says that it is real is one no longer; a drill stays what it is (H13). */
export function practiceOf({ practice, verdict }: Pick<Incident, 'practice' | 'verdict'>): PracticeKind | null {
  if (practice === null) return null;
  return practice.kind === 'test' && IN_EARNEST.includes(verdict.code) ? null : practice.kind;
}

export const primaryOf = (i: Incident): Assignment | null =>
  i.assignments.find((a) => isLive(a) && a.role === 'primary') ?? null;

export const backupOf = (i: Incident): Assignment | null =>
  i.assignments.find((a) => isLive(a) && a.role === 'backup') ?? null;

export const openOffers = (i: Incident): readonly Offer[] => i.offers.filter((offer) => offer.state === 'open');

/** No channel reached her and she has not answered: she counts as not asked (H07). */
export const isUndelivered = ({ state, markedUndelivered }: Offer): boolean =>
  markedUndelivered && (state === 'open' || state === 'over');

const STOOD_DOWN: readonly VerdictCode[] = ['false-alarm', 'non-urgent', 'test'];

/** A verdict says that no helper needs to go: offers are stood down and the ladder's rungs rest. */
export const isStoodDown = (i: Incident): boolean => STOOD_DOWN.includes(i.verdict.code);

const HOUR = hours(1);

/** A device of class W chatters when it reported more than so many different things within the hour before the last of them (web.md section 1). */
const REPORTS_AN_HOUR = 5;

function reportsLately(i: Incident): ReadonlyMap<DeviceId, number> {
  const counts = new Map<DeviceId, number>();
  for (const { deviceId, at } of i.alerts)
    if (between(at, i.lastSignalAt) <= HOUR) counts.set(deviceId, (counts.get(deviceId) ?? 0) + 1);
  return counts;
}

export const isChattering = (i: Incident): boolean =>
  i.class === 'W' && [...reportsLately(i).values()].some((count) => count > REPORTS_AN_HOUR);

/** The last `added` reports of this device are what made it chatter. */
export const beginsToChatter = (i: Incident, deviceId: DeviceId | null, added: number): boolean => {
  if (i.class !== 'W' || deviceId === null) return false;
  const now = reportsLately(i).get(deviceId) ?? 0;
  return now > REPORTS_AN_HOUR && now - added <= REPORTS_AN_HOUR;
};

/** The clock of the ladder: the first signal, or the press that asked again after a verdict. What was done before answers nothing since. */
export const askedAt = (i: Incident): Instant => i.reopenedAt ?? i.raisedAt;

export const finishedSinceAsked = (i: Incident, { state, finishedAt }: Assignment): boolean =>
  state === 'finished' && finishedAt !== null && finishedAt >= askedAt(i);

/** No helper needs to go any more, by a verdict or because help has been there: a press now is a new question. */
export const isAnswered = (i: Incident): boolean =>
  isStoodDown(i) || (liveAssignments(i).length === 0 && i.assignments.some((a) => finishedSinceAsked(i, a)));

export const somebodyArrived = (i: Incident): boolean =>
  i.assignments.some((a) => a.arrivedAt !== null && (isLive(a) || finishedSinceAsked(i, a)));

/** A helper was in the room and reported how she is. */
export const wasSeen = (i: Incident): boolean =>
  i.assignments.some((a) => a.condition !== null && finishedSinceAsked(i, a));

export const secondsUntil = (assignment: Assignment): number =>
  between(assignment.acceptedAt, assignment.etaAt) / 1_000;

/** A backup is wanted for a far primary, a fall, and a senior who did not answer. */
export const wantsBackup = (i: Incident, primary: Assignment): boolean =>
  between(primary.acceptedAt, primary.etaAt) > i.policy.limits.farArrival ||
  i.kinds.includes('fall') ||
  i.verdict.code === 'no-answer';

/** A confused person is out somewhere: the incident ends only when she was seen (class E). */
export const isLost = (i: Incident): boolean =>
  i.kinds.some((kind) => CLASS_OF_KIND[kind] === 'E' || (kind === 'removed' && i.facts.dementia));

/** A soft sign became a risk without a press: the helper knocks first (class F). */
export const knockFirst = (i: Incident): boolean => i.kinds.every((kind) => CLASS_OF_KIND[kind] === 'F');

/** The search goes on while no helper comes, or the one who comes is far, has stalled, or goes to the less likely place. */
export function needsSearch(i: Incident): boolean {
  // No further helper is told of a silent incident: a person decides who goes (H10).
  if (i.closure !== null || i.silent || isStoodDown(i)) return false;
  if (isLost(i)) return !wasSeen(i);
  const primary = primaryOf(i);
  if (primary === null) return !somebodyArrived(i) && !wasSeen(i);
  if (leavesPlaceOpen(i)) return !wasSeen(i);
  if (primary.state === 'arrived') return false;
  return primary.stalledAt !== null || between(primary.acceptedAt, primary.etaAt) > i.policy.limits.farArrival;
}

export const isSearching = (i: Incident): boolean => i.search.mode === 'waves' && needsSearch(i);

/** Class G: a person of the roll-call is neither heard again nor reached. */
export const namesWaiting = (i: Incident): boolean => i.rollCall.some((name) => name.state === 'waiting');

/** A call that is still open and young enough to count as action. */
export const openCall = (i: Incident, now: Instant): CallRecord | null =>
  i.calls.find((call) => call.endedAt === null && now < after(call.startedAt, i.policy.limits.openCallCounts)) ?? null;

export function phaseOf(i: Incident): Phase {
  if (i.archivedAt !== null) return 'archived';
  if (i.closure !== null) return 'closed';
  const live = liveAssignments(i);
  if (live.some((a) => a.state === 'arrived')) return 'on-scene';
  if (live.length > 0) return 'responding';
  if (openOffers(i).length > 0 || isSearching(i)) return 'searching';
  if (i.assignments.some((a) => finishedSinceAsked(i, a))) return 'handled';
  return i.attention.state === 'attended' ? 'attended' : 'waiting';
}

/** Answer to `response.state`: who goes? */
export function responseStateOf(i: Incident): 'none' | 'searching' | 'underway' {
  if (liveAssignments(i).length > 0) return 'underway';
  return openOffers(i).length > 0 || isSearching(i) ? 'searching' : 'none';
}
