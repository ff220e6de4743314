import { assertNever } from '@silverbell/kernel';
import type { MealBooking, MealEvent } from './meal-booking.js';

/** One fact later. An unknown fact never commits: there is no default branch. */
export function evolve(booking: MealBooking | null, event: MealEvent): MealBooking {
  if (event.type === 'booked') return { ...event.booking, version: 1 };
  if (booking === null) throw new Error(`the first fact of a meal is ${event.type}`);
  const next = { ...booking, version: booking.version + 1 };
  switch (event.type) {
    case 'attended':
      return { ...next, state: 'attended', taken: event.taken };
    case 'refused':
      return { ...next, state: 'refused', untouched: event.untouched };
    case 'not-fetched':
      return { ...next, state: 'not-fetched' };
    case 'cancelled':
      return { ...next, state: 'cancelled' };
    default:
      return assertNever(event, 'fact of a meal');
  }
}
