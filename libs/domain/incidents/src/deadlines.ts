import { after, between, duration, earliest, latest, type Duration, type Instant } from '@silverbell/kernel';
import type { DeadlineStep } from '@silverbell/vocabulary';
import type { Rung } from './ladder.js';
import {
  askedAt,
  backupOf,
  isLive,
  isSearching,
  isStoodDown,
  liveAssignments,
  namesWaiting,
  needsSearch,
  openOffers,
  practiceOf,
  primaryOf,
  somebodyArrived,
} from './questions.js';
import { ladderOf, type Assignment, type Incident } from './state.js';

/** The step, and where there are several of it whose: an offer, an assignment, a service, a rung. */
export type DeadlineKey = DeadlineStep | `${DeadlineStep}:${string}`;

/** Something that is due, and the key under which it is fired. */
export interface Deadline {
  readonly key: DeadlineKey;
  readonly at: Instant;
}

/**
 * What is due next, from stored instants only, earliest first.
 * An open incident always has at least one: there is no state in which nothing is due (promise 3).
 */
export function deadlinesOf(incident: Incident): readonly Deadline[] {
  const before = known.get(incident);
  if (before !== undefined) return before;
  const deadlines = collected(incident);
  known.set(incident, deadlines);
  return deadlines;
}

/** A command asks four times for those of the same incident, which never changes. */
const known = new WeakMap<Incident, readonly Deadline[]>();

function collected(i: Incident): readonly Deadline[] {
  if (i.archivedAt !== null) return [];
  if (i.shelf !== undefined && i.closure === null)
    return [{ key: 'shelf-over' as const, at: i.shelf.until }, ...practiceOver(i)].sort((a, b) => a.at - b.at);
  const due: Deadline[] =
    i.closure === null
      ? [
          ...rungs(i),
          ...lastRung(i),
          ...attention(i),
          ...questions(i),
          ...search(i),
          ...offers(i),
          ...assignments(i),
          ...waiting(i),
          ...practiceOver(i),
        ]
      : i.followUpDueAt === null || i.followUp !== undefined
        ? []
        : [{ key: 'follow-up', at: i.followUpDueAt }];
  return due.sort((a, b) => a.at - b.at || a.key.localeCompare(b.key));
}

/**
 * Since when this has really been due. A rung goes by the ladder's clock, which runs on while an operator attends: when she lets go at 60 s,
 * what it says of 15 s is due now, and was not late before. `known`: what was due next before the change that is decided at `now`.
 */
export function fellDueAt({ key, at }: Deadline, known: readonly Deadline[], now: Instant): Instant {
  return known.some((one) => one.key === key && one.at === at) ? at : latest(at, now);
}

export const nextDueAt = (i: Incident): Instant | null => earliest(deadlinesOf(i).map((deadline) => deadline.at));

const firedAt = (i: Incident, key: string): Instant | undefined => i.fired[key];

/** `null`: the rung does not apply now, or has fired. */
export function rungDueAt(i: Incident, rung: Rung): Instant | null {
  if (firedAt(i, `rung:${rung.id}`) !== undefined || isStoodDown(i)) return null;
  const usual = Math.min(...i.kinds.map((kind) => rung.afterFor?.[kind] ?? rung.after)) as Duration;
  const wait = i.operatorOnDutyAtRaise ? usual : (rung.afterWhenNobodyOnDuty ?? usual);
  switch (rung.when) {
    case 'raised':
      return null; // fired by the fact that brought the class
    case 'unattended':
      return i.attention.state === 'waiting' ? after(askedAt(i), wait) : null;
    case 'no-verdict': {
      if (i.attention.state !== 'attended' || i.verdict.code !== 'unknown' || i.firstAttendedAt === null) return null;
      const since = latest(i.firstAttendedAt, i.verdict.at);
      const speaking = i.calls.some((call) => call.party === 'senior' && call.endedAt === null);
      return after(since, speaking ? (rung.atLatest ?? wait) : wait);
    }
    case 'names-waiting':
      return namesWaiting(i) ? after(i.raisedAt, wait) : null;
    case 'unaccepted': {
      if (i.search.since === null || !isSearching(i)) return null;
      const hopeless =
        i.search.foundNobody ||
        (i.search.bestExpectedS !== null && i.search.bestExpectedS * 1_000 > i.policy.limits.farArrival);
      return rung.earlyWhenFar === true && hopeless
        ? (i.search.lastWaveAt ?? i.search.since)
        : after(i.search.since, wait);
    }
  }
}

function* rungs(i: Incident): Iterable<Deadline> {
  for (const rung of ladderOf(i).rungs) {
    const at = rungDueAt(i, rung);
    if (at !== null) yield { key: `rung:${rung.id}`, at };
  }
}

/** Unowned: no operator attends it, no helper is under way, and no named person took it by telephone. */
export function nobodyHasIt(i: Incident): boolean {
  if (isStoodDown(i) || i.takenBy !== null) return false;
  // Who was on her way before a panic knows nothing of it.
  if (liveAssignments(i).length > 0 && !i.silent) return false;
  return i.attention.state === 'waiting' || isSearching(i);
}

function* lastRung(i: Incident): Iterable<Deadline> {
  const ladder = ladderOf(i);
  // An outage is announced again until every name is ticked, also while it is attended or taken.
  if (namesWaiting(i)) {
    yield { key: 'rung:last', at: after(firedAt(i, 'rung:last') ?? i.raisedAt, ladder.lastRung.every) };
    return;
  }
  if (!nobodyHasIt(i)) return;
  const slowest = Math.max(
    0,
    ...ladder.rungs
      .filter((rung) => rung.when === 'unaccepted' || rung.when === 'unattended')
      .map((rung) => rung.after),
  );
  const before = firedAt(i, 'rung:last') ?? after(i.search.since ?? askedAt(i), duration(slowest));
  yield { key: 'rung:last', at: after(before, ladder.lastRung.every) };
}

function* attention(i: Incident): Iterable<Deadline> {
  const { limits } = i.policy;
  if (i.hold !== null) yield { key: 'hold', at: i.hold.until };
  if (i.attention.state !== 'attended') return;
  const talkingUntil = i.calls
    .filter((call) => call.endedAt === null)
    .map((call) => after(call.startedAt, limits.openCallCounts));
  if (i.leaseUntil !== null) yield { key: 'lease', at: latest(i.leaseUntil, ...talkingUntil) };
  if (i.hold === null)
    yield {
      key: 'remind-owner',
      at: latest(
        after(latest(i.lastActionAt, firedAt(i, 'remind:no-action') ?? i.lastActionAt), limits.remindOwnerAfter),
        ...talkingUntil,
      ),
    };
}

/** `no-answer` cannot stand 30 s without a recorded decision about 120 (H16); an unanswered question is asked again. */
function* questions(i: Incident): Iterable<Deadline> {
  for (const { service, askedAt } of i.questions) {
    const reminded = firedAt(i, `remind:question-${service}`);
    const again = firedAt(i, `remind:question-${service}-again`);
    yield reminded === undefined || reminded < askedAt
      ? { key: `question:${service}`, at: after(askedAt, i.policy.limits.emergencyQuestion) }
      : {
          key: `question:${service}-again`,
          at: after(latest(reminded, again ?? reminded), i.policy.limits.seniorWaiting),
        };
  }
}

function* search(i: Incident): Iterable<Deadline> {
  const { limits } = i.policy;
  if (i.search.since === null) {
    // A primary who stalled, or left, while no search was on: it begins again at once.
    const primary = primaryOf(i);
    if (primary !== null && primary.stalledAt !== null && backupOf(i) === null && needsSearch(i))
      yield { key: 'next-wave', at: primary.stalledAt };
    return;
  }
  if (!isSearching(i)) return;
  const { lastWaveAt, foundNobody, since, wave } = i.search;
  if (lastWaveAt === null) {
    yield { key: 'next-wave', at: since };
    return;
  }
  const asked = i.offers.filter((offer) => offer.wave === wave);
  const nobodyListens = asked.every((offer) => offer.state !== 'open' || offer.markedUndelivered);
  yield {
    key: 'next-wave',
    at: after(
      lastWaveAt,
      foundNobody ? limits.askAgainAfter : nobodyListens && asked.length > 0 ? duration(0) : limits.waveEvery,
    ),
  };
}

function* offers(i: Incident): Iterable<Deadline> {
  const { limits } = i.policy;
  for (const offer of openOffers(i)) {
    yield { key: `offer-lapse:${offer.id}`, at: offer.lapsesAt };
    // Named by the operator, told on her page alone: a ringing telephone may lie in the wrong room.
    if (i.silent) continue;
    if (!offer.sentBy.includes('sms') && !skipped(i, `offer-sms:${offer.id}`))
      yield { key: `offer-sms:${offer.id}`, at: after(offer.madeAt, limits.smsAfter) };
    if (!offer.sentBy.includes('voice') && !skipped(i, `offer-voice:${offer.id}`))
      yield { key: `offer-voice:${offer.id}`, at: after(offer.madeAt, limits.voiceAfter) };
    if (offer.deliveredBy.length === 0 && !offer.markedUndelivered)
      yield { key: `offer-undelivered:${offer.id}`, at: after(offer.madeAt, limits.undeliveredAfter) };
  }
}

const skipped = (i: Incident, key: string): boolean => firedAt(i, key) !== undefined;

/**
 * The later of ETA + 5 min and ETA × 1.5, never above ETA + 15 min (safety case 2.2), of the arrival that was promised: being late moves
 * what is expected of her, and never the limit at which another helper is searched for.
 */
export function arrivalLimit(i: Incident, a: Assignment): Instant {
  const { arrivalGrace, arrivalFactor, arrivalCap } = i.policy.limits;
  const eta = between(a.acceptedAt, Math.min(a.etaAt, a.promisedAt ?? a.etaAt) as Instant);
  return after(a.acceptedAt, Math.min(Math.max(eta + arrivalGrace, eta * arrivalFactor), eta + arrivalCap) as Duration);
}

function* assignments(i: Incident): Iterable<Deadline> {
  const { limits } = i.policy;
  for (const a of i.assignments.filter(isLive)) {
    if (a.state === 'accepted') {
      if (firedAt(i, `departure:${a.id}`) === undefined)
        yield { key: `depart-reminder:${a.id}`, at: after(a.acceptedAt, limits.departReminderAfter) };
      if (a.stalledAt === null && a.role === 'primary')
        yield {
          key: `depart-limit:${a.id}`,
          at: after(a.acceptedAt, a.atNight ? limits.departLimitNight : limits.departLimitDay),
        };
    }
    if (a.state === 'departed' && a.stalledAt === null && a.role === 'primary')
      yield { key: `arrive-limit:${a.id}`, at: arrivalLimit(i, a) };
    if (a.state === 'arrived' && a.arrivedAt !== null) {
      yield {
        key: `check-in:${a.id}`,
        at: after(
          latest(
            lastHeardOnScene(i, a, a.arrivedAt),
            firedAt(i, `check-in:${a.id}`) ?? a.arrivedAt,
            firedAt(i, `silent:${a.id}`) ?? a.arrivedAt,
          ),
          a.atNight ? limits.checkInNight : limits.checkInDay,
        ),
      };
    }
  }
}

/** A report from the scene is a sign of life of the helper. */
export const lastHeardOnScene = (i: Incident, a: Assignment, arrivedAt: Instant): Instant =>
  latest(arrivedAt, ...i.sceneReports.filter((report) => report.assignmentId === a.id).map((report) => report.at));

/** The senior is never left without an answer, and no incident without a person attending it. */
function* waiting(i: Incident): Iterable<Deadline> {
  const { limits } = i.policy;
  if (i.severity === 1 && !isStoodDown(i) && !somebodyArrived(i))
    yield {
      key: 'senior-waiting',
      at: after(latest(firedAt(i, 'senior-waiting') ?? askedAt(i), askedAt(i)), limits.seniorWaiting),
    };
  if (
    i.kinds.includes('test') &&
    i.subject.type !== 'region' && // a list of devices to try out has no person to call back
    i.class === 'W' &&
    i.attention.state === 'waiting' &&
    firedAt(i, 'remind:test-call-back') === undefined
  ) {
    yield { key: 'test-call-back', at: after(i.raisedAt, limits.testCallBack) };
  }
  yield {
    key: 'no-progress',
    at: after(
      i.lastProgressAt,
      i.class === 'W' ? limits.noProgressWork : i.class === 'G' ? ladderOf(i).lastRung.every : limits.noProgress,
    ),
  };
}

/** A drill ends with its time, even while people still play; a test is closed unless an operator attends it. */
function* practiceOver(i: Incident): Iterable<Deadline> {
  const practice = practiceOf(i);
  if (i.practice === null || practice === null) return;
  if (practice === 'drill' || i.attention.state === 'waiting') yield { key: 'practice-over', at: i.practice.over };
}

/** The step people wait for, for the line "what happens next and when": reminders to a device or an owner are not it. */
export function nextStepOf(i: Incident): Deadline | null {
  const all = deadlinesOf(i);
  return all.find(({ key }) => !/^(lease|offer-|senior-waiting|no-progress|remind-owner)/.test(key)) ?? all[0] ?? null;
}
