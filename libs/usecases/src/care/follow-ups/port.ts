import type { CareFollowUp, CivilDay, VisitToAsk } from '@silverbell/care';
import type { AccountId, Instant, SeniorId } from '@silverbell/kernel';
import type { FollowUpResult, Satisfaction } from '@silverbell/vocabulary';
import type { LockedRow } from '../../ports/registry-write.js';

/** A visit that took place, with where its senior lives. */
export interface VisitForFollowUp extends VisitToAsk {
  readonly seniorId: SeniorId;
  readonly regionId: string;
}

/** What a call or a visit found out, as it is appended. */
export interface KeptFollowUpStep {
  readonly id: string;
  readonly at: Instant;
  readonly by: AccountId;
  readonly result: FollowUpResult;
  readonly satisfaction: Satisfaction | null;
  readonly note: string | null;
}

export interface FollowUpTransaction {
  followUp(id: string): Promise<(LockedRow<CareFollowUp> & { readonly regionId: string }) | null>;
  /** A visit or an answer is asked about once: a second time writes nothing. */
  owe(followUps: readonly CareFollowUp[]): Promise<void>;
  save(followUp: CareFollowUp, step: KeptFollowUpStep): Promise<void>;
  /** Visits that took place on these days and are not asked about; `ofIdleWorkers`: of workers alone of whom none is. */
  visitsBetween(from: CivilDay, to: CivilDay, ofIdleWorkers: boolean): Promise<readonly VisitForFollowUp[]>;
  /** `care.followUp.ordersPct` of a region on a day. */
  percentOf(regionId: string, day: CivilDay): Promise<number>;
}
