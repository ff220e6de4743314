import type { Incident, IncidentEvent, LadderChange, LadderEdit, Ladders } from '@silverbell/incidents';
import type { AccountId, Instant, RegionId } from '@silverbell/kernel';
import type { LadderRole } from '@silverbell/vocabulary';

/** The key of a version that goes back to the ladders of the safety case, whatever they are by then. */
export const DEFAULT_LADDERS = 'default';

/** The ladders of a region at some time, and where they come from. */
export interface DatedLadders {
  /** Names these very contents; `null`: the ladders of the safety case, unedited. */
  readonly key: string | null;
  readonly ladders: Ladders;
  /** The region that set them: the nearest one upwards that did. */
  readonly regionId: RegionId | null;
  readonly validFrom: Instant | null;
  readonly draftId: string | null;
}

export type DraftState = 'open' | 'approved' | 'rejected' | 'withdrawn';

/** A proposed edit. Its contents never change: another wish is another draft. */
export interface LadderDraft {
  readonly id: string;
  readonly regionId: RegionId;
  readonly author: AccountId;
  readonly reason: string;
  /** Whole ladders of the classes that differ. */
  readonly edit: LadderEdit;
  /** In words, against what was in force when it was proposed. */
  readonly changes: readonly LadderChange[];
  readonly proposedAt: Instant;
  readonly state: DraftState;
  readonly decidedBy: AccountId | null;
  readonly decidedAt: Instant | null;
  /** Why it was rejected or withdrawn. */
  readonly decision: string | null;
  readonly effectiveAt: Instant | null;
}

export type LadderStepType = 'proposed' | 'dry-run' | 'approved' | 'rejected' | 'withdrawn';
/** The audit trail: appended, never edited. */
export interface LadderStep {
  readonly id: string;
  readonly draftId: string;
  readonly regionId: RegionId;
  readonly type: LadderStepType;
  readonly by: AccountId;
  readonly at: Instant;
  readonly reason: string | null;
  /** Of a dry run and of an approval: what exactly was looked at. Another approved edit makes another fingerprint. */
  readonly fingerprint: string | null;
  /** Of a dry run: how many real incidents it showed. */
  readonly cases: number | null;
}

/** The people who are in a role now, by name. */
export type RolePeople = Readonly<Partial<Record<LadderRole, readonly string[]>>>;

/** One edit at a time in the whole house: an approval sees every approval before it. */
export interface LadderTransaction {
  /** The last version this region will have, scheduled ones included: what an edit is made against. */
  newest(regionId: RegionId): Promise<DatedLadders>;
  /** When the region's own newest version takes effect. */
  lastOwnChange(regionId: RegionId): Promise<Instant | null>;
  draft(id: string): Promise<LadderDraft | null>;
  openDrafts(regionId: RegionId): Promise<readonly LadderDraft[]>;
  /** What this person saw last of this draft. */
  lastDryRun(draftId: string, by: AccountId): Promise<LadderStep | null>;
  add(draft: LadderDraft): Promise<void>;
  decide(draft: LadderDraft): Promise<void>;
  /** From then on incidents of the region are raised on these. */
  publish(
    version: DatedLadders & { readonly key: string; readonly regionId: RegionId; readonly validFrom: Instant },
  ): Promise<void>;
  append(step: LadderStep): Promise<void>;
}

export interface LadderStore {
  transaction<T>(work: (tx: LadderTransaction) => Promise<T>): Promise<T>;
  inForce(regionId: RegionId, now: Instant): Promise<DatedLadders>;
  /** Of this region itself, oldest first. */
  versions(regionId: RegionId): Promise<readonly DatedLadders[]>;
  draft(id: string): Promise<LadderDraft | null>;
  /** Latest first. */
  drafts(regionId: RegionId): Promise<readonly LadderDraft[]>;
  steps(draftId: string): Promise<readonly LadderStep[]>;
  /** Incidents raised since in the region and below it, with their log, latest first. */
  incidentsSince(
    regionId: RegionId,
    since: Instant,
    limit: number,
  ): Promise<
    readonly { readonly number: number; readonly incident: Incident; readonly events: readonly IncidentEvent[] }[]
  >;
  peopleIn(regionId: RegionId): Promise<RolePeople>;
}
