import { CARE_CALL_ANSWERS, CARE_CALL_RESULTS, CARE_CALL_STATES, CARE_CALL_STEPS } from '@silverbell/vocabulary';
import { z } from 'zod';
import { freeText, id, isoDate, isoInstant, person } from './shared.js';

const [spoken, seen, ...misses] = CARE_CALL_RESULTS;

/** Without a state and without a day: what is open, the longest due first. */
export const careCallQuery = z.strictObject({
  ...{ regionId: id.optional(), seniorId: id.optional(), state: z.enum(CARE_CALL_STATES).optional() },
  on: isoDate.optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});
/** `spoken` means that she answered and was recognised: a sign of life of hers (CR-09). */
export const recordCareCallRequest = z.strictObject({ result: z.enum(CARE_CALL_RESULTS), note: freeText.optional() });
export const askCareContactRequest = z.strictObject({ answer: z.enum(CARE_CALL_ANSWERS), note: freeText.optional() });
export const askCareCallHelpRequest = z.strictObject({ note: freeText.optional() });

export const careCallOnWire = z.object({
  ...{ id, version: z.int(), state: z.enum(CARE_CALL_STATES), planId: id.nullable(), seniorId: id, regionId: id },
  /** The missed visit after which a person at high risk is called (CR-37); `null`: a call of a plan. */
  orderId: id.nullable(),
  /** Masked for those who only read. */
  senior: person,
  on: isoDate,
  /** The day by whose end it is done; of a warning the day on which it was raised. */
  dueOn: isoDate,
  /** When she likes to be called; after a missed visit from when until when she is called. */
  ...{ startTime: z.string(), endTime: z.string() },
  tries: z.array(z.object({ at: isoInstant, result: z.enum(misses) })),
  contact: z.object({ at: isoInstant, answer: z.enum(CARE_CALL_ANSWERS) }).nullable(),
  reached: z.object({ at: isoInstant, way: z.enum([spoken, seen]), servedBy: id.nullable() }).nullable(),
  helpAskedAt: isoInstant.nullable(),
  incidentId: id.nullable(),
  allowedActions: z.array(z.string()),
});
export type CareCallOnWire = z.infer<typeof careCallOnWire>;
export const careCallPage = z.object({ items: z.array(careCallOnWire), nextCursor: z.string().nullable() });
export const careCallWithTrail = careCallOnWire.extend({
  trail: z.array(
    z.object({
      type: z.enum(CARE_CALL_STEPS),
      at: isoInstant,
      by: person.nullable(),
      note: z.string().nullable(),
    }),
  ),
});
