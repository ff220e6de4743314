import {
  CARE_CALL_ANSWERS,
  CHECK_IN_PROOFS,
  CHECK_IN_REASONS,
  CONDITIONS,
  MARKS_OF_ORDER,
  RECOGNISED_BY,
  VISIT_CAUSES,
  VISIT_DEVICE_TESTS,
  VISIT_EXCUSES,
  VISIT_FOODS,
  VISIT_FREQUENCIES,
  VISIT_LEVELS,
  VISIT_MOODS,
  VISIT_PROVIDER_QUALITY,
  VISIT_RISKS,
  VISIT_SAFETY,
  VISIT_WARMTH,
  VISIT_WAYS,
  WELFARE_VISIT_STATES,
  WELFARE_VISIT_STEPS,
} from '@silverbell/vocabulary';
import { z } from 'zod';
import { positionRequest } from './dispatch.js';
import { freeText, id, isoDate, isoInstant, person, shortText } from './shared.js';

export const welfareVisitQuery = z.strictObject({
  regionId: id.optional(),
  seniorId: id.optional(),
  level: z.enum(VISIT_LEVELS).optional(),
  state: z.enum(WELFARE_VISIT_STATES).optional(),
  /** The last day of the period lies before this one. */
  dueBefore: isoDate.optional(),
  /** Periods that touch these civil days, both included. */
  from: isoDate.optional(),
  to: isoDate.optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});

/** The check list of CR-56; what was not looked at is left out. */
const findings = {
  health: z.enum(CONDITIONS).optional(),
  mood: z.enum(VISIT_MOODS).optional(),
  food: z.enum(VISIT_FOODS).optional(),
  /** Fire, power and gas. */
  safety: z.enum(VISIT_SAFETY).optional(),
  warmth: z.enum(VISIT_WARMTH).optional(),
  deviceTest: z.enum(VISIT_DEVICE_TESTS).optional(),
  providerQuality: z.enum(VISIT_PROVIDER_QUALITY).optional(),
};

export const visitDoneRequest = z.strictObject({
  /** Absent: now. */
  at: isoInstant.optional(),
  /** Where or how she was met. */
  way: z.enum(VISIT_WAYS).default('home'),
  /** `false`: an empty visit (空访); it is tried again within 24 h. */
  seen: z.boolean().default(true),
  /** How a voice on the telephone was recognised; needed with `call`. */
  recognisedBy: z.enum(RECOGNISED_BY).optional(),
  position: positionRequest.nullish(),
  doorTag: shortText.nullish(),
  /** Why there is no proof, or the visit is entered afterwards (CR-32). */
  reason: z.enum(CHECK_IN_REASONS).optional(),
  ...findings,
  note: freeText.optional(),
});
export const visitExcuseRequest = z.strictObject({
  reason: z.enum(VISIT_EXCUSES),
  /** Civil days of the absence; absent: the whole period. */
  from: isoDate.optional(),
  to: isoDate.optional(),
  note: freeText.optional(),
});
/** What her contact says of an empty visit (CR-56). */
export const askVisitContactRequest = z.strictObject({ answer: z.enum(CARE_CALL_ANSWERS), note: freeText.optional() });
export const visitMissRequest = z.strictObject({ reason: freeText });

export const welfareVisitOnWire = z.object({
  id,
  version: z.int(),
  state: z.enum(WELFARE_VISIT_STATES),
  level: z.enum(VISIT_LEVELS),
  cause: z.enum(VISIT_CAUSES),
  frequency: z.enum(VISIT_FREQUENCIES),
  risk: z.enum(VISIT_RISKS),
  seniorId: id,
  /** Masked for those who only read. */
  senior: person,
  regionId: id,
  /** Civil days of the period, both included. */
  from: isoDate,
  to: isoDate,
  /** The last day of the period. */
  dueOn: isoDate,
  /** The place in the walk of this region, level and period, from 1; 0: none yet. */
  walkingOrder: z.int(),
  /** `null` for those who only read. */
  home: z
    .object({
      ...{ id, label: z.string(), addressWords: z.string(), hasDoorTag: z.boolean() },
      position: z.object({ lat: z.number(), lng: z.number() }),
    })
    .nullable(),
  way: z.enum(VISIT_WAYS).nullable(),
  doneAt: isoInstant.nullable(),
  proof: z.enum(CHECK_IN_PROOFS).nullable(),
  marks: z.array(z.enum(MARKS_OF_ORDER)),
  /** The visit that served this obligation as well. */
  servedBy: id.nullable(),
  /** `null`: not done, or for those who only read. */
  report: z
    .object({
      health: z.enum(CONDITIONS).nullable(),
      mood: z.enum(VISIT_MOODS).nullable(),
      food: z.enum(VISIT_FOODS).nullable(),
      safety: z.enum(VISIT_SAFETY).nullable(),
      warmth: z.enum(VISIT_WARMTH).nullable(),
      deviceTest: z.enum(VISIT_DEVICE_TESTS).nullable(),
      providerQuality: z.enum(VISIT_PROVIDER_QUALITY).nullable(),
    })
    .nullable(),
  emptyAt: isoInstant.nullable(),
  retryBy: isoInstant.nullable(),
  /** What her contact said last of an empty visit; `null`: none was asked. */
  contact: z.object({ at: isoInstant, answer: z.enum(CARE_CALL_ANSWERS) }).nullable(),
  excuse: z.object({ reason: z.enum(VISIT_EXCUSES), from: isoDate, to: isoDate }).nullable(),
  missedAt: isoInstant.nullable(),
  /** `period-over`: without a stated reason yet. */
  missedReason: z.enum(['period-over', 'explained']).nullable(),
  /** Of a visit that the county drew: the seed makes the draw repeatable. */
  sample: z.object({ seed: z.string(), served: z.int(), size: z.int() }).nullable(),
  /** What the emergency side was asked from this visit. */
  incidentId: id.nullable(),
  allowedActions: z.array(z.string()),
});
export type WelfareVisitOnWire = z.infer<typeof welfareVisitOnWire>;
export const welfareVisitPage = z.object({
  items: z.array(welfareVisitOnWire),
  nextCursor: z.string().nullable(),
  /** Of all that the filter finds; `rate` is done / (owed − excused), `null` where nothing is owed (CR-57). */
  counts: z.object({
    ...{ owed: z.int(), done: z.int(), excused: z.int(), missed: z.int() },
    rate: z.number().nullable(),
  }),
});
export const welfareVisitWithTrail = welfareVisitOnWire.extend({
  trail: z.array(
    z.object({
      type: z.enum(WELFARE_VISIT_STEPS),
      at: isoInstant,
      role: z.string(),
      by: person.nullable(),
      reason: z.string().nullable(),
      note: z.string().nullable(),
    }),
  ),
});
