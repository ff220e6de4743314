import type {
  CivilDay,
  Complaint,
  ComplaintEvent,
  ComplaintWindow,
  CountedComplaint,
  CountedRating,
  GraveComplaint,
  Verification,
  VerificationEvent,
} from '@silverbell/care';
import type { AccountId, HelperId, HomeId, IdSource, Instant, RegionId, SeniorId } from '@silverbell/kernel';
import type { LockedRow, RegistryStore } from '../../ports/registry-write.js';
import type { FollowUpTransaction } from '../follow-ups/port.js';
import type { OrderTransaction } from '../orders/port.js';
import type { KnowsParties } from '../own-affair.js';

/** A visit as a complaint about it needs it. */
export interface VisitComplainedAbout {
  readonly seniorId: SeniorId;
  readonly workerIds: readonly HelperId[];
  readonly providerId: string | null;
}

/** Until when something that begins today is done, and which complaints count together. */
export interface QualityTerms {
  readonly acknowledgeDue: CivilDay;
  readonly answerDue: CivilDay;
  readonly decideDue: CivilDay;
  readonly replaceDue: CivilDay;
  readonly window: ComplaintWindow;
}

/** What was said, in words; kept under the key of the senior. */
export interface ComplaintTexts {
  readonly by: string;
  readonly text: string;
}

export interface KeptComplaintStep {
  readonly id: string;
  readonly event: ComplaintEvent;
  readonly note: string | null;
}
export interface KeptVerificationStep {
  readonly id: string;
  readonly event: VerificationEvent;
  readonly note: string | null;
}

export interface QualityTransaction extends KnowsParties {
  /** Orders in the same transaction. */
  readonly orders: OrderTransaction;
  /** What is asked afterwards, in the same transaction (CR-53). */
  readonly followUps: FollowUpTransaction;
  /** Later counts of the same worker wait. */
  lock(workerId: string): Promise<void>;
  terms(regionId: string, today: CivilDay): Promise<QualityTerms>;
  visit(orderId: string): Promise<VisitComplainedAbout | null>;
  senior(id: string): Promise<{ readonly homeId: HomeId; readonly regionId: RegionId } | null>;
  worker(id: string): Promise<{ readonly providerId: string; readonly regionId: RegionId } | null>;
  complaint(id: string): Promise<LockedRow<Complaint> | null>;
  /** Those that wait to be acknowledged or answered; locked. */
  openComplaints(): Promise<readonly Complaint[]>;
  insertComplaint(complaint: Complaint, words: ComplaintTexts, step: KeptComplaintStep): Promise<void>;
  saveComplaint(complaint: Complaint, by: AccountId, steps: readonly KeptComplaintStep[]): Promise<void>;
  /** Those that count and came in after the last closing of a verification of hers. */
  countedComplaints(workerId: string): Promise<readonly CountedComplaint[]>;
  /** The ratings that count of her orders, said after the last closing. */
  countedRatings(workerId: string): Promise<readonly CountedRating[]>;
  verification(id: string): Promise<LockedRow<Verification> | null>;
  openVerification(workerId: string): Promise<Verification | null>;
  /** Those that are not closed; locked. */
  openVerifications(): Promise<readonly Verification[]>;
  /** Those in which the order waits for another worker. */
  waitingFor(orderId: string): Promise<readonly Verification[]>;
  insertVerification(verification: Verification, step: KeptVerificationStep): Promise<void>;
  saveVerification(
    verification: Verification,
    by: AccountId | null,
    steps: readonly KeptVerificationStep[],
  ): Promise<void>;
  /** What was said of her so far counts no more. */
  restartCounts(verification: Pick<Verification, 'id' | 'workerId'>): Promise<void>;
  /** Of these complaints and orders. */
  seniorsOf(cause: Pick<Verification, 'complaintIds' | 'orderIds'>): Promise<readonly SeniorId[]>;
  /** Everyone she has, or had, an order with. */
  seniorsServedBy(workerId: string): Promise<readonly SeniorId[]>;
  /** She is not assigned to them again (CR-51). */
  replace(workerId: string, seniorIds: readonly SeniorId[], at: Instant): Promise<void>;
  /** At once, if she is not suspended already; in the book of suspensions by the account that took the complaint down. */
  suspendWorker(workerId: string, suspension: WorkerSuspension): Promise<void>;
}

export interface WorkerSuspension {
  readonly id: string;
  readonly reason: GraveComplaint;
  readonly by: AccountId;
  /** By the real clock, as every suspension. */
  readonly at: Instant;
}

export interface QualityDeps {
  readonly quality: RegistryStore<QualityTransaction>;
  readonly newId: IdSource;
  /** IANA zone of the regions. */
  readonly timeZone: string;
}
