import { distanceM, type GeoPoint } from '@silverbell/kernel';
import type { DestinationChoice } from '@silverbell/vocabulary';
import type { Alternative } from './state.js';

/** Hazard H04: a wearable's fix counts when it is this fresh and this precise; farther from home than this, people ask. */
export const FRESH_FIX_S = 300;
export const PRECISE_FIX_M = 100;
export const FAR_FROM_HOME_M = 300;
/** Vaguer than a cell of the countryside it is the name of a district, and no place to ask about. */
export const VAGUE_FIX_M = 5_000;

export interface Fix {
  readonly point: GeoPoint;
  readonly accuracyM: number | null;
  /** How old it was when the alert was sent, both by the device's clock, so that a wrong clock cancels out; `null`: it does not say. */
  readonly ageS: number | null;
  /** `false`: nothing proves which device it came from. */
  readonly proven?: boolean;
}

export interface Places {
  /** The device hangs on a wall; it cannot be anywhere else. */
  readonly fixed: boolean;
  /** The wall may be another one: its hub speaks on another line than ever before. */
  readonly moved?: boolean;
  readonly home: GeoPoint | null;
  /** Where she said she would be, while that holds. */
  readonly away: GeoPoint | null;
  readonly fix: Fix | null;
}

export interface DestinationProposal {
  readonly choice: DestinationChoice;
  readonly point: GeoPoint;
  readonly reason: 'fixed-device' | 'hub-moved' | 'fresh-fix' | 'no-fresh-fix' | 'unproven-fix' | 'known-away';
  /** Two places far apart speak for themselves: both are shown, helpers near both are offered, and the operator asks. */
  readonly alternative: Alternative | null;
}

const isFresh = ({ accuracyM, ageS, proven = true }: Fix): boolean =>
  proven && accuracyM !== null && accuracyM <= PRECISE_FIX_M && ageS !== null && ageS >= 0 && ageS <= FRESH_FIX_S;

const isVague = ({ accuracyM }: Fix): boolean => accuracyM !== null && accuracyM > VAGUE_FIX_M;

/** Where help goes until an operator decides otherwise; `null`: no place is known. */
export function destinationFor({
  fixed,
  moved = false,
  home,
  away,
  fix: reported,
}: Places): DestinationProposal | null {
  const fix = reported === null || isVague(reported) ? null : reported;
  const atFix: Alternative | null = fix === null ? null : { choice: 'fix', point: fix.point };
  const unlessNear = (place: GeoPoint): Alternative | null =>
    atFix !== null && distanceM(atFix.point, place) > FAR_FROM_HOME_M ? atFix : null;
  const atHome: Alternative | null = home === null ? null : { choice: 'home', point: home };
  // The only place we know is in doubt: the operator asks before she sends, and where she stays now is the other one to ask about.
  if (fixed && moved && atHome !== null)
    return { ...atHome, reason: 'hub-moved', alternative: away === null ? null : { choice: 'away', point: away } };
  if (fixed && atHome !== null) return { ...atHome, reason: 'fixed-device', alternative: null };
  if (fix !== null && atFix !== null && isFresh(fix)) {
    if (atHome !== null && unlessNear(atHome.point) === null)
      return { ...atHome, reason: 'fresh-fix', alternative: null };
    return { ...atFix, reason: 'fresh-fix', alternative: atHome };
  }
  if (away !== null) return { choice: 'away', point: away, reason: 'known-away', alternative: unlessNear(away) };
  if (atHome !== null) return { ...atHome, reason: 'no-fresh-fix', alternative: unlessNear(atHome.point) };
  return atFix === null
    ? null
    : { ...atFix, reason: fix?.proven === false ? 'unproven-fix' : 'no-fresh-fix', alternative: null };
}
