import type { ReinstateReason, SuspendReason } from '@silverbell/vocabulary';
import type { AccountId, HelperId, IncidentId, Instant, RegionId, TextId } from '@silverbell/kernel';

export interface Reinstatement {
  readonly reason: ReinstateReason;
  readonly note: TextId | null;
  readonly by: AccountId;
  readonly at: Instant;
  /** The idempotency key of the command, so that a retry gets its answer and no refusal. */
  readonly key: string | null;
}

export interface Suspension {
  readonly id: string;
  readonly reason: SuspendReason;
  readonly note: TextId | null;
  /** `null`: on file before there was a book of it. */
  readonly by: AccountId | null;
  readonly at: Instant;
  readonly key: string | null;
  readonly lifted: Reinstatement | null;
}

/** Whether a helper may go at all. */
export interface HelperStatus {
  readonly helperId: HelperId;
  readonly regionId: RegionId;
  /** Her own login. */
  readonly accountId: AccountId | null;
  /** The newest one, lifted or not. */
  readonly last: Suspension | null;
}

export interface NoteToKeep {
  readonly id: TextId;
  readonly body: string;
}

export interface HelperStatusTransaction {
  /** Locks her row; `null`: no helper has this id. */
  lock(helperId: HelperId): Promise<HelperStatus | null>;
  /** From the commit on she is no candidate, cannot accept, and is off duty. */
  suspend(helperId: HelperId, suspension: Suspension, note: NoteToKeep | null): Promise<void>;
  reinstate(helperId: HelperId, suspension: Suspension, note: NoteToKeep | null): Promise<void>;
}

/** Who is suspended, and where that has not taken effect yet. */
export interface HelperStatusStore {
  transaction<T>(work: (tx: HelperStatusTransaction) => Promise<T>): Promise<T>;
  /** Open incidents in which a suspended helper still has an open offer or a live assignment. */
  unsettled(limit: number): Promise<readonly { readonly helperId: HelperId; readonly incidentId: IncidentId }[]>;
}
