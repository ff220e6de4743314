import { countedDays, deadlineOf, pointsOf, targetRefused, yearOf, type CivilDay } from '@silverbell/care';
import { as, refuse, type Refusal, type RegionId } from '@silverbell/kernel';
import type { VillageMeasure } from '@silverbell/vocabulary';
import {
  staleRow,
  type RegistryCommand,
  type RegistryResult,
  type RegistryWritten,
} from '../../ports/registry-write.js';
import type { VillageOfYear, VillageScoreDeps, VillageScoreStore, VillageScoreTransaction } from './port.js';

export interface WantedTarget {
  readonly regionId: RegionId;
  readonly year: number;
  readonly measure: VillageMeasure;
  /** 1 or more. */
  readonly target: number;
  readonly ifMatch: number | undefined;
  /** By the clock of care. */
  readonly today: CivilDay;
}

/** Township or county say what a village is to do in a year (CR-54). */
export function setVillageTarget(
  { scores }: VillageScoreDeps,
  command: RegistryCommand,
  { regionId, year, measure, target, ifMatch, today }: WantedTarget,
): RegistryResult {
  return scores.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    if (!(await tx.isVillage(regionId))) return refuse('village-only');
    const before = await tx.score(regionId, year);
    const { version = 0, changedBy = null } = before ?? {};
    const stale = staleRow({ id: regionId, version, changedBy }, ifMatch);
    if (stale !== null) return stale;
    const refused = targetRefused(before, year, { today, terms: await tx.terms(regionId, year) });
    if (refused !== null) return refused;
    await tx.save({
      ...{ regionId, year, measure, target, frozen: null, version: version + 1, changedBy: command.by },
    });
    return {
      id: regionId,
      audit: {
        ...{ action: 'village-target-set', subjectKind: 'region', subjectId: regionId, regionId },
        details: { year, measure, target },
      },
    };
  });
}

/** Every day: the scores whose deadline is over are frozen with what was done until then; later corrections change them no more (CR-54). */
export async function freezeVillageScores(tx: VillageScoreTransaction, today: CivilDay): Promise<number> {
  let frozen = 0;
  for (const { version, ...score } of await tx.unfrozen(yearOf(today))) {
    const regionId = as<RegionId>(score.regionId);
    const terms = await tx.terms(regionId, score.year);
    if (today <= deadlineOf(score.year, terms)) continue;
    const done = await tx.done(regionId, score.measure, countedDays(score.year, terms));
    const { fullPoints } = terms;
    await tx.save({ ...score, version: version + 1, changedBy: null, frozen: { done, fullPoints, on: today } });
    frozen += 1;
  }
  return frozen;
}

/** A village's score as lists and exports show it. What has no target has no points: `null`, never 0. */
export interface ShownScore {
  readonly regionId: RegionId;
  readonly year: number;
  readonly measure: VillageMeasure | null;
  readonly target: number | null;
  readonly done: number | null;
  readonly fullPoints: number;
  readonly points: number | null;
  readonly deadline: CivilDay;
  readonly frozenOn: CivilDay | null;
  readonly version: number;
}

export async function shownScore(
  store: Pick<VillageScoreStore, 'terms' | 'done'>,
  { regionId, score }: VillageOfYear,
  year: number,
): Promise<ShownScore> {
  const terms = await store.terms(regionId, year);
  const deadline = deadlineOf(year, terms);
  if (score === null)
    return {
      ...{ regionId, year, measure: null, target: null, done: null, points: null, frozenOn: null, version: 0 },
      ...{ fullPoints: terms.fullPoints, deadline },
    };
  const { measure, target, frozen, version } = score;
  const done = frozen?.done ?? (await store.done(regionId, measure, countedDays(year, terms)));
  const fullPoints = frozen?.fullPoints ?? terms.fullPoints;
  return {
    ...{ regionId, year, measure, target, done, fullPoints, points: pointsOf(fullPoints, done, target) },
    ...{ deadline, frozenOn: frozen?.on ?? null, version },
  };
}
