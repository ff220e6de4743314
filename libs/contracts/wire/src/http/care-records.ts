import { z } from 'zod';
import {
  AIDS,
  CATALOGUE_UNITS,
  ECONOMIC_CLASSES,
  ELIGIBILITY_CONDITIONS,
  HELPER_CERTIFICATES,
  LOCAL_CLASSES,
  PURCHASE_DOCUMENTS,
} from '@silverbell/vocabulary';
import { entitlementOnWire } from './care-providers.js';
import { freeText, givenId, id, isoDate, shortText } from './shared.js';

const itemCode = z.string().regex(/^[a-z0-9-]{1,40}$/);
const fen = z.int().min(0).max(10_000_000);
const classes = z.array(z.enum(LOCAL_CLASSES)).max(3);

export const catalogueQuery = z.strictObject({
  regionId: id,
  /** What is offered on this day; absent: today, by the clock of care. */
  on: isoDate.optional(),
});
const itemParts = {
  name: shortText,
  aid: z.enum(AIDS),
  content: shortText,
  unit: z.enum(CATALOGUE_UNITS),
  subsidised: z.boolean(),
  twoPeople: z.boolean(),
  /** Needed beside those of every worker. */
  certificate: z.enum(HELPER_CERTIFICATES).nullable(),
};
export const catalogueOnWire = z.object({
  regionId: id,
  on: isoDate,
  items: z.array(
    z.object({
      code: z.string(),
      ...itemParts,
      /** Who may have it; empty: everybody. */
      classes,
      standard: z.string(),
      priceFen: z.int(),
      /** The region that said so last; `null`: the template. */
      from: id.nullable(),
    }),
  ),
});
/** What a region says otherwise from a day on; with `own`, an item of its own under a new code, with price and standard. */
export const catalogueRequest = z.strictObject({
  regionId: id,
  code: itemCode,
  validFrom: isoDate,
  source: shortText,
  priceFen: fen.optional(),
  standard: shortText.optional(),
  classes: classes.optional(),
  hidden: z.boolean().optional(),
  own: z.strictObject(itemParts).optional(),
});

export const idNumberRequest = z.strictObject({ number: z.string().max(60) });
export const idNumberOnWire = z.object({
  valid: z.boolean(),
  birthDate: isoDate.nullable(),
  sex: z.enum(['female', 'male']).nullable(),
  /** `unknown-area` is a warning; everything else makes it invalid. */
  problems: z.array(
    z.enum(['id-number-invalid', 'fifteen-digits', 'form', 'birth-date', 'check-digit', 'unknown-area']),
  ),
});

const assessmentFields = {
  scheme: shortText,
  schemeVersion: shortText,
  scores: z.record(z.string().max(60), z.number().min(-1_000).max(1_000)),
  /** GB/T 42195: 0 able … 4 wholly disabled. */
  level: z.int().min(0).max(4),
  /** At least two people of two offices. */
  assessors: z
    .array(z.strictObject({ name: shortText, office: shortText }))
    .min(2)
    .max(10),
  on: isoDate,
  validUntil: isoDate,
};
export const assessmentRequest = z.strictObject({ id: givenId.optional(), ...assessmentFields });
export const extendAssessmentRequest = z.strictObject({ until: isoDate, reason: shortText });
const assessmentOnWire = z.object({
  id,
  ...assessmentFields,
  localClass: z.enum(LOCAL_CLASSES),
  extendedUntil: isoDate.nullable(),
  extendedReason: z.string().nullable(),
});
export const assessmentsOnWire = z.object({
  /** Of the newest; `expired`: orders go on for the days of grace. */
  state: z.enum(['missing', 'valid', 'expired', 'lapsed']),
  /** Of the newest, on today's settings. */
  localClass: z.enum(LOCAL_CLASSES).nullable(),
  items: z.array(assessmentOnWire),
});

export const classProofRequest = z.strictObject({
  id: givenId.optional(),
  economicClass: z.enum(ECONOMIC_CLASSES),
  /** Its number or words. */
  certificate: shortText,
  from: isoDate,
  until: isoDate.nullable(),
});
export const classProofsOnWire = z.object({
  items: z.array(
    z.object({
      ...{ id, economicClass: z.enum(ECONOMIC_CLASSES), certificate: z.string(), from: isoDate },
      ...{ until: isoDate.nullable(), valid: z.boolean() },
    }),
  ),
});

const child = z.strictObject({
  name: shortText,
  /** Of our communities, or the words of a place that is none; `null`: not known. */
  community: z.union([z.strictObject({ regionId: id }), z.strictObject({ words: shortText })]).nullable(),
  /** Able to look after a parent; `null`: not known. */
  capable: z.boolean().nullable(),
  /** That it is incapable. */
  proof: freeText.nullable().default(null),
});
/** All of them at once; an empty list says that she has none. */
export const childrenRequest = z.strictObject({ children: z.array(child).max(20) });
export const childrenOnWire = z.object({
  /** `null`: nothing was said yet. */
  children: z.array(child).nullable(),
  /** CR-14; `null`: facts are missing. It never says who is at home now. */
  livesAlone: z.boolean().nullable(),
  version: z.int(),
});

const condition = z.object({
  condition: z.enum(ELIGIBILITY_CONDITIONS),
  /** `null`: a fact is missing. */
  met: z.boolean().nullable(),
  /** What is asked, in the language of the request. */
  words: z.string(),
});
const documents = z.array(z.object({ code: z.enum(PURCHASE_DOCUMENTS), name: z.string() }));
export const eligibilityOnWire = z.object({
  on: isoDate,
  eligible: z.boolean(),
  /** Conditions that are not met. */
  failed: z.array(z.enum(ELIGIBILITY_CONDITIONS)),
  /** Conditions whose facts are missing. */
  unknown: z.array(z.enum(ELIGIBILITY_CONDITIONS)),
  conditions: z.array(condition),
  economicClass: z.enum(ECONOMIC_CLASSES).nullable(),
  localClass: z.enum(LOCAL_CLASSES).nullable(),
  minutesPerDay: z.int().nullable(),
  /** What must be handed in; empty while her class is not proven. */
  documents,
});

/** 工作档案: what is on record of a person's need and of what the public pays for. */
export const careFileOnWire = z.object({
  senior: z.object({ id, name: z.string(), regionId: id, birthDate: isoDate.nullable() }),
  eligibility: eligibilityOnWire,
  assessments: assessmentsOnWire,
  classProofs: classProofsOnWire,
  children: childrenOnWire,
  entitlements: z.array(entitlementOnWire),
});

export const publicEligibilityQuery = z.strictObject({
  age: z.coerce.number().int().min(0).max(130),
  class: z.enum(ECONOMIC_CLASSES),
  grade: z.enum(LOCAL_CLASSES),
  alone: z.enum(['true', 'false']),
  regionId: id,
});
/** What one may apply for; nothing that is asked is kept. */
export const publicEligibilityOnWire = z.object({
  eligible: z.boolean(),
  failed: z.array(z.enum(ELIGIBILITY_CONDITIONS)),
  conditions: z.array(condition),
  minutesPerDay: z.int(),
  hoursPerDay: z.number(),
  documents,
  office: z.object({ name: z.string(), phone: z.string() }).nullable(),
});
