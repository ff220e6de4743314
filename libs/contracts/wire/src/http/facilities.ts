import { z } from 'zod';
import { placeOnWire, placeWarningsOnWire, writtenPlace } from './regions.js';
import { givenId, id, phoneNumber, shortText } from './shared.js';

const facilityFields = {
  regionId: id,
  /** 日间照料中心, 老年食堂 …: the region's own word. */
  type: z.string().trim().min(1).max(40),
  name: shortText,
  level: z.int().min(1).max(9).nullable().optional(),
  /** The hub of which it is a spoke. */
  parentId: id.nullable().optional(),
  operator: shortText.nullable().optional(),
  phone: phoneNumber.nullable().optional(),
  addressWords: shortText.nullable().optional(),
  position: writtenPlace.nullable().optional(),
  functions: z.array(z.string().trim().min(1).max(40)).max(30).optional(),
  /** Beds or seats. */
  capacity: z.int().min(0).max(100_000).nullable().optional(),
  hours: shortText.nullable().optional(),
};
export const createFacilityRequest = z.strictObject({ id: givenId.optional(), ...facilityFields });
export const changeFacilityRequest = z.strictObject({ ...facilityFields, active: z.boolean() }).partial();

export const facilityOnWire = z.object({
  id,
  regionId: id,
  type: z.string(),
  name: z.string(),
  level: z.int().nullable(),
  parentId: id.nullable(),
  operator: z.string().nullable(),
  phone: z.string().nullable(),
  addressWords: z.string().nullable(),
  position: placeOnWire.nullable(),
  functions: z.array(z.string()),
  capacity: z.int().nullable(),
  hours: z.string().nullable(),
  active: z.boolean(),
  version: z.int(),
  warnings: placeWarningsOnWire,
});
export type FacilityOnWire = z.infer<typeof facilityOnWire>;

export const facilityPage = z.object({
  items: z.array(facilityOnWire),
  nextCursor: z.string().nullable(),
  /** Active ones, by region and type, of everything that was asked for and not of this page alone. */
  counts: z.array(z.object({ regionId: id, type: z.string(), count: z.int() })),
});
