import type { GeoPoint } from '@silverbell/kernel';
import type { HelperFacts } from './facts.js';
import type { DispatchPolicy } from './policy.js';
import { forbids } from './rank.js';
import { straightM, travelS } from './travel.js';

/** What the way of a helper depends on, for every home. */
export type Reaching = Pick<
  HelperFacts,
  'ageYears' | 'nightCalls' | 'suspended' | 'transport' | 'turnoutDayS' | 'turnoutNightS'
>;

/** Whether she would be there in time if she set out from this place: the turnout and the way that the ranking reckons with. */
export function reachesWithin(
  helper: Reaching,
  {
    from,
    to,
    night,
    withinS,
  }: { readonly from: GeoPoint; readonly to: GeoPoint; readonly night: boolean; readonly withinS: number },
  policy: DispatchPolicy,
): boolean {
  if (forbids({ ...helper, inConflict: false }, { night }, policy) !== null) return false;
  const turnoutS = night ? helper.turnoutNightS : helper.turnoutDayS;
  return turnoutS + travelS(straightM(from, to), { transport: helper.transport, night }, policy) <= withinS;
}
