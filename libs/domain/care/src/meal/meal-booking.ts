import type { AccountId, Instant, RegionId, SeniorId } from '@silverbell/kernel';
import type { EconomicClass, MealBookingState, MealMeans, MealStep, MealTaker } from '@silverbell/vocabulary';
import type { CivilDay } from '../calendar/civil-day.js';

/** Who acts on a booking: the office that runs the point, the emergency desk, a contact, a reader, the clock. */
export const MEAL_ROLES = ['point', 'desk', 'contact', 'reader', 'clock'] as const;
export type MealRole = (typeof MEAL_ROLES)[number];
export interface MealActor {
  readonly role: MealRole;
  readonly id: AccountId | null;
}

/** Where meals are served or sent from. Times are `HH:MM` in the region's zone. */
export interface MealPoint {
  readonly id: string;
  readonly regionId: RegionId;
  readonly facilityId: string | null;
  readonly name: string;
  readonly opens: string;
  readonly closes: string;
  /** The last time of the day itself at which a meal may be booked. */
  readonly bookBy: string;
  readonly priceFen: number;
  /** What the public adds, by economic class; never more than the price. */
  readonly subsidies: readonly { readonly economicClass: EconomicClass; readonly fen: number }[];
  readonly menu: string | null;
  readonly active: boolean;
  readonly version: number;
  readonly changedBy: AccountId | null;
}

/** One meal of one person on one day; its price is frozen when it is booked. */
export interface MealBooking {
  readonly id: string;
  readonly version: number;
  readonly state: MealBookingState;
  readonly seniorId: SeniorId;
  readonly mealPointId: string;
  readonly regionId: RegionId;
  readonly on: CivilDay;
  readonly opensAt: Instant;
  readonly closesAt: Instant;
  readonly priceFen: number;
  readonly subsidyFen: number;
  readonly taken: {
    readonly at: Instant;
    readonly means: MealMeans;
    readonly by: MealTaker;
    /** She came herself, or took it at her door (CR-59). */
    readonly inPerson: boolean;
  } | null;
  /** Delivered, and found untouched later. */
  readonly untouched: boolean;
}

interface Fact<Type extends MealStep> {
  readonly type: Type;
  readonly at: Instant;
  readonly by: MealActor;
}
export type MealEvent =
  | (Fact<'booked'> & { readonly booking: Omit<MealBooking, 'version'> })
  | (Fact<'attended'> & { readonly taken: NonNullable<MealBooking['taken']> })
  | (Fact<'refused'> & { readonly untouched: boolean })
  | Fact<'not-fetched' | 'cancelled'>;

export type MealCommand =
  | { readonly type: 'attend'; readonly at: Instant; readonly means: MealMeans; readonly by: MealTaker }
  | { readonly type: 'refuse'; readonly untouched: boolean }
  | { readonly type: 'cancel' }
  | { readonly type: 'close' };
export type MealCommandType = MealCommand['type'];
