import {
  COMPLAINT_CHANNELS,
  COMPLAINT_FINDINGS,
  COMPLAINT_STATES,
  COMPLAINT_STEPS,
  COMPLAINTS,
  HEARD_SIDES,
  RATING_VALUES,
  REPLACED_FOR,
  ROLES,
  VERIFICATION_RESULTS,
  VERIFICATION_STATES,
  VERIFICATION_STEPS,
  VERIFICATION_TRIGGERS,
} from '@silverbell/vocabulary';
import { z } from 'zod';
import { freeText, givenId, id, isoDate, isoInstant, person, shortText } from './shared.js';

const paged = {
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
};

export const complaintQuery = z.strictObject({
  regionId: id.optional(),
  state: z.enum(COMPLAINT_STATES).optional(),
  workerId: id.optional(),
  seniorId: id.optional(),
  dueBefore: isoDate.optional(),
  ...paged,
});
export const createComplaintRequest = z.strictObject({
  id: givenId.optional(),
  /** Absent: the worker of the order, or a complaint about a device or the seat. */
  workerId: id.optional(),
  orderId: id.optional(),
  /** Whose complaint it is, where no order says so. */
  seniorId: id.optional(),
  /** Who complains: `senior`, `contact`, the id of a senior, or a name. */
  by: shortText,
  kind: z.enum(COMPLAINTS),
  text: freeText,
  /** Absent: the page of a family, else the telephone. */
  channel: z.enum(COMPLAINT_CHANNELS).optional(),
});
export const acknowledgeComplaintRequest = z.strictObject({ note: freeText.optional() });
export const answerComplaintRequest = z.strictObject({
  text: freeText,
  /** Absent: the answer leaves it open, and it goes on to count. */
  upheld: z.boolean().optional(),
  /** It was said before: the earlier complaint about the same worker. */
  duplicateOf: id.optional(),
});
export const rateComplaintRequest = z.strictObject({ value: z.enum(RATING_VALUES) });
export const withdrawComplaintRequest = z.strictObject({ reason: shortText.optional() });

const stepOnWire = <Step extends z.ZodType>(type: Step) =>
  z.object({ type, at: isoInstant, role: z.string(), by: person.nullable(), note: z.string().nullable() });

export const complaintOnWire = z.object({
  ...{ id, version: z.int(), state: z.enum(COMPLAINT_STATES), kind: z.enum(COMPLAINTS) },
  ...{ channel: z.enum(COMPLAINT_CHANNELS), workerId: id.nullable(), worker: person.nullable() },
  ...{ providerId: id.nullable(), orderId: id.nullable(), seniorId: id.nullable(), senior: person.nullable() },
  regionId: id,
  /** `null`: erased, or not for this caller. */
  ...{ by: z.string().nullable(), text: z.string().nullable(), answer: z.string().nullable() },
  ...{ receivedAt: isoInstant, receivedOn: isoDate, acknowledgeDue: isoDate, answerDue: isoDate },
  ...{ acknowledgedAt: isoInstant.nullable(), answeredAt: isoInstant.nullable() },
  ...{ finding: z.enum(COMPLAINT_FINDINGS).nullable(), duplicateOf: id.nullable() },
  /** Of the answer. */
  rating: z.enum(RATING_VALUES).nullable(),
  /** The next term and whose it is; `null`: nothing is due. */
  ...{ dueOn: isoDate.nullable(), owner: z.enum(ROLES).nullable(), verificationId: id.nullable() },
  /** It is counted by weekdays: a year that it touches is not published yet (CR-02). */
  provisional: z.boolean(),
  allowedActions: z.array(z.string()),
});
export type ComplaintOnWire = z.infer<typeof complaintOnWire>;
export const complaintPage = z.object({ items: z.array(complaintOnWire), nextCursor: z.string().nullable() });
export const complaintWithTrail = complaintOnWire.extend({ trail: z.array(stepOnWire(z.enum(COMPLAINT_STEPS))) });

export const verificationQuery = z.strictObject({
  regionId: id.optional(),
  state: z.enum(VERIFICATION_STATES).optional(),
  workerId: id.optional(),
  dueBefore: isoDate.optional(),
  ...paged,
});
export const hearVerificationRequest = z.strictObject({ side: z.enum(HEARD_SIDES), text: freeText });
export const decideVerificationRequest = z.strictObject({
  result: z.enum(VERIFICATION_RESULTS),
  /** Absent: upheld replaces her for the complainants, partly for no one. */
  replaceFor: z.enum(REPLACED_FOR).optional(),
  reason: freeText.optional(),
});
export const assignInSteadRequest = z.strictObject({ orderId: id, workerId: id, secondWorkerId: id.optional() });

export const verificationOnWire = z.object({
  ...{ id, version: z.int(), state: z.enum(VERIFICATION_STATES), trigger: z.enum(VERIFICATION_TRIGGERS) },
  ...{ workerId: id, worker: person, providerId: id.nullable(), regionId: id, openedAt: isoInstant, openedOn: isoDate },
  /** What it rests on: complaints, and orders that were rated 不满意. */
  ...{ complaintIds: z.array(id), orderIds: z.array(id), seniors: z.array(person) },
  ...{ heard: z.array(z.enum(HEARD_SIDES)), result: z.enum(VERIFICATION_RESULTS).nullable() },
  ...{ replacedFor: z.enum(REPLACED_FOR).nullable(), decidedAt: isoInstant.nullable() },
  /** Orders taken from her that wait for another worker, and until when the provider gives them one. */
  ...{ waiting: z.array(id), replaceDue: isoDate.nullable(), handedOver: z.boolean() },
  ...{ dueOn: isoDate.nullable(), owner: z.enum(ROLES).nullable(), allowedActions: z.array(z.string()) },
  /** The term is counted by weekdays: a year that it touches is not published yet (CR-02). */
  provisional: z.boolean(),
});
export type VerificationOnWire = z.infer<typeof verificationOnWire>;
export const verificationPage = z.object({ items: z.array(verificationOnWire), nextCursor: z.string().nullable() });
export const verificationWithTrail = verificationOnWire.extend({
  trail: z.array(stepOnWire(z.enum(VERIFICATION_STEPS))),
});
