import {
  ALERT_KINDS,
  DEVICE_CAPABILITIES,
  DEVICE_CHANGES,
  DEVICE_PROFILES,
  DEVICE_ROLES,
  DEVICE_STAGES,
  DEVICE_STATUSES,
  DEVICE_WARNINGS,
  DEVICE_WORK,
  UNKNOWN_DEVICE_GROUPS,
} from '@silverbell/vocabulary';
import { z } from 'zod';
import { freeText, id, isoInstant, person, shortText } from './shared.js';

/** A day of the calendar; an instant is read as its date. */
export const calendarDay = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}(T.*)?$/)
  .transform((written) => written.slice(0, 10))
  .pipe(z.iso.date());

export const bindDeviceRequest = z.strictObject({
  homeId: id,
  /** Who wears it; absent: the home's. */
  seniorId: id.optional(),
  room: shortText.optional(),
});
export const returnDeviceRequest = z.strictObject({ reason: freeText });
export const replaceDeviceRequest = z.strictObject({ byDeviceId: id, reason: freeText.optional() });
/** `null`: not known any more. */
export const changeDeviceRequest = z.strictObject({
  room: shortText.nullable().optional(),
  fixed: z.boolean().optional(),
  modelId: id.nullable().optional(),
  simUntil: calendarDay.nullable().optional(),
});

/** What a device is after a change, and what is to be known of the change. */
export const deviceMoved = z.object({
  deviceId: z.string(),
  status: z.enum(DEVICE_STATUSES),
  stage: z.enum(DEVICE_STAGES),
  homeId: id.nullable(),
  version: z.number().int(),
  warnings: z.array(z.enum(DEVICE_WARNINGS)),
});
export type DeviceMoved = z.infer<typeof deviceMoved>;

/** One line of its trail. */
export const deviceTrailEntry = z.object({
  at: isoInstant,
  what: z.enum(DEVICE_CHANGES),
  by: person,
  reason: z.string().nullable(),
  homeId: id.nullable(),
  otherDeviceId: z.string().nullable(),
});

export const deviceModel = z.object({
  id,
  name: z.string(),
  maker: z.string().nullable(),
  role: z.enum(DEVICE_ROLES),
  profile: z.enum(DEVICE_PROFILES),
  capabilities: z.array(z.enum(DEVICE_CAPABILITIES)),
  /** Silent for longer, it is offline; `null`: the default of its role. */
  supervisionS: z.number().int().nullable(),
  firmware: z.string().nullable(),
  /** The last day on which its maker mends this firmware. */
  firmwareUntil: z.string().nullable(),
});
export type DeviceModel = z.infer<typeof deviceModel>;
export const deviceModelRequest = z.strictObject({
  id: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,64}$/)
    .optional(),
  name: shortText,
  maker: shortText.optional(),
  role: z.enum(DEVICE_ROLES),
  profile: z.enum(DEVICE_PROFILES).default('native'),
  capabilities: z.array(z.enum(DEVICE_CAPABILITIES)).max(DEVICE_CAPABILITIES.length).default([]),
  supervisionS: z.number().int().min(120).max(2_592_000).optional(),
  firmware: shortText.optional(),
  firmwareUntil: calendarDay.optional(),
});

export const unknownDevice = z.object({
  /** As it called itself; a device behind a hub is `hub/name`. */
  id: z.string(),
  group: z.enum(UNKNOWN_DEVICE_GROUPS),
  regionId: z.string(),
  /** On file already, and of no home. */
  registered: z.boolean(),
  kinds: z.array(z.enum(ALERT_KINDS)),
  signals: z.number().int(),
  firstAt: isoInstant,
  lastAt: isoInstant,
  incident: z.object({ id, number: z.string(), open: z.boolean() }).nullable(),
});
export type UnknownDevice = z.infer<typeof unknownDevice>;
export const unknownDevices = z.object({
  items: z.array(unknownDevice),
  nextCursor: z.string().nullable(),
  /** How many there are in each group; `turnedAway`: more new numbers of one address than a minute may bring, counted and not kept. */
  counts: z.object({
    alerting: z.number().int(),
    alerted: z.number().int(),
    heard: z.number().int(),
    turnedAway: z.number().int(),
  }),
});
export type UnknownDevices = z.infer<typeof unknownDevices>;
export const unknownDeviceQuery = z.strictObject({
  group: z.enum(UNKNOWN_DEVICE_GROUPS).optional(),
  regionId: id.optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});

export const deviceWorkItem = z.object({
  deviceId: z.string(),
  kind: z.enum(DEVICE_WORK),
  role: z.enum(DEVICE_ROLES),
  regionId: z.string(),
  home: z.object({ id, label: z.string() }).nullable(),
  senior: person.nullable(),
  room: z.string().nullable(),
  since: isoInstant,
  dueAt: isoInstant,
  late: z.boolean(),
  owner: person.nullable(),
});
export type DeviceWorkItem = z.infer<typeof deviceWorkItem>;
export const deviceWorkPage = z.object({
  items: z.array(deviceWorkItem),
  nextCursor: z.string().nullable(),
  counts: z.record(z.enum(DEVICE_WORK), z.number().int()),
});
export type DeviceWorkPage = z.infer<typeof deviceWorkPage>;
export const deviceWorkQuery = z.strictObject({
  kind: z.enum(DEVICE_WORK).optional(),
  regionId: id.optional(),
  /** `me`: the work of the caller; `none`: work without an owner. */
  owner: z.enum(['me', 'none']).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});
export const takeDeviceWorkRequest = z.strictObject({
  kind: z.enum(DEVICE_WORK),
  /** Absent: the caller does it. */
  ownerId: id.optional(),
  dueAt: isoInstant.optional(),
});
