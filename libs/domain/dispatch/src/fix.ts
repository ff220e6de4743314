import { after, between, seconds, type Duration, type GeoPoint, type Instant } from '@silverbell/kernel';
import type { DispatchPolicy } from './policy.js';
import type { PositionReason } from './reasons.js';

/** Where the phone of a helper said that it was. */
export interface Fix {
  readonly point: GeoPoint;
  /** By our clock: when it arrived here, less its age as her phone measured it ({@link readClock}). */
  readonly takenAt: Instant;
  /** `null`: the phone did not say. */
  readonly accuracyM: number | null;
}

/** From where a helper is expected to set out, and what is added because that is not certain. */
export interface StartingPoint {
  readonly point: GeoPoint;
  readonly reasons: readonly PositionReason[];
  /** Metres added to the way: a rough place counts from its far edge. */
  readonly roughM: number;
  readonly addedS: number;
}

/** Her fix where it says where she is now, else her base. */
export function startingPointOf(
  { base, fix }: { readonly base: GeoPoint; readonly fix: Fix | null },
  now: Instant,
  policy: DispatchPolicy,
): StartingPoint {
  if (fix === null) return { point: base, reasons: ['position-base'], roughM: 0, addedS: 0 };
  const ageS = between(fix.takenAt, now) / 1_000;
  const accuracyM = fix.accuracyM ?? policy.unknownAccuracyM;
  const noPlace: PositionReason[] = [
    ...(isPlace(fix, policy) ? [] : (['position-vague'] as const)),
    ...(ageS > policy.usableFixS ? (['position-old'] as const) : []),
  ];
  if (noPlace.length > 0)
    return { point: base, reasons: [...noPlace, 'position-base'], roughM: 0, addedS: policy.oldPositionS };
  const old = ageS > policy.freshFixS;
  const rough = accuracyM > policy.preciseFixM;
  return {
    point: fix.point,
    reasons: [old ? 'position-old' : 'position-fresh', ...(rough ? (['position-rough'] as const) : [])],
    roughM: rough ? accuracyM : 0,
    addedS: old ? policy.oldPositionS : 0,
  };
}

/** One of 12 km is no place. */
export const isPlace = ({ accuracyM }: Pick<Fix, 'accuracyM'>, policy: DispatchPolicy): boolean =>
  (accuracyM ?? policy.unknownAccuracyM) <= policy.placeFixM;

/** Young and precise enough to promise an arrival by. A fix without an accuracy is neither. */
export const isPrecise = ({ takenAt, accuracyM }: Fix, now: Instant, policy: DispatchPolicy): boolean =>
  between(takenAt, now) <= policy.freshFixS * 1_000 && accuracyM !== null && accuracyM <= policy.preciseFixM;

/** What a report says of time; both times are those of the phone. */
export interface TimedReport {
  /** When the fix was taken. */
  readonly at: Instant | null;
  /** When the report was sent. */
  readonly sentAt: Instant | null;
  readonly receivedAt: Instant;
}

/** What is known of the clock of one phone. */
export interface PhoneClock {
  /** Ours minus that of the phone; below zero: the phone is fast. */
  readonly behind: Duration;
  /** The report that the next one is compared with: what it said, and when it was heard here. */
  readonly reportedAt: Instant | null;
  readonly lastReportAt: Instant;
}

/**
 * When a fix was taken, by our clock. The phone only tells how old a fix is, never what time it is: a clock that is always twenty minutes
 * slow gives fixes of now, one fix that jumps back by twenty minutes is an old fix. Two reports in a row whose times keep step with ours
 * show a clock that was set differently.
 */
export function readClock(
  { at, sentAt, receivedAt }: TimedReport,
  known: PhoneClock | null,
  policy: DispatchPolicy,
): { readonly takenAt: Instant; readonly clock: PhoneClock } {
  const start: PhoneClock = known ?? { behind: seconds(0), reportedAt: null, lastReportAt: receivedAt };
  if (sentAt !== null) {
    const age = at === null ? 0 : Math.max(0, between(at, sentAt));
    const clock = { behind: between(sentAt, receivedAt), reportedAt: at ?? sentAt, lastReportAt: receivedAt };
    return { takenAt: after(receivedAt, -age as Duration), clock };
  }
  // Without a time, or with one beyond any clock that runs wrong, the arrival here is all there is.
  if (at === null || between(receivedAt, at) > policy.mostAheadS * 1_000) return { takenAt: receivedAt, clock: start };
  const lag = between(at, receivedAt);
  const isClock = lag - start.behind > policy.clockJumpS * 1_000 && keepsStep(at, receivedAt, start, policy);
  const behind = isClock ? lag : (Math.min(lag, start.behind) as Duration);
  const compareNext =
    start.reportedAt === null || between(start.lastReportAt, receivedAt) >= policy.clockStepS * 1_000
      ? { reportedAt: at, lastReportAt: receivedAt }
      : { reportedAt: start.reportedAt, lastReportAt: start.lastReportAt };
  return { takenAt: after(receivedAt, (behind - lag) as Duration), clock: { behind, ...compareNext } };
}

function keepsStep(
  at: Instant,
  receivedAt: Instant,
  { reportedAt, lastReportAt }: PhoneClock,
  policy: DispatchPolicy,
): boolean {
  if (reportedAt === null) return false;
  const ours = between(lastReportAt, receivedAt);
  return (
    ours >= policy.clockStepS * 1_000 && Math.abs(between(reportedAt, at) - ours) <= ours * policy.clockStepTolerance
  );
}
