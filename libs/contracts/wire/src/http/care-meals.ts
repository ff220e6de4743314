import { ECONOMIC_CLASSES, MEAL_BOOKING_STATES, MEAL_MEANS, MEAL_TAKERS } from '@silverbell/vocabulary';
import { z } from 'zod';
import { clockTime, freeText, givenId, id, isoDate, isoInstant, person, shortText } from './shared.js';

const fen = z.int().min(0).max(100_000);
const subsidies = z
  .array(z.strictObject({ economicClass: z.enum(ECONOMIC_CLASSES), fen }))
  .max(ECONOMIC_CLASSES.length);

const point = {
  name: shortText,
  facilityId: id.nullish(),
  opens: clockTime,
  closes: clockTime,
  /** The last time of the day itself at which a meal may be booked. */
  bookBy: clockTime,
  priceFen: fen,
  subsidies,
  menu: freeText.nullish(),
};
export const createMealPointRequest = z.strictObject({
  ...{ id: givenId.optional(), regionId: id, ...point },
  bookBy: clockTime.default('09:00'),
  subsidies: subsidies.default([]),
});
export const changeMealPointRequest = z.strictObject({ ...point, active: z.boolean() }).partial();
export const mealPointOnWire = z.object({
  ...{ id, regionId: id, facilityId: id.nullable(), name: z.string(), opens: z.string(), closes: z.string() },
  ...{ bookBy: z.string(), priceFen: z.int(), menu: z.string().nullable(), active: z.boolean(), version: z.int() },
  subsidies: z.array(z.object({ economicClass: z.enum(ECONOMIC_CLASSES), fen: z.int() })),
});
export const mealPointPage = z.object({ items: z.array(mealPointOnWire), nextCursor: z.string().nullable() });
export const mealPointQuery = z.strictObject({
  regionId: id.optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});

export const createMealBookingRequest = z.strictObject({
  id: givenId.optional(),
  seniorId: id,
  mealPointId: id,
  on: isoDate,
});
export const mealBookingQuery = z.strictObject({
  ...{ regionId: id.optional(), seniorId: id.optional(), mealPointId: id.optional() },
  state: z.enum(MEAL_BOOKING_STATES).optional(),
  /** Civil days, both included. */
  from: isoDate.optional(),
  to: isoDate.optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});
/** Who took it: she herself came, or took it at her door (`inPerson`), or another person fetched it for her. */
export const attendMealRequest = z
  .strictObject({
    at: isoInstant.optional(),
    means: z.enum(MEAL_MEANS).default('name-list'),
    inPerson: z.boolean().optional(),
    by: z.enum(MEAL_TAKERS).optional(),
    note: freeText.optional(),
  })
  .refine(({ inPerson, by }) => inPerson !== undefined || by !== undefined, { path: ['inPerson'] })
  .refine(({ inPerson, by }) => inPerson === undefined || by === undefined || inPerson === (by === 'senior'), {
    path: ['by'],
  });
export const refuseMealRequest = z.strictObject({
  /** Delivered, and found untouched later. */
  untouched: z.boolean().default(false),
  note: freeText.optional(),
});
export const cancelMealRequest = z.strictObject({ reason: freeText.optional() });

export const mealBookingOnWire = z.object({
  ...{ id, version: z.int(), state: z.enum(MEAL_BOOKING_STATES), seniorId: id, regionId: id, mealPointId: id },
  /** Masked for those who only read. */
  senior: person,
  mealPoint: person,
  on: isoDate,
  opensAt: isoInstant,
  closesAt: isoInstant,
  /** Frozen when the meal was booked. */
  ...{ priceFen: z.int(), subsidyFen: z.int(), payFen: z.int() },
  attendedAt: isoInstant.nullable(),
  means: z.enum(MEAL_MEANS).nullable(),
  by: z.enum(MEAL_TAKERS).nullable(),
  inPerson: z.boolean().nullable(),
  untouched: z.boolean(),
  allowedActions: z.array(z.string()),
});
export type MealBookingOnWire = z.infer<typeof mealBookingOnWire>;
export const mealBookingPage = z.object({ items: z.array(mealBookingOnWire), nextCursor: z.string().nullable() });
