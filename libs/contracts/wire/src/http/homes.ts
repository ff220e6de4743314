import { z } from 'zod';
import {
  FILE_WARNINGS,
  HAZARDS,
  KEY_HOLDER_KINDS,
  KEY_STEPS,
  PLACE_WARNINGS,
  POSITION_SOURCES,
} from '@silverbell/vocabulary';
import { writtenPlace } from './regions.js';
import { freeText, givenId, id, isoInstant, lat, lng, person, phoneNumber, shortText } from './shared.js';

/** What is doubtful about a file that was kept all the same. */
export const fileWarning = z.enum([...PLACE_WARNINGS, ...FILE_WARNINGS]);

const homeFields = {
  regionId: id,
  /** Area in words that names no door: what an offer shows before acceptance. */
  label: shortText,
  /** 门牌地址 as it is read to 120. */
  addressWords: shortText,
  position: writtenPlace.extend({ source: z.enum(POSITION_SOURCES).optional() }),
  floorNo: z.int().min(-9).max(200).nullish(),
  hasLift: z.boolean().optional(),
  hazards: z.array(z.enum(HAZARDS)).max(20).optional(),
  /** The code on the door frame: helps to prove an arrival, opens nothing. */
  doorTag: z.string().trim().min(1).max(64).nullish(),
  /** Opens the lock; shown at the door only. */
  entryCode: z.string().trim().min(1).max(64).nullish(),
  entryNote: freeText.nullish(),
  /** Where an ambulance stops. */
  roadPoint: writtenPlace.partial({ datum: true }).nullish(),
};
export const createHomeRequest = z.strictObject({ id: givenId.optional(), ...homeFields });
export type CreateHomeRequest = z.input<typeof createHomeRequest>;
export const changeHomeRequest = z.strictObject(homeFields).partial();

export const homeSummary = z.object({
  id,
  label: z.string(),
  /** Door plate; masked to the community for a supervisor. */
  address: z.string(),
  regionId: z.string(),
  position: z.object({ lat, lng, datum: z.literal('wgs84'), source: z.enum(POSITION_SOURCES) }),
  seniors: z.array(z.object({ id, name: z.string(), age: z.number().nullable() })),
  version: z.int(),
});

/** Where all homes are that the asker may see, and nothing else of them: [latitude, longitude] in 1/100,000 of a degree, WGS-84. */
export const homesOnMap = z.object({ points: z.array(z.tuple([z.int(), z.int()])), at: isoInstant });
export type HomesOnMap = z.infer<typeof homesOnMap>;

export const keyOnFile = z.object({
  id,
  holderKind: z.enum(KEY_HOLDER_KINDS),
  holderName: z.string(),
  /** Masked for those who do not keep files. */
  holderPhone: z.string().nullable(),
  sealedNumber: z.string().nullable(),
  lastFitTestAt: isoInstant.nullable(),
  /** As it was tried last; `null`: never tried. */
  fits: z.boolean().nullable(),
  returnedAt: isoInstant.nullable(),
  consentUse: z.boolean(),
  consentForce: z.boolean(),
  custody: z.array(z.object({ what: z.enum(KEY_STEPS), holderKind: z.string(), by: person, at: isoInstant })),
});
export type KeyOnFile = z.infer<typeof keyOnFile>;

export const occupantOnFile = z.object({
  id,
  seniorId: id.nullable(),
  name: z.string(),
  relation: z.string(),
  isChild: z.boolean(),
});

export const homeOnFile = homeSummary.extend({
  addressWords: z.string(),
  /** When a person measured it or pointed at it, and who. */
  verified: z.object({ at: isoInstant, by: person }).nullable(),
  floorNo: z.int().nullable(),
  hasLift: z.boolean(),
  hazards: z.array(z.enum(HAZARDS)),
  doorTag: z.string().nullable(),
  /** The code itself is shown at the door, or after `reveal`. */
  hasEntryCode: z.boolean(),
  entryNote: z.string().nullable(),
  roadPoint: z.object({ lat, lng, datum: z.literal('wgs84') }).nullable(),
  occupants: z.array(occupantOnFile),
  keys: z.array(keyOnFile),
  /** Helpers who are asked first because they live beside her (SR-73). */
  pairedHelpers: z.array(person),
  devices: z.array(
    z.object({
      id,
      role: z.string(),
      room: z.string().nullable(),
      status: z.string(),
      lastSeenAt: isoInstant.nullable(),
    }),
  ),
  warnings: z.array(fileWarning),
});
export type HomeOnFile = z.infer<typeof homeOnFile>;

/** `query`: the older name of `q`. */
export const homeQuery = z.strictObject({
  q: z.string().trim().max(100).optional(),
  query: shortText.optional(),
  regionId: id.optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});
export type HomeQuery = z.input<typeof homeQuery>;
export const homeList = z.object({ items: z.array(homeSummary), nextCursor: z.string().nullable() });
export type HomeFound = z.infer<typeof homeSummary>;

/** Everybody who lives there; a person on file by her id, with what she is to the others. */
export const occupantsRequest = z.strictObject({
  occupants: z
    .array(
      z.strictObject({
        seniorId: id.optional(),
        name: shortText.optional(),
        relation: shortText,
        isChild: z.boolean().default(false),
      }),
    )
    .max(30),
});

const keyFields = {
  holderKind: z.enum(KEY_HOLDER_KINDS),
  holderName: shortText,
  holderPhone: phoneNumber.nullish(),
  /** On the sealed bag it lies in. */
  sealedNumber: z.string().trim().min(1).max(64).nullish(),
};
export const depositKeyRequest = z.strictObject({ id: givenId.optional(), ...keyFields });
export const handKeyOverRequest = z.strictObject(keyFields);
export const fitTestRequest = z.strictObject({ fits: z.boolean() });
