import { hours, type GeoPoint, type HelperId } from '@silverbell/kernel';
import type { HelperFacts, Need } from './facts.js';
import { startingPointOf, type Fix } from './fix.js';
import { DEFAULT_DISPATCH_POLICY, type DispatchPolicy } from './policy.js';
import type { ForbidCode, ReasonCode, RelaxCode, SetAsideCode } from './reasons.js';
import { straightM, travelS } from './travel.js';

export interface Candidate {
  readonly helperId: HelperId;
  readonly kind: string;
  /** Turnout and travel, whole seconds. */
  readonly expectedArrivalS: number;
  /** That she accepts, as used here. */
  readonly chance: number;
  /** Expected seconds to a successful arrival; smaller is better. */
  readonly score: number;
  readonly reasons: readonly ReasonCode[];
  /** Where she is expected to set out from. */
  readonly from: GeoPoint;
  readonly fix: Fix | null;
  /** The one person to ask while verification runs: paired neighbour, or station on duty. */
  readonly first: boolean;
}

export interface Ranking {
  readonly ranked: readonly Candidate[];
  /** What was given up, in order, to have enough people to ask. */
  readonly relaxed: readonly RelaxCode[];
  readonly setAside: readonly { readonly helperId: HelperId; readonly because: SetAsideCode }[];
  readonly forbidden: readonly { readonly helperId: HelperId; readonly because: ForbidCode }[];
}

/** Who is asked, in order: everybody who may be, nearest success first, those for whom a filter had to give way last. */
export function rankHelpers(
  helpers: readonly HelperFacts[],
  need: Need,
  policy: DispatchPolicy = DEFAULT_DISPATCH_POLICY,
): Ranking {
  const { allowed, forbidden } = sift(helpers, need, policy);
  const setAside: { helperId: HelperId; because: SetAsideCode }[] = [];
  const steps: Placed[][] = [[], ...policy.relaxOrder.map(() => [])];
  const worn: Placed[] = [];

  for (const helper of allowed) {
    const placed = place(helper, need, policy);
    const step = stepOf(placed, policy);
    if (step === null) setAside.push({ helperId: helper.helperId, because: placed.setAside ?? 'off-duty' });
    else (placed.worn ? worn : steps[step])?.push(placed);
  }

  const { list, relaxed } = widen(steps, policy);
  insertWorn(list, worn.sort(byRank));
  const asked = forbidden.filter((one) => one.because === 'refused').length;
  const within = list.filter((placed) => !isFar(placed)).length;
  let farPlaces = Math.max(0, policy.atLeastAsked - asked - within);
  const ranked: Candidate[] = [];
  for (const placed of list) {
    if (isFar(placed) && farPlaces-- <= 0)
      setAside.push({ helperId: placed.candidate.helperId, because: 'far-enough-asked' });
    else ranked.push(placed.candidate);
  }
  return { ranked, relaxed, setAside, forbidden };
}

/** The people an operator named, in her order: she may send whom the machine would not ask, but no one who is forbidden. */
export function rankNamed(
  helpers: readonly HelperFacts[],
  need: Need,
  policy: DispatchPolicy = DEFAULT_DISPATCH_POLICY,
): Ranking {
  const { allowed, forbidden } = sift(helpers, need, policy);
  const ranked = allowed.map((helper) => place(helper, need, policy).candidate);
  return { ranked, relaxed: [], setAside: [], forbidden };
}

interface Placed {
  readonly candidate: Candidate;
  /** Which filters must give way before she is asked. */
  readonly needs: readonly RelaxCode[];
  readonly setAside: SetAsideCode | null;
  readonly ahead: boolean;
  readonly worn: boolean;
  readonly straightM: number;
}

/** Only conflict, age, danger and refusal forbid; danger is no fact of a person, the incident knows it. */
export function forbids(
  helper: Pick<HelperFacts, 'inConflict' | 'suspended' | 'ageYears' | 'nightCalls'>,
  { night, present = false }: Pick<Need, 'night' | 'present'>,
  policy: DispatchPolicy,
): ForbidCode | null {
  if (helper.inConflict) return 'conflict';
  if (helper.suspended) return 'suspended';
  // Written so that an age that is no number forbids.
  if (!(helper.ageYears >= policy.adultAge)) return 'under-age';
  const calledAtNight = night && !present;
  if (calledAtNight && helper.ageYears >= policy.elderAge) return 'elder-at-night';
  if (calledAtNight && !helper.nightCalls) return 'night-refused';
  return null;
}

function sift(helpers: readonly HelperFacts[], need: Need, policy: DispatchPolicy) {
  const excluded = new Set(need.exclude);
  const seen = new Set<HelperId>();
  const allowed: HelperFacts[] = [];
  const forbidden: { helperId: HelperId; because: ForbidCode }[] = [];
  for (const helper of helpers) {
    if (seen.has(helper.helperId)) continue;
    seen.add(helper.helperId);
    const because = forbids(helper, need, policy) ?? (excluded.has(helper.helperId) ? 'refused' : null);
    if (because) forbidden.push({ helperId: helper.helperId, because });
    else allowed.push(helper);
  }
  return { allowed, forbidden };
}

function place(helper: HelperFacts, need: Need, policy: DispatchPolicy): Placed {
  const reasons: ReasonCode[] = [];
  const needs: RelaxCode[] = [];
  const elder = helper.ageYears >= policy.elderAge;
  const mayLift = !(elder && need.lifting);
  const station = policy.stationKinds.includes(helper.kind);

  if (helper.pairedHere) reasons.push('paired');
  if (helper.onDuty) reasons.push('on-duty');
  else if (helper.standing) reasons.push('standing');
  else reasons.push('off-duty');
  if (station) reasons.push('station-staff');
  if (need.night && helper.nightCalls) reasons.push('night-agreed');
  if (elder) reasons.push('elder-by-day');
  if (!mayLift) reasons.push('no-lifting');
  if (!helper.certificateValid) reasons.push('certificate-expired');

  // A paired neighbour has standing availability and no duty calendar (SR-73).
  if (!helper.onDuty && !(helper.pairedHere && helper.standing)) needs.push(helper.standing ? 'standing' : 'off-duty');

  const from = startingPointOf(helper, need.now, policy);
  reasons.push(...from.reasons);
  const straight = straightM(from.point, need.at);
  const travelling = { transport: helper.transport, night: need.night };
  const arrivalS = turnoutS(helper, need) + travelS(straight + from.roughM, travelling, policy) + from.addedS;
  if (arrivalS > policy.nearS) {
    needs.push('within-30-min');
    reasons.push('far');
  }
  if (arrivalS > policy.farS) needs.push('beyond-30-min');

  const busy = helper.liveAssignments.p1 > 0;
  const works = helper.liveAssignments.p3 > 0;
  if (busy) reasons.push('with-another-senior');
  if (works) {
    reasons.push('yields-work');
    needs.push('yields-work');
  }
  if (helper.openOffers > 0) reasons.push('other-offer-open');
  const worn = isWorn(helper, need, policy);
  if (worn) reasons.push('needless-calls');

  const chance = Math.max(
    policy.leastChance,
    Math.min(1, finite(helper.acceptanceChance, 0)) *
      (helper.onDuty ? 1 : policy.offDutyChance) *
      policy.otherOfferChance ** Math.max(0, helper.openOffers),
  );
  const score =
    arrivalS +
    (1 / chance - 1) * policy.failedOfferS +
    (helper.certificateValid ? 0 : policy.certificateExpiredS) +
    (works ? policy.yieldsWorkS : 0) +
    (mayLift ? 0 : policy.noLiftingS) +
    (busy ? policy.withAnotherSeniorS : 0);

  const near = arrivalS <= policy.nearS;
  const ahead = helper.pairedHere && mayLift && near && !worn;
  const first = ahead || (station && helper.onDuty && near && !worn);
  return {
    candidate: {
      ...{ helperId: helper.helperId, expectedArrivalS: Math.round(arrivalS), chance, score, reasons, first },
      ...{ kind: helper.kind, from: from.point, fix: helper.fix },
    },
    needs,
    setAside: busy ? 'with-another-senior' : null,
    ahead,
    worn,
    straightM: straight,
  };
}

const DAY = hours(24);

/** Asked in vain too often of late (H11); by day a needless night says nothing. */
function isWorn(
  { kind, needlessOffers }: HelperFacts,
  { now, night, wasNight }: Need,
  policy: DispatchPolicy,
): boolean {
  if (!policy.wornKinds.includes(kind)) return false;
  const thisDay = needlessOffers.filter((at) => now - at < DAY).length;
  if (thisDay >= policy.needlessOffersADay) return true;
  return (
    night && needlessOffers.filter((at) => now - at < 7 * DAY && wasNight(at)).length >= policy.needlessNightsAWeek
  );
}

/** The last filter that must give way for her, counted from 1; 0: none; `null`: one that never does. */
function stepOf(placed: Placed, policy: DispatchPolicy): number | null {
  if (placed.setAside) return null;
  let step = 0;
  for (const code of placed.needs) {
    const at = policy.relaxOrder.indexOf(code);
    if (at < 0) return null;
    step = Math.max(step, at + 1);
  }
  return step;
}

/** Opens step after step until there are enough; within what was opened the rank alone decides, the rest follows step by step. */
function widen(steps: readonly (readonly Placed[])[], policy: DispatchPolicy) {
  const opened: Placed[] = [...(steps[0] ?? [])];
  const relaxed: RelaxCode[] = [];
  let next = 1;
  for (; next < steps.length && opened.length < policy.enough; next++) {
    opened.push(...(steps[next] ?? []));
    const code = policy.relaxOrder[next - 1];
    if (code) relaxed.push(code);
  }
  const list = opened.sort(byRank);
  for (; next < steps.length; next++) list.push(...[...(steps[next] ?? [])].sort(byRank));
  return { list, relaxed };
}

const isFar = ({ needs }: Placed): boolean => needs.includes('beyond-30-min');

/** After everybody who would be there within half an hour, before the others: a worn-out neighbour is nearer than they are. */
function insertWorn(list: Placed[], worn: readonly Placed[]): void {
  const firstFar = list.findLastIndex((placed) => !isFar(placed)) + 1;
  list.splice(firstFar, 0, ...worn.filter((placed) => !isFar(placed)));
  list.push(...worn.filter(isFar));
}

function byRank(a: Placed, b: Placed): number {
  if (a.ahead !== b.ahead) return a.ahead ? -1 : 1;
  if (a.candidate.score !== b.candidate.score) return a.candidate.score - b.candidate.score;
  if (a.straightM !== b.straightM) return a.straightM - b.straightM;
  // Equal in everything that counts: the id, so that every engine gives the same order.
  return a.candidate.helperId < b.candidate.helperId ? -1 : a.candidate.helperId > b.candidate.helperId ? 1 : 0;
}

const turnoutS = (helper: HelperFacts, need: Need): number =>
  Math.max(0, finite(need.night ? helper.turnoutNightS : helper.turnoutDayS, 0));

const finite = (value: number, otherwise: number): number => (Number.isFinite(value) ? value : otherwise);
