import { rankHelpers, rankNamed, type Ranking } from '@silverbell/dispatch';
import type { Incident, RankedHelper } from '@silverbell/incident';
import {
  minutes,
  type GeoPoint,
  type HelperId,
  type Instant,
  type RegionId,
  type SeniorId,
  type HomeId,
} from '@silverbell/kernel';
import { isNight, type Rooms } from './rooms.js';

/** How many of the nearest are ranked; far more than a search of waves can ask in its first rounds. */
const NEAREST = 60;

interface Where {
  readonly at: GeoPoint | null;
  /** The other place that speaks for itself: helpers near both are asked in turn until somebody has decided (H04). */
  readonly orAt?: GeoPoint | null;
  readonly regionId: RegionId;
  readonly homeId: HomeId | null;
  readonly seniorIds: readonly SeniorId[];
  readonly lifting: boolean;
}

const NOBODY: Ranking = { ranked: [], relaxed: [], setAside: [], forbidden: [] };

/** Everybody who may be asked to go there, in order, each with reasons; nobody while it is unknown where "there" is. */
export async function rankFor(
  rooms: Rooms,
  where: Where,
  now: Instant,
  named: readonly HelperId[] | null = null,
): Promise<Ranking> {
  if (where.at === null) return NOBODY;
  const here = await rankAt(rooms, where, where.at, now, named);
  if (where.orAt === undefined || where.orAt === null) return here;
  return inTurn(here, await rankAt(rooms, where, where.orAt, now, named));
}

async function rankAt(
  rooms: Rooms,
  { regionId, homeId, seniorIds, lifting }: Where,
  at: GeoPoint,
  now: Instant,
  named: readonly HelperId[] | null,
): Promise<Ranking> {
  const need = { at, regionId, homeId, seniorIds, now, limit: NEAREST };
  const night = isNight(rooms.timeZone, now);
  const ranking = { at, now, night, positionFreshFor: minutes(5), lifting, exclude: [] };
  if (named !== null) return rankNamed(await rooms.roster.byIds(named, need), ranking);
  return rankHelpers(await rooms.roster.nearest(need), ranking);
}

/** One of each list in turn; whoever is in both counts for the place she is sooner at. */
function inTurn(here: Ranking, there: Ranking): Ranking {
  const sooner = new Map<HelperId, Ranking['ranked'][number]>();
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

export const whereOf = (incident: Incident): Where => ({
  at: incident.destination?.point ?? null,
  orAt: incident.destination?.alternative?.point ?? null,
  regionId: incident.regionId,
  homeId: incident.facts.homeId,
  seniorIds: incident.facts.seniorIds,
  lifting: incident.kinds.includes('fall'),
});

/** The ranking of a case as the operator sees it, with the reasons for those who are not asked. */
export const candidatesFor = (
  rooms: Rooms,
  incident: Incident,
  named: readonly HelperId[] | null = null,
): Promise<Ranking> => rankFor(rooms, whereOf(incident), rooms.clock.now(), named);

export const asCandidates = (ranking: Ranking): readonly RankedHelper[] =>
  ranking.ranked.map(({ helperId, expectedArrivalS, reasons, first }) => ({
    helperId,
    expectedArrivalS,
    reasons,
    first,
  }));
