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
  const need = {
    at: where.at,
    regionId: where.regionId,
    homeId: where.homeId,
    seniorIds: where.seniorIds,
    now,
    limit: NEAREST,
  };
  const ranking = {
    at: where.at,
    now,
    night: isNight(rooms.timeZone, now),
    positionFreshFor: minutes(5),
    lifting: where.lifting,
    exclude: [],
  };
  if (named !== null) return rankNamed(await rooms.roster.byIds(named, need), ranking);
  return rankHelpers(await rooms.roster.nearest(need), ranking);
}

export const whereOf = (incident: Incident): Where => ({
  at: incident.destination?.point ?? null,
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
