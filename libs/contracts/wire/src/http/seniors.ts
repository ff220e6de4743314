import { z } from 'zod';
import {
  ABILITY_LEVELS,
  CARE_CATEGORIES,
  CHILDREN_CAPACITIES,
  CONSENT_CAPACITIES,
  CONSENT_HOWS,
  CONSENT_PURPOSES,
  ECONOMIC_CLASSES,
  GENDERS,
  HEARINGS,
  NOTICE_LEVELS,
  PROTECTION_FLAGS,
  REVEAL_FIELDS,
  REVEAL_PURPOSES,
  SENIOR_STATUSES,
  VERIFY_BY,
} from '@silverbell/vocabulary';
import { fileWarning, homeOnFile } from './homes.js';
import { freeText, givenId, id, isoDate, isoInstant, person, phoneNumber, shortText } from './shared.js';

/** SR-14: an assessment of what she can do by herself. */
export const abilityAssessment = z.strictObject({
  scheme: shortText,
  level: z.enum(ABILITY_LEVELS),
  assessors: shortText,
  on: isoDate,
  validUntil: isoDate.nullable().default(null),
  items: z
    .array(z.strictObject({ name: shortText, score: z.number().min(-1000).max(1000) }))
    .max(60)
    .default([]),
});
/** SR-12: evidence of living alone for eligibility; it never tells who is at home. */
export const aloneEvidence = z.strictObject({
  childrenAddress: shortText.nullable().default(null),
  childrenCapacity: z.enum(CHILDREN_CAPACITIES),
});

const seniorFields = {
  homeId: id,
  /** Where she lives. */
  regionId: id,
  /** Where her household is registered, among the regions on file; `registeredAt`: in words, where it lies outside them (SR-13). */
  registrationRegionId: id.nullish(),
  registeredAt: shortText.nullish(),
  name: z.string().trim().min(1).max(60),
  /** CR-07: 18 characters; birth date and sex are read from it. Never answered again. */
  idNumber: z.string().trim().min(1).max(40).nullish(),
  birthDate: isoDate.nullish(),
  gender: z.enum(GENDERS).optional(),
  phone: phoneNumber.nullish(),
  /** Other than `voice`: a helper is sent first (`dispatchFirst` becomes true, reason `verify-by`). */
  verifyBy: z.enum(VERIFY_BY).optional(),
  dispatchFirst: z.boolean().optional(),
  dispatchFirstReason: shortText.nullish(),
  languages: z.array(z.string().trim().min(1).max(40)).max(10).optional(),
  hearing: z.enum(HEARINGS).optional(),
  dementia: z.boolean().optional(),
  /** Which one (制氧机); who knows only that there is one says `true`. */
  electricMedicalDevice: z.union([shortText, z.boolean().transform((has) => (has ? '有' : null))]).nullish(),
  careCategories: z.array(z.enum(CARE_CATEGORIES)).max(5).optional(),
  economicClass: z.enum(ECONOMIC_CLASSES).optional(),
  healthNotes: freeText.nullish(),
  medication: freeText.nullish(),
  allergies: freeText.nullish(),
  preferredHospital: shortText.nullish(),
  /** SR-27: who and where; numbers to ring belong into the contact list. */
  familyDoctor: shortText.nullish(),
  treatmentWishes: freeText.nullish(),
  usuallyAtHome: shortText.nullish(),
  ability: abilityAssessment.nullish(),
  aloneEvidence: aloneEvidence.nullish(),
};
export const createSeniorRequest = z.strictObject({
  id: givenId.optional(),
  ...seniorFields,
  verifyBy: z.enum(VERIFY_BY).default('voice'),
});
export type CreateSeniorRequest = z.input<typeof createSeniorRequest>;
export const changeSeniorRequest = z.strictObject(seniorFields).partial();

export const seniorSummary = z.object({
  id,
  /** 张*芳 for a supervisor. */
  name: z.string(),
  home: z.object({ id, label: z.string() }),
  regionId: z.string(),
  age: z.number().nullable(),
  gender: z.enum(GENDERS),
  /** 138****0000 in every list. */
  phone: z.string().nullable(),
  status: z.enum(SENIOR_STATUSES),
  verifyBy: z.enum(VERIFY_BY),
  dispatchFirst: z.boolean(),
  careCategories: z.array(z.enum(CARE_CATEGORIES)),
  economicClass: z.enum(ECONOMIC_CLASSES),
  version: z.int(),
});
export type SeniorSummary = z.infer<typeof seniorSummary>;

export const seniorQuery = z.strictObject({
  /** A part of a name, an id, a number, or a whole identity number. */
  q: z.string().trim().max(100).optional(),
  regionId: id.optional(),
  homeId: id.optional(),
  status: z.enum(SENIOR_STATUSES).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});
export const seniorPage = z.object({ items: z.array(seniorSummary), nextCursor: z.string().nullable() });

export const contactOnFile = z.object({
  id,
  position: z.int(),
  name: z.string(),
  relation: z.string(),
  phone: z.string(),
  noticeLevel: z.enum(NOTICE_LEVELS),
  canComeMinutes: z.int().nullable(),
  mayDecide: z.boolean(),
  /** Told nothing. A list holds such a contact only for those who see conflicts. */
  conflict: z.boolean(),
  guardianProof: z.string().nullable(),
  timeZone: z.string().nullable(),
  hours: z.string().nullable(),
});
export const consentOnFile = z.object({
  id,
  purpose: z.enum(CONSENT_PURPOSES),
  givenBy: z.string(),
  capacity: z.enum(CONSENT_CAPACITIES),
  how: z.enum(CONSENT_HOWS),
  givenAt: isoInstant,
  withdrawnAt: isoInstant.nullable(),
});

/** 一户一档. Without numbers, address and health for those who do not keep files. */
export const seniorOnFile = seniorSummary.extend({
  homeId: id,
  /** Numbers and address are masked, and nothing of her health is told. */
  masked: z.boolean(),
  /** For those who keep files; `null`: none, or she did not agree to one. */
  photoId: z.string().nullable(),
  registrationRegionId: z.string().nullable(),
  registeredAt: z.string().nullable(),
  /** 110***********002X; `null`: none on file. */
  idNumber: z.string().nullable(),
  birthDate: z.string().nullable(),
  statusOn: z.string().nullable(),
  statusReason: z.string().nullable(),
  dispatchFirstReason: z.string().nullable(),
  languages: z.array(z.string()),
  hearing: z.enum(HEARINGS),
  dementia: z.boolean(),
  electricMedicalDevice: z.string().nullable(),
  healthNotes: z.string().nullable(),
  medication: z.string().nullable(),
  allergies: z.string().nullable(),
  preferredHospital: z.string().nullable(),
  familyDoctor: z.string().nullable(),
  treatmentWishes: z.string().nullable(),
  usuallyAtHome: z.string().nullable(),
  ability: abilityAssessment.nullable(),
  aloneEvidence: aloneEvidence.nullable(),
  /** For those who see conflicts; empty for everybody else. */
  protectionFlags: z.array(z.enum(PROTECTION_FLAGS)),
  away: z
    .object({
      from: isoInstant.nullable(),
      until: isoInstant,
      label: z.string().nullable(),
      reason: z.string().nullable(),
    })
    .nullable(),
  homeFile: homeOnFile,
  contacts: z.array(contactOnFile),
  consents: z.array(consentOnFile),
  devices: z.array(
    z.object({
      id,
      role: z.string(),
      room: z.string().nullable(),
      status: z.string(),
      lastSeenAt: isoInstant.nullable(),
    }),
  ),
  /** The newest of them. */
  incidents: z.array(
    z.object({ id, number: z.string(), phase: z.string(), raisedAt: isoInstant, outcome: z.string().nullable() }),
  ),
  /** Who wrote and who read this file lately; for those who keep it. */
  readings: z.array(
    z.object({
      action: z.string(),
      by: person,
      at: isoInstant,
      purpose: z.string().nullable(),
      fields: z.array(z.string()),
    }),
  ),
  warnings: z.array(fileWarning),
});
export type SeniorOnFile = z.infer<typeof seniorOnFile>;

export const seniorStatusRequest = z.strictObject({
  status: z.enum(SENIOR_STATUSES),
  /** The day it happened. */
  on: isoDate,
  reason: shortText,
});

const contactFields = {
  name: shortText,
  relation: shortText,
  phone: phoneNumber,
  /** 1: rung first. Absent: after all others. */
  position: z.int().min(1).max(99).optional(),
  noticeLevel: z.enum(NOTICE_LEVELS),
  canComeMinutes: z.int().min(0).max(1440).nullish(),
  mayDecide: z.boolean(),
  conflict: z.boolean().optional(),
  /** 监护人: which document proves it. */
  guardianProof: shortText.nullish(),
  timeZone: z.string().trim().min(1).max(64).nullish(),
  /** When to call, in words. */
  hours: shortText.nullish(),
};
export const addContactRequest = z.strictObject({ id: givenId.optional(), ...contactFields });
export const changeContactRequest = z.strictObject(contactFields).partial();
export const removeContactRequest = z.strictObject({ reason: shortText });

export const giveConsentRequest = z.strictObject({
  id: givenId.optional(),
  purpose: z.enum(CONSENT_PURPOSES),
  /** The name of who gave it. */
  givenBy: shortText,
  capacity: z.enum(CONSENT_CAPACITIES),
  how: z.enum(CONSENT_HOWS),
});

export const protectionRequest = z.strictObject({
  flags: z.array(z.enum(PROTECTION_FLAGS)).max(10),
  /** Contacts who are told nothing; every other one of her list is told again. */
  conflictContactIds: z.array(id).max(99),
});

export const revealRequest = z.strictObject({
  purpose: z.enum(REVEAL_PURPOSES),
  fields: z.array(z.enum(REVEAL_FIELDS)).min(1).max(REVEAL_FIELDS.length),
});
/** `null`: nothing on file. */
export const revealedFields = z.partialRecord(z.enum(REVEAL_FIELDS), z.string().nullable());

export const revealQuery = z.strictObject({
  /** A day; absent: today. */
  on: isoDate.optional(),
});
export const revealList = z.object({
  items: z.array(
    z.object({
      by: person,
      senior: person,
      regionId: z.string(),
      at: isoInstant,
      purpose: z.enum(REVEAL_PURPOSES),
      fields: z.array(z.enum(REVEAL_FIELDS)),
      /** The open incident of her own in which she looked; `null`: outside of any. */
      incidentId: z.string().nullable(),
    }),
  ),
});

/** A device whose wearer died or moved, to be fetched; the entry ends when the device is returned or retired. */
export const deviceRecallList = z.object({
  items: z.array(
    z.object({
      device: z.object({ id, role: z.string(), room: z.string().nullable() }),
      senior: person.nullable(),
      home: z.object({ id, label: z.string() }),
      regionId: z.string(),
      why: z.enum(['deceased', 'moved']),
      ownerRole: z.string(),
      since: isoDate,
      dueOn: isoDate,
      overdue: z.boolean(),
    }),
  ),
});
