import type { AccountId, HelperId, Instant, RegionId, SeniorId } from '@silverbell/kernel';
import type {
  CheckInProof,
  CheckInReason,
  InterruptReason,
  OrderAlarm,
  OrderChannel,
  OrderMark,
  OrderSource,
  OrderStep,
  OrderVoice,
  RatingValue,
  ReviewDecision,
  ServiceOrderState,
} from '@silverbell/vocabulary';
import type { CivilDay } from '../calendar/civil-day.js';

/** Who acts on an order (CR-30), as far as the table tells them apart. */
export const ORDER_ROLES = [
  'provider',
  'worker',
  'senior',
  'contact',
  'follow-up',
  'operator',
  'community',
  'township',
  'clock',
  /** The township, where the provider did not replace a worker in time (CR-51). */
  'stand-in',
  /** Sees orders and acts on none. */
  'reader',
] as const;
export type OrderRole = (typeof ORDER_ROLES)[number];

export interface OrderActor {
  readonly role: OrderRole;
  /** `null`: the clock. */
  readonly id: AccountId | null;
  /** Of a contact: may decide for her, which accepting a price takes (CR-34). */
  readonly mayDecide?: boolean;
}

/** Coming or going, with what shows it (CR-32). */
export interface CheckIn {
  readonly at: Instant;
  /** When the server had it. */
  readonly receivedAt: Instant;
  readonly proof: CheckInProof;
  readonly reason: CheckInReason | null;
}

/** An item that costs by the time or the meal, as it was quoted (CR-34). */
export interface QuotedItem {
  readonly code: string;
  /** 1 or more. */
  readonly count: number;
  /** Of one, as the catalogue of her region had it for the day of the visit. */
  readonly priceFen: number;
}

/** A price for minutes beyond the entitlement and for items without an hourly rate (CR-34); frozen when it is made (CR-16). */
export interface Quote {
  readonly extraMinutes: number;
  /** Left out in quotes from before items were quoted. */
  readonly items?: readonly QuotedItem[];
  readonly rateFenPerHour: number;
  readonly amountFen: number;
  readonly quotedAt: Instant;
  readonly acceptedAt: Instant | null;
}

export interface Rating {
  readonly value: RatingValue;
  readonly by: OrderVoice;
  readonly channel: OrderChannel;
  readonly at: Instant;
  readonly account: AccountId | null;
}

/** One visit by one worker (two, where an item needs two) to one senior (CR-29). */
export interface ServiceOrder {
  readonly id: string;
  readonly version: number;
  readonly state: ServiceOrderState;
  readonly source: OrderSource;
  readonly seniorId: SeniorId;
  readonly regionId: RegionId;
  /** `null`: no provider has it yet. */
  readonly providerId: string | null;
  readonly planId: string | null;
  /** The order that this one makes up for. */
  readonly madeUpFor: string | null;
  readonly day: CivilDay;
  readonly items: readonly string[];
  readonly plannedStart: Instant;
  readonly plannedEnd: Instant;
  readonly workerId: HelperId | null;
  readonly secondWorkerId: HelperId | null;
  /** The clock told the provider that nobody is there. */
  readonly lateAt: Instant | null;
  /** Stays when a start is uploaded afterwards. */
  readonly missedAt: Instant | null;
  readonly checkIn: CheckIn | null;
  readonly checkOut: CheckIn | null;
  /** The worker before a door that stayed shut: no visit, and no minutes. Left out in orders from before this was kept. */
  readonly atDoor?: CheckIn;
  readonly interruptedBy: InterruptReason | null;
  readonly finishedAt: Instant | null;
  /** Codes of what the worker reported as done (CR-35); left out in visits that ended before this was kept. */
  readonly doneItems?: readonly string[];
  readonly quote: Quote | null;
  readonly marks: readonly OrderMark[];
  readonly review: ReviewDecision | null;
  readonly confirmation: { readonly by: OrderVoice; readonly channel: OrderChannel; readonly at: Instant } | null;
  readonly rating: Rating | null;
}

interface Fact<Type extends OrderStep> {
  readonly type: Type;
  readonly at: Instant;
  readonly by: OrderActor;
  /** A code, or `null`; words are kept under the key of the senior beside it. */
  readonly reason: string | null;
}

export type OrderEvent =
  | (Fact<'planned'> & { readonly order: Omit<ServiceOrder, 'version'> })
  | (Fact<'assigned'> & { readonly workerId: HelperId; readonly secondWorkerId: HelperId | null })
  | (Fact<'started'> & { readonly checkIn: CheckIn; readonly marks: readonly OrderMark[] })
  | (Fact<'finished'> & {
      readonly checkOut: CheckIn;
      readonly marks: readonly OrderMark[];
      readonly items: readonly string[];
    })
  /** `atDoor` is left out in facts from before it was kept. */
  | (Fact<'no-entry'> & { readonly atDoor?: CheckIn })
  | (Fact<'interrupted'> & { readonly checkOut: CheckIn; readonly why: InterruptReason })
  | (Fact<'alarm-raised'> & { readonly code: OrderAlarm; readonly fire: boolean })
  | (Fact<'confirmed' | 'disputed'> & { readonly voice: OrderVoice; readonly channel: OrderChannel })
  | (Fact<'settled'> & { readonly upheld: boolean })
  | (Fact<'reviewed'> & { readonly decision: ReviewDecision })
  | (Fact<'quoted'> & { readonly quote: Quote })
  | (Fact<'rated'> & { readonly rating: Rating; readonly counts: boolean })
  | (Fact<'moved'> & { readonly regionId: RegionId; readonly providerId: string | null })
  | Fact<
      | 'declined'
      | 'returned'
      | 'reported-late'
      | 'missed'
      | 'confirmed-silent'
      | 'quote-accepted'
      | 'cancelled'
      | 'voided'
    >;

/** The days of a time that a phone says (CR-32). */
export interface UploadDays {
  /** Its civil day in the region's zone. */
  readonly day: CivilDay;
  /** Working days that began since then, today included. */
  readonly workingDaysSince: number;
}

/** What somebody wants of an order that exists. */
export type OrderCommand =
  | {
      readonly type: 'assign';
      readonly workerId: HelperId;
      readonly secondWorkerId: HelperId | null;
      /** All that stands against it, in the order of {@link blocksOf}. */
      readonly blocks: readonly string[];
    }
  | { readonly type: 'decline' }
  | { readonly type: 'return'; readonly reason: string }
  | { readonly type: 'report-late' }
  | { readonly type: 'miss' }
  /** She lives in another region now; `providerId`: who has a contract there; `null`: not settled. */
  | { readonly type: 'move'; readonly regionId: RegionId; readonly providerId: string | null }
  | {
      readonly type: 'start';
      readonly at: Instant;
      readonly proof: CheckInProof;
      readonly reason: CheckInReason | null;
      readonly when: UploadDays;
    }
  | {
      readonly type: 'finish';
      readonly at: Instant;
      /** What was done. */
      readonly items: readonly string[];
      readonly proof: CheckInProof;
      readonly reason: CheckInReason | null;
      readonly when: UploadDays;
    }
  | { readonly type: 'no-entry'; readonly proof: CheckInProof }
  | { readonly type: 'interrupt'; readonly reason: InterruptReason }
  | { readonly type: 'alarm'; readonly code: OrderAlarm; readonly fire: boolean }
  | {
      readonly type: 'confirm' | 'dispute';
      readonly voice: OrderVoice;
      readonly channel: OrderChannel;
      /** She signed on the worker's phone (CR-36). */
      readonly signed?: boolean;
    }
  | { readonly type: 'confirm-silently' }
  | { readonly type: 'settle'; readonly upheld: boolean }
  /** Why it is refused is said in words, which are kept beside the fact. */
  | { readonly type: 'review'; readonly decision: ReviewDecision; readonly hasReason: boolean }
  | {
      readonly type: 'quote';
      readonly extraMinutes: number;
      readonly rateFenPerHour: number;
      readonly items: readonly QuotedItem[];
    }
  | {
      readonly type: 'accept-quote';
      readonly voice: OrderVoice;
      readonly channel: OrderChannel;
      /** Of a contact who said so in a call: may decide for her. */
      readonly mayDecide: boolean;
      /** She signed on the worker's phone (CR-36). */
      readonly signed?: boolean;
    }
  | { readonly type: 'rate'; readonly value: RatingValue; readonly voice: OrderVoice; readonly channel: OrderChannel }
  | { readonly type: 'cancel'; readonly reason: string }
  | { readonly type: 'void'; readonly reason: string | null };
export type OrderCommandType = OrderCommand['type'];

/** Dated settings that orders are judged by; minutes and hours. */
export interface OrderLimits {
  readonly lateAfterMin: number;
  readonly missedAfterMin: number;
  readonly tooShortMin: number;
  readonly uploadWithinMin: number;
  readonly backEntryWorkingDays: number;
  readonly silentAfterDays: number;
  /** A clock of a phone may be ahead of ours by this much. */
  readonly clockAheadMin: number;
}

/** CR-30, CR-32, CR-36, CR-37. */
export const DEFAULT_ORDER_LIMITS: OrderLimits = {
  lateAfterMin: 30,
  missedAfterMin: 90,
  tooShortMin: 10,
  uploadWithinMin: 1_440,
  backEntryWorkingDays: 2,
  silentAfterDays: 3,
  clockAheadMin: 5,
};
