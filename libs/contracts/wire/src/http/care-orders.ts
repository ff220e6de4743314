import {
  CHECK_IN_PROOFS,
  CHECK_IN_REASONS,
  CONDITIONS,
  INTERRUPT_REASONS,
  MARKS_OF_ORDER,
  ORDER_ALARMS,
  ORDER_CHANNELS,
  ORDER_SOURCES,
  ORDER_STEPS,
  ORDER_VOICES,
  RATING_VALUES,
  REVIEW_DECISIONS,
  SERVICE_ORDER_STATES,
  WORRY_FLAGS,
} from '@silverbell/vocabulary';
import { z } from 'zod';
import { positionRequest } from './dispatch.js';
import { clockTime, freeText, givenId, id, isoDate, isoInstant, person, shortText } from './shared.js';

const itemCodes = z.array(z.string().trim().min(1).max(40)).min(1).max(20);
const weekday = z.int().min(1).max(7);

export const createServicePlanRequest = z.strictObject({
  id: givenId.optional(),
  seniorId: id,
  /** Absent: the one that has a contract for her region. */
  providerId: id.optional(),
  items: itemCodes,
  /** 1 Monday … 7 Sunday; absent: every day. */
  weekdays: z.array(weekday).min(1).max(7).default([1, 2, 3, 4, 5, 6, 7]),
  startTime: clockTime,
  endTime: clockTime,
  preferredWorkerId: id.optional(),
  from: isoDate,
  /** Last day; absent: until it is ended. */
  to: isoDate.optional(),
});
export const endServicePlanRequest = z.strictObject({ on: isoDate, reason: shortText });
/** From that day on another provider comes (CR-22): the plan ends the day before, and the answer is the one that takes its place. */
export const changePlanProviderRequest = z.strictObject({ providerId: id, from: isoDate, reason: shortText });
export const servicePlanQuery = z.strictObject({
  regionId: id.optional(),
  seniorId: id.optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});
export const servicePlanOnWire = z.object({
  ...{ id, seniorId: id, senior: person, regionId: id, providerId: id.nullable(), items: z.array(z.string()) },
  ...{ weekdays: z.array(z.int()), startTime: z.string(), endTime: z.string(), preferredWorkerId: id.nullable() },
  ...{ from: isoDate, to: isoDate.nullable(), version: z.int() },
});
export type ServicePlanOnWire = z.infer<typeof servicePlanOnWire>;
export const servicePlanPage = z.object({ items: z.array(servicePlanOnWire), nextCursor: z.string().nullable() });

export const createServiceOrderRequest = z.strictObject({
  id: givenId.optional(),
  seniorId: id,
  items: itemCodes,
  day: isoDate,
  startTime: clockTime,
  endTime: clockTime,
  /** Absent: `family` from the family page, else `phone`. */
  source: z.enum(['phone', 'family', 'assistance', 'made-up']).optional(),
  /** The order that did not take place (CR-38); only with `made-up`. */
  madeUpFor: id.optional(),
  note: freeText.optional(),
});
export const serviceOrderQuery = z.strictObject({
  regionId: id.optional(),
  seniorId: id.optional(),
  workerId: id.optional(),
  /** Civil days, both included. */
  from: isoDate.optional(),
  to: isoDate.optional(),
  state: z.enum(SERVICE_ORDER_STATES).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});

const checkIn = { at: isoInstant, position: positionRequest.nullish(), doorTag: shortText.nullish() };
export const assignOrderRequest = z.strictObject({ workerId: id, secondWorkerId: id.optional() });
export const declineOrderRequest = z.strictObject({ reason: shortText });
export const startOrderRequest = z.strictObject({ ...checkIn, reason: z.enum(CHECK_IN_REASONS).optional() });
export const finishOrderRequest = z.strictObject({
  ...checkIn,
  reason: z.enum(CHECK_IN_REASONS).optional(),
  /** What was done; may be empty. */
  items: z.array(z.string().trim().min(1).max(40)).max(20),
  /** The worker herself saw the senior. */
  seen: z.boolean(),
  condition: z.enum(CONDITIONS),
  flags: z.array(z.enum(WORRY_FLAGS)).max(WORRY_FLAGS.length).default([]),
  note: freeText.optional(),
});
/** What shows that she stands at the door, as far as she has it: a report for help is never refused for want of it. */
export const noEntryRequest = z.strictObject({
  position: positionRequest.nullish(),
  doorTag: shortText.nullish(),
  note: freeText.optional(),
});
export const interruptOrderRequest = z.strictObject({ reason: z.enum(INTERRUPT_REASONS), note: freeText.optional() });
export const orderAlarmRequest = z.strictObject({ code: z.enum(ORDER_ALARMS), fire: z.literal(true).optional() });
export const cancelOrderRequest = z.strictObject({
  reason: shortText,
  /** Who wanted it. */
  by: z.enum([...ORDER_VOICES, 'provider', 'worker']),
});
export const sayOfOrderRequest = z.strictObject({
  by: z.enum(ORDER_VOICES),
  channel: z.enum(ORDER_CHANNELS),
  /** On the worker's phone: she signed, and her signature comes as an attachment of the order. Absent: by the button with her name. */
  signed: z.literal(true).optional(),
  note: freeText.optional(),
});
/**
 * Before the visit (CR-34): by a contact on the family page; by the senior on the worker's phone; by either in a call, with the reference
 * of its recording.
 */
export const acceptQuoteRequest = z
  .strictObject({
    by: z.enum(['senior', 'contact']).default('contact'),
    channel: z.enum(['page', 'on-site', 'phone']).default('page'),
    /** On the worker's phone: as in a confirmation. */
    signed: z.literal(true).optional(),
    /** Of a call. */
    callReference: shortText.optional(),
    /** In a call: which contact said so. */
    contactId: id.optional(),
  })
  .refine(({ channel, callReference }) => (channel === 'phone') === (callReference !== undefined), {
    path: ['callReference'],
  })
  .refine(({ by, channel, contactId }) => (by === 'contact' && channel === 'phone') === (contactId !== undefined), {
    path: ['contactId'],
  });
export const reviewOrderRequest = z.strictObject({
  decision: z.enum(REVIEW_DECISIONS),
  reason: freeText.optional(),
});
export const settleOrderRequest = z.strictObject({ upheld: z.boolean().default(false), reason: freeText });
export const voidOrderRequest = z.strictObject({ reason: freeText });
/** Minutes beyond the entitlement, items of the order that cost by the time or the meal, or both. */
export const quoteOrderRequest = z
  .strictObject({
    extraMinutes: z.int().min(0).max(600).default(0),
    items: z
      .array(z.strictObject({ code: z.string().trim().min(1).max(40), count: z.int().min(1).max(99) }))
      .max(20)
      .default([])
      .refine((items) => new Set(items.map(({ code }) => code)).size === items.length, 'each item once'),
  })
  .refine(({ extraMinutes, items }) => extraMinutes > 0 || items.length > 0, 'minutes or items');
export const rateOrderRequest = z.strictObject({
  value: z.enum(RATING_VALUES),
  channel: z.enum(ORDER_CHANNELS),
  by: z.enum(ORDER_VOICES),
});

const checkInOnWire = z.object({
  at: isoInstant,
  receivedAt: isoInstant,
  proof: z.enum(CHECK_IN_PROOFS),
  reason: z.enum(CHECK_IN_REASONS).nullable(),
});
export const serviceOrderOnWire = z.object({
  id,
  version: z.int(),
  state: z.enum(SERVICE_ORDER_STATES),
  source: z.enum(ORDER_SOURCES),
  seniorId: id,
  senior: person,
  regionId: id,
  providerId: id.nullable(),
  planId: id.nullable(),
  madeUpFor: id.nullable(),
  day: isoDate,
  items: z.array(z.string()),
  /** Of each item, in the same order, as the catalogue names it. */
  itemNames: z.array(z.string()),
  plannedStart: isoInstant,
  plannedEnd: isoInstant,
  workerId: id.nullable(),
  secondWorkerId: id.nullable(),
  worker: person.nullable(),
  deliveredMinutes: z.int(),
  subsidisedMinutes: z.int(),
  extraMinutes: z.int(),
  /** For extra minutes and quoted items that were done: what she pays herself; 0 without an agreement before the visit. */
  selfPaidFen: z.int(),
  /** Of the check-in, or of standing before a door that stayed shut; `null`: neither. */
  proof: z.enum(CHECK_IN_PROOFS).nullable(),
  marks: z.array(z.enum(MARKS_OF_ORDER)),
  checkIn: checkInOnWire.nullable(),
  checkOut: checkInOnWire.nullable(),
  missedAt: isoInstant.nullable(),
  quote: z
    .object({
      extraMinutes: z.int(),
      /** Items by the time or the meal; the price of one is frozen with the quote. */
      items: z.array(z.object({ code: z.string(), count: z.int(), priceFen: z.int() })),
      rateFenPerHour: z.int(),
      amountFen: z.int(),
      quotedAt: isoInstant,
      acceptedAt: isoInstant.nullable(),
    })
    .nullable(),
  review: z.enum(REVIEW_DECISIONS).nullable(),
  rating: z
    .object({
      value: z.enum(RATING_VALUES),
      by: z.enum(ORDER_VOICES),
      channel: z.enum(ORDER_CHANNELS),
      at: isoInstant,
    })
    .nullable(),
  /** What the emergency side was asked from this visit. */
  incidentId: id.nullable(),
  allowedActions: z.array(z.string()),
});
export type ServiceOrderOnWire = z.infer<typeof serviceOrderOnWire>;
export const serviceOrderPage = z.object({
  /** The civil day of care, which in demo mode is not that of the clock (CR-01). */
  today: isoDate,
  items: z.array(serviceOrderOnWire),
  nextCursor: z.string().nullable(),
});

export const serviceOrderWithTrail = serviceOrderOnWire.extend({
  /** What was reported at the end beside the items; `null`: nothing yet, or not for this caller. */
  report: z
    .object({
      seen: z.boolean(),
      condition: z.enum(CONDITIONS),
      /** `null`: not for her family. */
      flags: z.array(z.enum(WORRY_FLAGS)).nullable(),
    })
    .nullable(),
  trail: z.array(
    z.object({
      type: z.enum(ORDER_STEPS),
      at: isoInstant,
      role: z.string(),
      by: person.nullable(),
      reason: z.string().nullable(),
      note: z.string().nullable(),
    }),
  ),
});
export type ServiceOrderWithTrail = z.infer<typeof serviceOrderWithTrail>;

/** One of the worker's own orders, with what she needs at the door. */
export const myOrder = serviceOrderOnWire.extend({
  home: z.object({
    ...{ id, label: z.string(), addressWords: z.string(), hasDoorTag: z.boolean() },
    position: z.object({ lat: z.number(), lng: z.number() }).nullable(),
  }),
  /** To call her from the door. */
  seniorPhone: z.string().nullable(),
});
export type MyOrder = z.infer<typeof myOrder>;
export const myOrdersQuery = z.strictObject({ from: isoDate.optional(), to: isoDate.optional() });
export const myOrders = z.object({
  today: isoDate,
  /** Demo mode: the time that stands still and that check-ins go by (CR-01); `null`: the server's own clock. */
  demoClock: isoInstant.nullable(),
  items: z.array(myOrder),
});

export const protectedReferralPage = z.object({
  items: z.array(z.object({ ...{ id, orderId: id, senior: person, regionId: id, at: isoInstant } })),
  nextCursor: z.string().nullable(),
});
export const protectedReferralQuery = z.strictObject({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});
