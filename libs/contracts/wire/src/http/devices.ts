import { z } from 'zod';
import {
  ALERT_KINDS,
  DEVICE_STAGES,
  DEVICE_STATUSES,
  PRACTICES,
  RECEIPT_STAGES,
  RECEIPT_STATES,
  TEST_REASONS,
} from '@silverbell/vocabulary';
import { deviceTrailEntry } from './device-life.js';
import { id, isoInstant, lat, lng, person } from './shared.js';

/** A person opened it for one device; inside it that device is being tried out (safety.md H13). */
export const testWindow = z.object({
  id,
  deviceId: id,
  openedBy: person,
  openedAt: isoInstant,
  closesAt: isoInstant,
  /** Before its time, by a person. */
  endedAt: isoInstant.nullable(),
  reason: z.enum(TEST_REASONS),
});
export type TestWindow = z.infer<typeof testWindow>;

export const openTestWindowRequest = z.strictObject({ reason: z.enum(TEST_REASONS).default('monthly-test') });
export type OpenTestWindowRequest = z.input<typeof openTestWindowRequest>;

export const deviceSummary = z.object({
  id,
  role: z.string(),
  profile: z.string(),
  status: z.enum(DEVICE_STATUSES),
  stage: z.enum(DEVICE_STAGES),
  model: z.object({ id, name: z.string() }).nullable(),
  regionId: z.string(),
  home: z.object({ id, label: z.string() }).nullable(),
  /** Who wears it; `null`: the home's, or not assigned. */
  senior: person.nullable(),
  room: z.string().nullable(),
  /** At the home, whatever its position says. */
  fixed: z.boolean(),
  /** The hub it speaks through. */
  hubId: z.string().nullable(),
  lastSeenAt: isoInstant.nullable(),
  /** What was heard last came without proof: its number over a bare connection, which anybody can say. */
  lastSeenUnproven: z.boolean(),
  /** `null`: it never said. */
  online: z.boolean().nullable(),
  batteryPct: z.number().nullable(),
  /** The last press of it that was answered, in a test or in earnest. */
  lastPressAt: isoInstant.nullable(),
  /** Longer ago than the region allows, or never; only devices with a button are tried out. */
  testOverdue: z.boolean(),
  /** In use, and nothing was ever heard of it. */
  neverHeard: z.boolean(),
  /** Open now. */
  testWindow: testWindow.nullable(),
  /** The day on which its SIM card ends. */
  simUntil: z.string().nullable(),
  /** For `If-Match`. */
  version: z.number().int(),
});
export type DeviceSummary = z.infer<typeof deviceSummary>;

/** What went down to the device for one press. */
export const receiptSent = z.object({
  at: isoInstant,
  stage: z.enum(RECEIPT_STAGES),
  state: z.enum(RECEIPT_STATES),
});

export const devicePress = z.object({
  at: isoInstant,
  alertId: z.string(),
  kind: z.enum(ALERT_KINDS),
  incidentId: id,
  incidentNumber: z.string(),
  practice: z.enum(PRACTICES).nullable(),
  receipts: z.array(receiptSent),
});
export type DevicePress = z.infer<typeof devicePress>;

export const device = deviceSummary.extend({
  installedAt: isoInstant.nullable(),
  firmware: z.string().nullable(),
  network: z.string().nullable(),
  rssiDbm: z.number().nullable(),
  /** Where it was tried out, WGS 84. */
  placed: z.object({ lat, lng, accuracyM: z.number().nullable(), at: isoInstant }).nullable(),
  /** What was done to it, latest first, at most 100. */
  trail: z.array(deviceTrailEntry),
  /** Latest first, at most 50. */
  presses: z.array(devicePress),
  /** Latest first, at most 20. */
  testWindows: z.array(testWindow),
});
export type Device = z.infer<typeof device>;

export const devicePage = z.object({ items: z.array(deviceSummary), nextCursor: z.string().nullable() });
export type DevicePage = z.infer<typeof devicePage>;

export const deviceQuery = z.strictObject({
  homeId: id.optional(),
  /** The region and everything below it. */
  regionId: id.optional(),
  testOverdue: z.enum(['true']).optional(),
  neverHeard: z.enum(['true']).optional(),
  stage: z.enum(DEVICE_STAGES).optional(),
  /** In its id, its room, or the label of its home. */
  q: z.string().max(80).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});
export type DeviceQuery = z.infer<typeof deviceQuery>;
