import { z } from 'zod';
import { HELPER_CERTIFICATES, HELPER_KINDS, HELPER_TRANSPORTS } from '@silverbell/vocabulary';
import { placeOnWire, placeWarningsOnWire, writtenPlace } from './regions.js';
import { givenId, id, isoDate, isoInstant, phoneNumber, shortText } from './shared.js';

/** The last day of validity; an instant is read as its date. */
const lastDay = z.union([isoDate, isoInstant]).transform((text) => text.slice(0, 10));

const helperFields = {
  kind: z.enum(HELPER_KINDS),
  name: shortText,
  phone: phoneNumber,
  birthDate: isoDate,
  regionId: id,
  /** Where she usually is. */
  position: writtenPlace,
  languages: z.array(z.string().trim().min(1).max(30)).max(20).optional(),
  nightCalls: z.boolean(),
  canLift: z.boolean(),
  transport: z.enum(HELPER_TRANSPORTS),
  /** May be asked without being on duty, for the homes she is paired with. */
  standing: z.boolean().optional(),
  certificates: z
    .array(z.strictObject({ kind: z.enum(HELPER_CERTIFICATES), validUntil: lastDay }))
    .max(20)
    .optional(),
};
export const createHelperRequest = z.strictObject({ id: givenId.optional(), ...helperFields });
export const changeHelperRequest = z.strictObject(helperFields).partial();

export const helperOnWire = z.object({
  id,
  kind: z.enum(HELPER_KINDS),
  name: z.string(),
  /** Masked for those who do not keep helpers. */
  phone: z.string(),
  birthDate: z.string(),
  ageYears: z.int(),
  regionId: id,
  position: placeOnWire,
  languages: z.array(z.string()),
  nightCalls: z.boolean(),
  canLift: z.boolean(),
  transport: z.enum(HELPER_TRANSPORTS),
  standing: z.boolean(),
  certificates: z.array(z.object({ kind: z.enum(HELPER_CERTIFICATES), validUntil: z.string(), valid: z.boolean() })),
  suspended: z.boolean(),
  onDuty: z.boolean(),
  pairedHomes: z.array(id),
  version: z.int(),
  warnings: placeWarningsOnWire,
});
export type HelperOnWire = z.infer<typeof helperOnWire>;
export const helperPage = z.object({ items: z.array(helperOnWire), nextCursor: z.string().nullable() });

export const pairRequest = z.strictObject({ homeId: id });
/** A person, or everybody in a home. */
export const conflictRequest = z.union([z.strictObject({ seniorId: id }), z.strictObject({ homeId: id })]);

export const conflictList = z.object({
  items: z.array(
    z.object({
      id,
      seniorId: id.nullable(),
      homeId: id.nullable(),
      /** Of the person, or the short name of the home. */
      name: z.string(),
      notedAt: isoInstant,
    }),
  ),
});
