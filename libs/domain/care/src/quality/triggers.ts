import { hours, type Instant } from '@silverbell/kernel';
import type { RatingValue } from '@silverbell/vocabulary';
import { addDays, type CivilDay } from '../calendar/civil-day.js';

/** A complaint about one worker, as the rule counts it. */
export interface CountedComplaint {
  readonly id: string;
  readonly receivedOn: CivilDay;
  /** Whose visit it is about, from which home: two of one household about one visit count once. */
  readonly orderId: string | null;
  readonly homeId: string | null;
}

/** The rating that counts of one order (CR-49). */
export interface CountedRating {
  readonly orderId: string;
  readonly value: RatingValue;
  readonly at: Instant;
  /** Its place among all that was said: two at one instant are told apart by it. */
  readonly seq: number;
}

export const COMPLAINT_WINDOWS = ['rolling-30d', 'calendar-month'] as const;
export type ComplaintWindow = (typeof COMPLAINT_WINDOWS)[number];

const WINDOW_DAYS = 30;
const WEEK = hours(7 * 24);

/**
 * CR-50 (a): the distinct complaints in the window that ends with the day of the newest, if they are as many as take a verification.
 * `null`: too few. Those that stopped counting, or lie before the last closing, are not among them.
 */
export function tooManyComplaints(
  complaints: readonly CountedComplaint[],
  newest: CivilDay,
  { window, most }: { readonly window: ComplaintWindow; readonly most: number },
): readonly string[] | null {
  const first = window === 'calendar-month' ? `${newest.slice(0, 8)}01` : addDays(newest, 1 - WINDOW_DAYS);
  const inWindow = complaints.filter(({ receivedOn }) => receivedOn >= first && receivedOn <= newest);
  const distinct = new Set(
    inWindow.map(({ id, orderId, homeId }) => (orderId === null || homeId === null ? id : `${orderId} ${homeId}`)),
  );
  return distinct.size >= most ? inWindow.map(({ id }) => id) : null;
}

/**
 * CR-50 (b): two ratings of 不满意, one right after the other by time and at most a week apart, of any seniors; those that say
 * nothing are passed over. The newest such pair; `null`: there is none.
 */
export function dissatisfiedTwice(ratings: readonly CountedRating[]): readonly [string, string] | null {
  const given = ratings.filter(({ value }) => value !== 'not-rated').sort((a, b) => a.at - b.at || a.seq - b.seq);
  for (let n = given.length - 1; n > 0; n -= 1) {
    const [earlier, later] = [given[n - 1], given[n]];
    if (earlier?.value !== 'dissatisfied' || later?.value !== 'dissatisfied') continue;
    if (later.at - earlier.at <= WEEK) return [earlier.orderId, later.orderId];
  }
  return null;
}
