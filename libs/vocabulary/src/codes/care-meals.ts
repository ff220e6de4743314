/** Where a booked meal stands (CR-59). */
export const MEAL_BOOKING_STATES = ['booked', 'attended', 'not-fetched', 'refused', 'cancelled'] as const;
export type MealBookingState = (typeof MEAL_BOOKING_STATES)[number];

/** How it is known whose meal was taken: never by her face. */
export const MEAL_MEANS = ['card', 'code', 'name-list', 'phone-digits', 'delivery'] as const;
export type MealMeans = (typeof MEAL_MEANS)[number];

/** Who took the meal. */
export const MEAL_TAKERS = ['senior', 'family', 'neighbour', 'helper', 'other'] as const;
export type MealTaker = (typeof MEAL_TAKERS)[number];

/** What happened to a booking; each is a fact of its trail. */
export const MEAL_STEPS = ['booked', 'attended', 'not-fetched', 'refused', 'cancelled'] as const;
export type MealStep = (typeof MEAL_STEPS)[number];
