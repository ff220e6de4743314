import { after, distanceM, latest, seconds, type GeoPoint, type Instant } from '@silverbell/kernel';
import type { Transport } from './facts.js';
import { isPrecise, type Fix } from './fix.js';
import type { DispatchPolicy } from './policy.js';

export interface Travelling {
  readonly transport: Transport;
  readonly night: boolean;
}

/** No helper is farther away than the other side of the earth, whatever a record says. */
const HALF_WAY_ROUND_M = 20_100_000;

/** As the crow flies. */
export function straightM(from: GeoPoint, to: GeoPoint): number {
  const metres = distanceM(from, to);
  return Number.isFinite(metres) ? Math.min(HALF_WAY_ROUND_M, metres) : HALF_WAY_ROUND_M;
}

/** The one estimate of a way, for those who are asked and those who are on it: crow's distance × detour ÷ speed of her transport, by day or night. */
export const travelS = (metres: number, { transport, night }: Travelling, policy: DispatchPolicy): number =>
  (metres * policy.detour) / (night ? policy.speedNight : policy.speedDay)[transport];

/** How far as the crow flies one comes within a time: the same estimate, read the other way. */
export const reachM = (withinS: number, { transport, night }: Travelling, policy: DispatchPolicy): number =>
  (withinS * (night ? policy.speedNight : policy.speedDay)[transport]) / policy.detour;

/**
 * When a departed helper is expected, by where her phone says she is; counted from when the fix was taken, because she went on
 * since. `null`: too old or too rough to promise anything by.
 */
export function arrivalBy(
  fix: Fix,
  there: GeoPoint,
  travelling: Travelling,
  now: Instant,
  policy: DispatchPolicy,
): Instant | null {
  if (!isPrecise(fix, now, policy)) return null;
  const travel = travelS(straightM(fix.point, there), travelling, policy);
  return latest(now, after(fix.takenAt, seconds(Math.ceil(travel))));
}

/** Smaller changes of an expected arrival are not worth a line in the log. */
export const isWorthSaying = (known: Instant, expected: Instant, policy: DispatchPolicy): boolean =>
  Math.abs(known - expected) >= policy.arrivalMovesByS * 1_000;
