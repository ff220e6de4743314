import { z } from 'zod';
import {
  EMERGENCY_SERVICES,
  LADDER_ROLES,
  PLACE_WARNINGS,
  READINESS_PARTS,
  SEAT_GAPS,
  SETTING_UNITS,
} from '@silverbell/vocabulary';
import { givenId, id, isoInstant, lat, lng, person, phoneNumber, shortText } from './shared.js';

const datum = z.enum(['wgs84', 'gcj02', 'bd09', 'unknown']);
/** A position as it was measured or clicked; it is kept in WGS-84. */
export const writtenPlace = z.strictObject({ lat, lng, datum });
/** How a position on file is answered: always WGS-84. */
export const placeOnWire = z.object({ lat, lng, datum: z.literal('wgs84') });
/** What is doubtful about the place that was just written; empty in lists. */
export const placeWarningsOnWire = z.array(z.enum(PLACE_WARNINGS));

const position = z.tuple([lng, lat]);
const ring = z.array(position).min(4).max(2_000);
/** A GeoJSON geometry in WGS-84, longitude first; the first ring of a polygon is the outer one. */
export const boundaryOnWire = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('Polygon'), coordinates: z.array(ring).min(1).max(50) }),
  z.strictObject({
    type: z.literal('MultiPolygon'),
    coordinates: z.array(z.array(ring).min(1).max(50)).min(1).max(50),
  }),
]);

const regionFields = {
  /** 1 province, 2 county … 9; below any region levels may be left out. */
  levelNo: z.int().min(1).max(9),
  /** 市, 县, 乡镇, 村 …: the region's own word. */
  levelName: z.string().trim().min(1).max(20),
  name: shortText,
  centre: writtenPlace,
  boundary: boundaryOnWire.nullable().optional(),
};
export const createRegionRequest = z.strictObject({ id: givenId.optional(), parentId: id, ...regionFields });
export const changeRegionRequest = z.strictObject({ parentId: id, ...regionFields }).partial();
export const deactivateRequest = z.strictObject({ reason: shortText });

export const regionOnWire = z.object({
  id,
  parentId: id.nullable(),
  levelNo: z.int(),
  levelName: z.string(),
  name: z.string(),
  centre: placeOnWire,
  hasBoundary: z.boolean(),
  active: z.boolean(),
  deactivated: z.object({ at: isoInstant, by: person, reason: z.string() }).nullable(),
  version: z.int(),
  warnings: placeWarningsOnWire,
});
export type RegionOnWire = z.infer<typeof regionOnWire>;

/** Every region of the caller's subtrees, parents before children; `parentId` makes the tree. */
export const regionTree = z.object({ items: z.array(regionOnWire) });
export const regionQuery = z.strictObject({
  /** Only this region and what is below it. */
  regionId: id.optional(),
  /** In the name. */
  q: z.string().max(100).optional(),
});

/** What lists of the registry are asked with. */
export const registryQuery = z.strictObject({
  /** Of this region and what is below it. */
  regionId: id.optional(),
  q: z.string().max(100).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});
export type RegistryQuery = z.infer<typeof registryQuery>;

const seatFields = {
  regionId: id,
  role: z.enum(LADDER_ROLES),
  /** Who answers: a person or an office. */
  name: shortText,
  voiceNumber: phoneNumber,
};
export const createDutySeatRequest = z.strictObject({ id: givenId.optional(), ...seatFields });
export const changeDutySeatRequest = z
  .strictObject({
    ...seatFields,
    active: z.boolean(),
    /** `false`: the rota is given up, and its gaps are warned of no more. */
    keepsRota: z.boolean(),
  })
  .partial();

export const dutySeatOnWire = z.object({
  id,
  regionId: id,
  role: z.enum(LADDER_ROLES),
  name: z.string(),
  /** Masked for those who do not keep seats. */
  voiceNumber: z.string(),
  active: z.boolean(),
  answeredAt: isoInstant.nullable(),
  /** The monthly check is due. */
  checkDue: z.boolean(),
  /** Every hour shall have a holder. */
  keepsRota: z.boolean(),
  version: z.int(),
});
export type DutySeatOnWire = z.infer<typeof dutySeatOnWire>;
export const dutySeatPage = z.object({ items: z.array(dutySeatOnWire), nextCursor: z.string().nullable() });

const services = z.enum(EMERGENCY_SERVICES);
/** A service that is left out stays as it is; `null`: this region has no number of its own, and the one of the region above counts. */
export const emergencyNumbersRequest = z
  .strictObject({
    '120': phoneNumber.nullable(),
    '119': phoneNumber.nullable(),
    '110': phoneNumber.nullable(),
    gas: phoneNumber.nullable(),
    power: phoneNumber.nullable(),
    water: phoneNumber.nullable(),
  })
  .partial();
export const checkNumbersRequest = z.strictObject({ services: z.array(services).min(1).max(6) });

export const emergencyNumbersOnWire = z.object({
  regionId: id,
  items: z.array(
    z.object({
      service: services,
      /** `null`: neither this region nor one above it has a number. */
      number: z.string().nullable(),
      /** The region the number stands in. */
      fromRegionId: id.nullable(),
      checkedAt: isoInstant.nullable(),
      checkDue: z.boolean(),
    }),
  ),
});
export type EmergencyNumbersOnWire = z.infer<typeof emergencyNumbersOnWire>;

const readinessPart = z.object({
  part: z.enum(READINESS_PARTS),
  ready: z.boolean(),
  /** How many there are. */
  count: z.int(),
});
/** What is missing before an alert of this region is answered. */
export const regionReadiness = z.object({
  regionId: id,
  ready: z.boolean(),
  parts: z.array(readinessPart),
  /** Per region of the subtree and role of the ladders: what would go wrong when the rung fires. */
  seatGaps: z.array(
    z.object({ regionId: id, role: z.enum(LADDER_ROLES), gap: z.enum(SEAT_GAPS), seatId: id.nullable() }),
  ),
  numberGaps: z.array(z.object({ regionId: id, service: services, gap: z.enum(['no-number', 'check-due']) })),
  /** Hours of the coming days in which a seat with a rota has no holder, so that the number of the seat itself is called. */
  rotaGaps: z.array(
    z.object({ regionId: id, seatId: id, role: z.enum(LADDER_ROLES), from: isoInstant, to: isoInstant }),
  ),
  /** Villages without a seat `village-cadre` of their own: no named person answers for them (SR-58). */
  withoutResponsible: z.array(id),
  /** Regions at the bottom of the tree without a senior on file. */
  emptyRegions: z.array(id),
  firstPressAt: isoInstant.nullable(),
});
export type RegionReadiness = z.infer<typeof regionReadiness>;

export const settingRequest = z.strictObject({
  /** `pilot.<feature>` switches a feature on or off for a region and everything below it; `timeZone` is an IANA zone. */
  key: z.string().min(1).max(80),
  value: z.union([z.boolean(), z.number(), z.string().max(80)]),
  /** Absent: at once. */
  from: isoInstant.optional(),
  /** On whose word or by which decision. */
  source: shortText,
});

export const regionSettings = z.object({
  items: z.array(
    z.object({
      key: z.string(),
      value: z.unknown(),
      /** The region whose setting it is: this one, or the nearest above that has one; `null`: the default counts. */
      fromRegionId: id.nullable(),
      since: isoInstant.nullable(),
      /** On whose word; of a default, where the number comes from. */
      source: z.string(),
      next: z.object({ value: z.unknown(), from: isoInstant }).nullable(),
      /** What counts where no region says anything; `null`: nothing of this version reads the key. */
      default: z.unknown(),
      unit: z.enum(SETTING_UNITS),
      /** The bounds of a number. */
      least: z.number().nullable(),
      most: z.number().nullable(),
      /** `false`: it is changed where its own rules are asked, as ladders are. */
      settable: z.boolean(),
    }),
  ),
});
