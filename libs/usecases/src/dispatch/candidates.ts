import { rankHelpers, rankNamed, reachM, type Ranking } from '@silverbell/dispatch';
import {
  placesToAskFor,
  type Alternative,
  type Incident,
  type OwnPlace,
  type RankedHelper,
} from '@silverbell/incidents';
import {
  seconds,
  type GeoPoint,
  type HelperId,
  type Instant,
  type RegionId,
  type SeniorId,
  type HomeId,
} from '@silverbell/kernel';
import { isNight, type Deps } from '../deps.js';

/** How many of the nearest are ranked; far more than a search of waves can ask in its first rounds. */
const NEAREST = 60;

interface DispatchTarget {
  readonly at: Alternative | null;
  /** The other place that speaks for itself: helpers near both are asked in turn until an operator has decided (H04). */
  readonly orAt?: Alternative | null;
  /** Not the incident's destination: helpers offered this place go there all the same, because another helper goes to the destination. */
  readonly besides?: boolean;
  readonly regionId: RegionId;
  readonly homeId: HomeId | null;
  readonly seniorIds: readonly SeniorId[];
  readonly lifting: boolean;
  /** Those named stand there already. */
  readonly present?: boolean;
}

type Candidate = Ranking['ranked'][number];

/** While there are two places everybody is ranked for one of them, and that is where she goes. */
export interface PlacedRanking extends Ranking {
  readonly ranked: readonly (Candidate & { readonly to?: OwnPlace })[];
}

/** A helper whom the operator sends to a place by name. */
export type Sent = { readonly helperId: HelperId; readonly place: Alternative };

const NOBODY: PlacedRanking = { ranked: [], relaxed: [], setAside: [], forbidden: [] };

/** Helpers who may be asked to go there, in order, each with reasons; empty while the place is unknown. */
export async function rankFor(
  deps: Deps,
  where: DispatchTarget,
  now: Instant,
  named: readonly HelperId[] | null = null,
): Promise<PlacedRanking> {
  if (where.at === null) return NOBODY;
  const here = await rankAt(deps, where, where.at.point, now, named);
  if (where.orAt === undefined || where.orAt === null)
    return where.besides === true ? placed(here, where.at, false) : here;
  const there = await rankAt(deps, where, where.orAt.point, now, named);
  return inTurn(placed(here, where.at, false), placed(there, where.orAt, false));
}

/** A split offer: everybody in the order of the operator, ranked for the place she is sent to. */
export async function rankSent(
  deps: Deps,
  where: DispatchTarget,
  now: Instant,
  named: readonly HelperId[],
  sent: readonly Sent[],
): Promise<PlacedRanking> {
  const elsewhere = new Set(sent.map(({ helperId }) => helperId));
  const rest = named.filter((id) => !elsewhere.has(id));
  const parts = await Promise.all([
    ...sent
      .filter(({ helperId }) => named.includes(helperId))
      .map(async ({ helperId, place }) => placed(await rankAt(deps, where, place.point, now, [helperId]), place, true)),
    ...(rest.length === 0 ? [] : [rankFor(deps, where, now, rest)]),
  ]);
  return {
    ranked: parts.flatMap(({ ranked }) => ranked),
    relaxed: [...new Set(parts.flatMap(({ relaxed }) => relaxed))],
    setAside: parts.flatMap(({ setAside }) => setAside),
    forbidden: parts.flatMap(({ forbidden }) => forbidden),
  };
}

const placed = (ranking: Ranking, { choice, point }: Alternative, chosen: boolean): PlacedRanking => ({
  ...ranking,
  ranked: ranking.ranked.map((one) => ({ ...one, to: { choice, point, chosen } })),
});

async function rankAt(
  deps: Deps,
  { regionId, homeId, seniorIds, lifting, present = false }: DispatchTarget,
  at: GeoPoint,
  now: Instant,
  named: readonly HelperId[] | null,
): Promise<Ranking> {
  const policy = await deps.helperDirectory.policyFor(regionId, now);
  const fixUsableFor = seconds(policy.usableFixS);
  const need = { at, regionId, homeId, seniorIds, now, fixUsableFor, limit: NEAREST };
  const wasNight = (moment: Instant): boolean => isNight(deps.timeZone, moment);
  const ranking = { at, now, night: wasNight(now), wasNight, lifting, present, exclude: [] };
  if (named !== null) return rankNamed(await deps.helperDirectory.byIds(named, need), ranking, policy);
  return rankHelpers(await deps.helperDirectory.nearest(need), ranking, policy);
}

/** One of each list in turn; a helper in both counts for the place she reaches sooner. */
function inTurn(here: PlacedRanking, there: PlacedRanking): PlacedRanking {
  const sooner = new Map<HelperId, PlacedRanking['ranked'][number]>();
  const longest = Math.max(here.ranked.length, there.ranked.length);
  for (let place = 0; place < longest; place += 1) {
    for (const candidate of [here.ranked[place], there.ranked[place]]) {
      if (candidate === undefined) continue;
      const known = sooner.get(candidate.helperId);
      if (known === undefined || candidate.expectedArrivalS < known.expectedArrivalS)
        sooner.set(candidate.helperId, candidate);
    }
  }
  return { ...here, ranked: [...sooner.values()] };
}

export function dispatchTargetOf(incident: Incident): DispatchTarget {
  const [at = null, orAt = null] = placesToAskFor(incident);
  return {
    at,
    orAt,
    besides: at?.choice !== incident.destination?.choice,
    regionId: incident.regionId,
    homeId: incident.facts.homeId,
    seniorIds: incident.facts.seniorIds,
    lifting: incident.kinds.includes('fall'),
  };
}

/** The ranking of an incident as the operator sees it, with the reasons for those who are not asked. */
export const candidatesFor = (
  deps: Deps,
  incident: Incident,
  named: readonly HelperId[] | null = null,
): Promise<PlacedRanking> => rankFor(deps, dispatchTargetOf(incident), deps.clock.now(), named);

export interface Reach {
  readonly withinS: number;
  readonly radiusM: number;
}

/** How far an electric bicycle, the usual vehicle of a helper, comes in the time in which help has to be there. */
export async function reachOf(deps: Deps, { regionId }: Pick<Incident, 'regionId'>): Promise<Reach> {
  const now = deps.clock.now();
  const policy = await deps.helperDirectory.policyFor(regionId, now);
  const travelling = { transport: 'e-bike', night: isNight(deps.timeZone, now) } as const;
  return { withinS: policy.nearS, radiusM: Math.round(reachM(policy.nearS, travelling, policy)) };
}

export const asCandidates = (ranking: PlacedRanking): readonly RankedHelper[] =>
  ranking.ranked.map(({ helperId, expectedArrivalS, reasons, first, to }) => ({
    ...{ helperId, expectedArrivalS, reasons, first },
    ...(to === undefined ? {} : { to }),
  }));
