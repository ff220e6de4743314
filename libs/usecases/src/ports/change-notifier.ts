import type { Phase, PracticeKind } from '@silverbell/vocabulary';
import type { HelperId, IncidentId, Instant, RegionId, SeniorId } from '@silverbell/kernel';
import type { OutboxRow } from './incident-store.js';

export type ChangeKind = 'cases' | 'outbox' | 'deadlines';

/** What a process that shows incidents must know of a change: that there is one, and who may see it. Ids and codes only. */
export interface ChangedIncident {
  readonly id: IncidentId;
  /** Key of its subject. */
  readonly subject: string;
  readonly version: number;
  readonly phase: Phase;
  readonly open: boolean;
  readonly regionId: RegionId;
  readonly seniorIds: readonly SeniorId[];
  readonly helperIds: readonly HelperId[];
  readonly silent: boolean;
  readonly practice: PracticeKind | null;
  readonly lastChangeAt: Instant;
}

/** Details of a change, so that a subscriber need not read everything; without them it does. */
export interface ChangeDetails {
  readonly cases?: readonly ChangedIncident[];
  readonly channels?: readonly OutboxRow['channel'][];
  /** The incident that changed has nothing due before this. */
  readonly dueAt?: Instant;
}

/** Tells processes and loops that incidents changed. Called after the commit; a notification may be lost, polling is the truth. */
export interface ChangeNotifier {
  notify(what: ChangeKind, news?: ChangeDetails): void;
}
