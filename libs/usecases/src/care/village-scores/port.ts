import type { CivilDay, ScoreTerms, VillageScore } from '@silverbell/care';
import type { AccountId, RegionId } from '@silverbell/kernel';
import type { VillageMeasure } from '@silverbell/vocabulary';
import type { RegistryStore } from '../../ports/registry-write.js';

/** A score as it is kept. */
export interface KeptScore extends VillageScore {
  readonly version: number;
  /** `null`: the clock froze it. */
  readonly changedBy: AccountId | null;
}

/** A village with its score of a year. */
export interface VillageOfYear {
  readonly regionId: RegionId;
  /** `null`: no target is set. */
  readonly score: KeptScore | null;
}

export interface VillageScoreTransaction {
  /** Of the lowest level of regions, below the townships. */
  isVillage(regionId: RegionId): Promise<boolean>;
  /** Locked until the end. */
  score(regionId: RegionId, year: number): Promise<KeptScore | null>;
  save(score: KeptScore): Promise<void>;
  /** As they stand on the last day of the year. */
  terms(regionId: RegionId, year: number): Promise<ScoreTerms>;
  /** What a village did on these days, both included. */
  done(
    regionId: RegionId,
    measure: VillageMeasure,
    days: { readonly from: CivilDay; readonly to: CivilDay },
  ): Promise<number>;
  /** Scores that are not frozen, of years up to this one. */
  unfrozen(year: number): Promise<readonly KeptScore[]>;
}

export interface VillageScoreStore extends RegistryStore<VillageScoreTransaction> {
  /** Villages among these regions in the order of their ids, each with its score of the year. */
  page(asked: {
    readonly regionIds: readonly string[];
    readonly year: number;
    readonly cursor?: string | undefined;
    readonly take: number;
  }): Promise<readonly VillageOfYear[]>;
  /** Reads without a lock: what lists show. */
  terms: VillageScoreTransaction['terms'];
  done: VillageScoreTransaction['done'];
}

export interface VillageScoreDeps {
  readonly scores: VillageScoreStore;
}
