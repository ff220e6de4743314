import type { GeoPoint, HelperId, Instant } from '@silverbell/kernel';
import type { Reaching } from './coverage.js';
import { startingPointOf, type Fix } from './fix.js';
import type { DispatchPolicy } from './policy.js';
import { forbids } from './rank.js';
import { reachM, straightM, travelS } from './travel.js';

/** A helper who could set out now. */
export interface ReadyHelper extends Reaching {
  readonly helperId: HelperId;
  readonly base: GeoPoint;
  /** `null`: her phone said nothing; she is reckoned with at her base. */
  readonly fix: Fix | null;
}

export interface Dwelling {
  readonly id: string;
  readonly point: GeoPoint;
}

export interface ReachAsked {
  readonly now: Instant;
  readonly night: boolean;
  readonly withinS: number;
  readonly policy: DispatchPolicy;
}

export interface Unreached<Home extends Dwelling> {
  readonly home: Home;
  /** Who would be there first all the same; `null`: no helper may be sent at all. */
  readonly soonest: { readonly helperId: HelperId; readonly arrivalS: number } | null;
}

interface Setting {
  readonly helper: ReadyHelper;
  readonly from: GeoPoint;
  /** Turnout, and what is added for an old or rough position. */
  readonly headS: number;
  /** How far she comes in time, straight; below zero: nowhere. */
  readonly radiusM: number;
}

/** One degree of latitude. */
const DEGREE_M = 111_195;

/** Where each of those who may be sent sets out from, as the ranking reckons it. */
function settings(helpers: readonly ReadyHelper[], { now, night, withinS, policy }: ReachAsked): readonly Setting[] {
  return helpers.flatMap((helper) => {
    if (forbids({ ...helper, inConflict: false }, { night }, policy) !== null) return [];
    const { point, roughM, addedS } = startingPointOf(helper, now, policy);
    const travelling = { transport: helper.transport, night };
    const headS = (night ? helper.turnoutNightS : helper.turnoutDayS) + addedS + travelS(roughM, travelling, policy);
    return [{ helper, from: point, headS, radiusM: reachM(withinS - headS, travelling, policy) }];
  });
}

const arrivalS = ({ helper, from, headS }: Setting, to: GeoPoint, { night, policy }: ReachAsked): number =>
  headS + travelS(straightM(from, to), { transport: helper.transport, night }, policy);

const reaches = ({ from, radiusM }: Setting, to: GeoPoint): boolean =>
  // most pairs are far apart: a difference of latitudes is cheaper than a distance
  Math.abs(from.lat - to.lat) * DEGREE_M <= radiusM && straightM(from, to) <= radiusM;

/** Homes that none of these helpers would reach in time, with who would be there first. The estimate is that of the ranking. */
export function unreachedNow<Home extends Dwelling>(
  homes: readonly Home[],
  helpers: readonly ReadyHelper[],
  asked: ReachAsked,
): readonly Unreached<Home>[] {
  const ready = settings(helpers, asked);
  return homes
    .filter(({ point }) => !ready.some((one) => reaches(one, point)))
    .map((home) => {
      const soonest = ready.reduce<Unreached<Home>['soonest']>((best, one) => {
        const s = Math.round(arrivalS(one, home.point, asked));
        return best === null || s < best.arrivalS ? { helperId: one.helper.helperId, arrivalS: s } : best;
      }, null);
      return { home, soonest };
    });
}

/** Of those at rest, who would reach how many of these homes if she went on duty; those who would reach none are left out. Most first. */
export function couldReach(
  homes: readonly Dwelling[],
  resting: readonly ReadyHelper[],
  asked: ReachAsked,
): readonly { readonly helperId: HelperId; readonly homes: number }[] {
  return settings(resting, asked)
    .map((one) => ({
      helperId: one.helper.helperId,
      homes: homes.filter(({ point }) => reaches(one, point)).length,
    }))
    .filter((one) => one.homes > 0)
    .sort((a, b) => b.homes - a.homes || (a.helperId < b.helperId ? -1 : 1));
}
