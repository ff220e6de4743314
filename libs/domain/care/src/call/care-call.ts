import type { AccountId, Instant, SeniorId } from '@silverbell/kernel';
import type { CareCallAnswer, CareCallResult, CareCallState, CareCallStep } from '@silverbell/vocabulary';
import type { CivilDay } from '../calendar/civil-day.js';

/** The item of the catalogue whose plans are called and not visited (CR-15, CR-29). */
export const CARE_CALL_ITEM = 'care-call';
/** CR-29: after two tries without her the contact is asked. */
export const TRIES_BEFORE_CONTACT = 2;

export type PlanKind = 'visits' | 'calls' | 'mixed';
/** A worker at the door makes no telephone call: a plan is of one or of the other. */
export const planKindOf = (items: readonly string[]): PlanKind => {
  if (!items.includes(CARE_CALL_ITEM)) return 'visits';
  return items.every((code) => code === CARE_CALL_ITEM) ? 'calls' : 'mixed';
};

/** The contact knows why she does not answer. It ends the call, and is no sign of life of hers. */
export const explains = (answer: CareCallAnswer): boolean => answer === 'with-her' || answer === 'knows-where';

/** Who acts on a call: an office or the hotline that makes it, a reader, the clock. */
export const CARE_CALL_ROLES = ['caller', 'reader', 'clock'] as const;
export type CareCallRole = (typeof CARE_CALL_ROLES)[number];
export interface CareCallActor {
  readonly role: CareCallRole;
  /** `null`: the clock. */
  readonly id: AccountId | null;
}

export type CareCallWay = Extract<CareCallResult, 'spoken' | 'seen'>;
export type CareCallMiss = Exclude<CareCallResult, CareCallWay>;

/** One call of one person on one day (CR-29). */
export interface CareCall {
  readonly id: string;
  readonly version: number;
  readonly state: CareCallState;
  /** `null`: not of a plan, but after a missed visit. */
  readonly planId: string | null;
  /** The missed visit (CR-37); left out in calls of a plan. */
  readonly orderId?: string;
  readonly seniorId: SeniorId;
  readonly day: CivilDay;
  /**
   * When she likes to be called, `HH:MM` in the region's zone; a call at another time of that day counts as well. After a missed visit from when
   * until when she is called.
   */
  readonly starts: string;
  readonly ends: string;
  readonly tries: readonly { readonly at: Instant; readonly result: CareCallMiss }[];
  /** What her contact said last. */
  readonly contact: { readonly at: Instant; readonly answer: CareCallAnswer } | null;
  readonly reached: { readonly at: Instant; readonly way: CareCallWay; readonly servedBy: string | null } | null;
  readonly helpAskedAt: Instant | null;
  /** Its own day; of a warning the day on which it was raised (CR-61: called or seen that day). */
  readonly dueOn: CivilDay;
}

interface Fact<Type extends CareCallStep> {
  readonly type: Type;
  readonly at: Instant;
  readonly by: CareCallActor;
}
export type CareCallEvent =
  | (Fact<'planned'> & { readonly call: Omit<CareCall, 'version'> })
  /** `servedBy`: the call or the visit of another day that reached her. */
  | (Fact<'reached'> & { readonly way: CareCallWay; readonly servedBy: string | null })
  | (Fact<'tried'> & { readonly result: CareCallMiss; readonly asksContact: boolean })
  | (Fact<'contact-asked'> & { readonly answer: CareCallAnswer; readonly warnsOn: CivilDay | null })
  | Fact<'help-asked' | 'missed' | 'cancelled'>;

export type CareCallCommand =
  | { readonly type: 'record'; readonly result: CareCallResult }
  | { readonly type: 'ask-contact'; readonly answer: CareCallAnswer }
  /** The emergency side is asked to knock (CR-09). */
  | { readonly type: 'ask-help' }
  /** She was reached by a later call. */
  | { readonly type: 'serve'; readonly by: string; readonly way: CareCallWay }
  | { readonly type: 'close' }
  | { readonly type: 'cancel' };
export type CareCallCommandType = CareCallCommand['type'];
