import type { CivilDay, ScoreTerms } from '@silverbell/care';
import type { Refusal, RegionId } from '@silverbell/kernel';
import type { VillageMeasure } from '@silverbell/vocabulary';
import type {
  KeptScore,
  VillageOfYear,
  VillageScoreStore,
  VillageScoreTransaction,
} from '../care/village-scores/index.js';
import type { RegistryCommand, RegistryResult, RegistryWritten } from '../ports/registry-write.js';
import { allOrNothing } from './all-or-nothing.js';

interface Deed {
  readonly regionId: RegionId;
  readonly measure: VillageMeasure;
  readonly day: CivilDay;
  /** Of a service: the senior, who counts once. */
  readonly who: string;
}

/** Scores in memory; a test registers its villages and what was done there. */
export class FakeVillageScores implements VillageScoreStore {
  readonly #kept = new Map<string, KeptScore>();
  readonly #villages = new Set<RegionId>();
  readonly #deeds: Deed[] = [];
  inForce: ScoreTerms = { fullPoints: 2, deadline: '12-15' };

  village(regionId: RegionId): void {
    this.#villages.add(regionId);
  }

  did(deed: Deed): void {
    this.#deeds.push(deed);
  }

  write(_: RegistryCommand, work: (tx: VillageScoreTransaction) => Promise<RegistryWritten | Refusal>): RegistryResult {
    return allOrNothing([this.#kept], () => this.within(work));
  }

  /** As a job of the worker does. */
  within<T>(work: (tx: VillageScoreTransaction) => Promise<T>): Promise<T> {
    return work({
      isVillage: (id) => Promise.resolve(this.#villages.has(id)),
      score: (id, year) => Promise.resolve(this.#kept.get(`${id} ${String(year)}`) ?? null),
      save: (score) => {
        this.#kept.set(`${score.regionId} ${String(score.year)}`, score);
        return Promise.resolve();
      },
      terms: () => this.terms(),
      done: (...asked) => this.done(...asked),
      unfrozen: (year) =>
        Promise.resolve([...this.#kept.values()].filter((one) => one.frozen === null && one.year <= year)),
    });
  }

  page({
    regionIds,
    year,
    cursor = '',
    take,
  }: Parameters<VillageScoreStore['page']>[0]): Promise<readonly VillageOfYear[]> {
    const found = [...this.#villages].filter((id) => regionIds.includes(id) && id > cursor).sort();
    return Promise.resolve(
      found.slice(0, take).map((regionId) => ({
        regionId,
        score: this.#kept.get(`${regionId} ${String(year)}`) ?? null,
      })),
    );
  }

  terms(): Promise<ScoreTerms> {
    return Promise.resolve(this.inForce);
  }

  done(...[regionId, measure, { from, to }]: Parameters<VillageScoreTransaction['done']>): Promise<number> {
    const deeds = this.#deeds.filter(
      (one) => one.regionId === regionId && one.measure === measure && one.day >= from && one.day <= to,
    );
    return Promise.resolve(measure === 'seniors-served' ? new Set(deeds.map(({ who }) => who)).size : deeds.length);
  }
}
