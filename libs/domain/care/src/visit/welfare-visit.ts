import type { AccountId, Instant, RegionId, SeniorId } from '@silverbell/kernel';
import type {
  CareCallAnswer,
  CheckInProof,
  CheckInReason,
  OrderMark,
  VisitCause,
  VisitExcuse,
  VisitFrequency,
  VisitLevel,
  VisitRisk,
  VisitWay,
  WelfareVisitState,
  WelfareVisitStep,
} from '@silverbell/vocabulary';
import type { CivilDay } from '../calendar/civil-day.js';
import type { UploadDays } from '../order/order.js';

/** Who acts on a visit: the office that owes it, the office above, a reader, the clock. */
export const VISIT_ROLES = ['owner', 'superior', 'reader', 'clock'] as const;
export type VisitRole = (typeof VISIT_ROLES)[number];
export interface VisitActor {
  readonly role: VisitRole;
  readonly id: AccountId | null;
}

/** How the person was met, with what shows it (CR-56). */
export interface Meeting {
  readonly at: Instant;
  readonly receivedAt: Instant;
  readonly way: VisitWay;
  readonly proof: CheckInProof;
  readonly reason: CheckInReason | null;
}

/** One visit that is owed to one person within a period (CR-55). What was found there lies sealed beside it. */
export interface WelfareVisit {
  readonly id: string;
  readonly version: number;
  readonly state: WelfareVisitState;
  readonly level: VisitLevel;
  readonly cause: VisitCause;
  readonly frequency: VisitFrequency;
  readonly risk: VisitRisk;
  readonly seniorId: SeniorId;
  readonly regionId: RegionId;
  /** Civil days of the period, both included. */
  readonly from: CivilDay;
  readonly to: CivilDay;
  /** The first empty visit. */
  readonly emptyAt: Instant | null;
  readonly retryBy: Instant | null;
  /** What her contact said of an empty visit last; left out where none was asked. */
  readonly contact?: { readonly at: Instant; readonly answer: CareCallAnswer };
  /** When the emergency side was asked. */
  readonly concernAt: Instant | null;
  readonly meeting: Meeting | null;
  readonly marks: readonly OrderMark[];
  /** Another visit of this level that served this obligation as well (CR-57). */
  readonly servedBy: string | null;
  readonly excuse: { readonly reason: VisitExcuse; readonly from: CivilDay; readonly to: CivilDay } | null;
  /** Stays when a visit is uploaded afterwards. */
  readonly missedAt: Instant | null;
  /** It was stated why, in words that lie beside the fact. */
  readonly missExplained: boolean;
}

interface Fact<Type extends WelfareVisitStep> {
  readonly type: Type;
  readonly at: Instant;
  readonly by: VisitActor;
  readonly reason: string | null;
}
export type VisitEvent =
  | (Fact<'planned'> & { readonly visit: Omit<WelfareVisit, 'version'> })
  | (Fact<'done'> & {
      readonly meeting: Meeting;
      readonly marks: readonly OrderMark[];
      readonly servedBy: string | null;
    })
  | (Fact<'found-empty'> & { readonly retryBy: Instant; readonly asksForHelp: boolean })
  | (Fact<'contact-asked'> & { readonly answer: CareCallAnswer })
  | (Fact<'excused'> & { readonly excuse: NonNullable<WelfareVisit['excuse']> })
  | (Fact<'missed'> & { readonly explained: boolean })
  | (Fact<'moved'> & { readonly regionId: RegionId })
  | (Fact<'planned-again'> & { readonly regionId: RegionId; readonly risk: VisitRisk })
  | Fact<'no-news' | 'miss-explained' | 'cancelled'>;

/** What came before, which some rules ask for. */
export interface VisitsBefore {
  /** In the last period of this level in which she was met, she was met by telephone alone. */
  readonly lastWasCall: boolean;
  /** How many periods of this level right before this one were excused; days count by their week. */
  readonly excusedRunning: number;
}

export type VisitCommand =
  | {
      readonly type: 'done';
      readonly at: Instant;
      /** The person was seen, or spoken with and recognised; `false`: 空访. */
      readonly met: boolean;
      readonly way: VisitWay;
      readonly recognised: boolean;
      readonly proof: CheckInProof;
      readonly reason: CheckInReason | null;
      readonly when: UploadDays;
      readonly before: VisitsBefore;
    }
  | {
      readonly type: 'excuse';
      readonly reason: VisitExcuse;
      readonly from: CivilDay;
      readonly to: CivilDay;
      readonly before: VisitsBefore;
    }
  /** Why is said in words, kept beside the fact. */
  | { readonly type: 'miss' }
  /** The period is over; `absent`: she was away or in hospital on every day of it. */
  | { readonly type: 'close'; readonly absent: VisitExcuse | null; readonly before: VisitsBefore }
  /** She was not met: her contact is asked, and the answer taken down (CR-56). */
  | { readonly type: 'ask-contact'; readonly answer: CareCallAnswer }
  /** The time to try again is over, and nothing was heard of her. */
  | { readonly type: 'no-news' }
  /** She lives in another region now: its office owes the visit (CR-22). */
  | { readonly type: 'move'; readonly regionId: RegionId }
  | { readonly type: 'serve'; readonly by: string; readonly meeting: Meeting }
  | { readonly type: 'cancel'; readonly reason: string }
  /** What it was cancelled for came to its end within the period, and she is owed it again (CR-55). */
  | { readonly type: 'plan-again'; readonly regionId: RegionId; readonly risk: VisitRisk };
export type VisitCommandType = VisitCommand['type'];

/** Hours within which an empty visit is tried again (CR-56). */
export const RETRY_WITHIN_H = 24;
/** An absence excuses so many visits running; then a call is owed (CR-56). */
export const EXCUSED_RUNNING_AT_MOST = 2;
