import { toIso, type Instant } from '@silverbell/kernel';
import { z } from 'zod';
import { RECEIPT_STAGES, type ReceiptStage } from '@silverbell/vocabulary';
import { CLAIMED_CERTAINTIES } from './alert.js';
import { isFields, isFiniteNumber, isPlainText, readObject } from './bytes.js';
import type { UnreadableReason } from './doubts.js';
import { DEVICE_ALERT_KINDS } from './kinds.js';
import { DATUMS, POSITION_SOURCES, readPosition, type RawPosition } from './position.js';

/**
 * The messages as a well-behaved device writes them. These schemas document and check what *we* send and what the
 * simulators send; what devices really send is read leniently, by the `parse…` functions.
 */
const deviceClock = z.string().max(40).describe('ISO 8601 with a zone, by the device; kept, never decides');

const positionMessage = z.object({
  lat: z.number().min(-90).max(90),
  lng: z.number().min(-180).max(180),
  accuracyM: z.number().min(0).nullish(),
  datum: z.enum(DATUMS).optional(),
  fixAt: deviceClock.nullish(),
  source: z.enum(POSITION_SOURCES).nullish(),
});

export const alertMessage = z.object({
  id: z.string().min(1).max(64).describe('unique per press; the same for its repeats'),
  kind: z.enum(DEVICE_ALERT_KINDS),
  at: deviceClock.nullish(),
  position: positionMessage.nullish(),
  batteryPct: z.number().min(0).max(100).nullish(),
  attempt: z.number().int().min(1).optional(),
  certainty: z.enum(CLAIMED_CERTAINTIES).optional(),
  test: z.boolean().optional(),
  values: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
});
export type AlertMessage = z.infer<typeof alertMessage>;

export const heartbeatMessage = z.object({
  at: deviceClock.nullish(),
  batteryPct: z.number().min(0).max(100).nullish(),
  rssiDbm: z.number().nullish(),
  firmware: z.string().max(64).nullish(),
  network: z.string().max(64).nullish(),
  /** The address of the router it reaches us through. */
  gateway: z.string().max(64).nullish(),
  position: positionMessage.nullish(),
});
export type HeartbeatMessage = z.infer<typeof heartbeatMessage>;

export const telemetryMessage = z.object({
  at: deviceClock.nullish(),
  readings: z
    .array(
      z.object({ kind: z.string().max(64), value: z.number(), unit: z.string().max(32).describe('UCUM').nullish() }),
    )
    .max(64),
});
export type TelemetryMessage = z.infer<typeof telemetryMessage>;

export const statusMessage = z.object({ online: z.boolean() });
export type StatusMessage = z.infer<typeof statusMessage>;
/** Registered by the device when it connects, said by the broker when the device is gone. */
export const LAST_WILL: StatusMessage = { online: false };

export const receiptMessage = z.object({
  alertId: z.string(),
  stage: z.enum(RECEIPT_STAGES),
  at: z.string().describe('by the server'),
  etaMinutes: z.number().int().min(0).optional(),
  helperName: z.string().optional().describe('family name and role only'),
  say: z.string().optional().describe('to be spoken or shown'),
  silent: z.boolean().describe('no sound, light, vibration or text: only stop repeating'),
});
export type ReceiptMessage = z.infer<typeof receiptMessage>;

export const COMMAND_KINDS = ['locate', 'ring', 'test', 'configure', 'call'] as const;
export type CommandKind = (typeof COMMAND_KINDS)[number];
export const commandMessage = z.looseObject({ id: z.string(), kind: z.enum(COMMAND_KINDS) });
export type CommandMessage = z.infer<typeof commandMessage>;

// --- what we write ---

export interface ReceiptFacts {
  readonly alertId: string;
  readonly stage: ReceiptStage;
  readonly at: Instant;
  readonly etaMinutes?: number | null;
  readonly helperName?: string | null;
  readonly say?: string | null;
  readonly silent?: boolean;
}

/** A silent receipt carries no words: a person beside the senior must not see or hear it. */
export function receipt(facts: ReceiptFacts): ReceiptMessage {
  const silent = facts.silent ?? false;
  const bare = { alertId: facts.alertId, stage: facts.stage, at: toIso(facts.at), silent };
  if (silent) return bare;
  return {
    ...bare,
    ...(facts.etaMinutes === null || facts.etaMinutes === undefined
      ? {}
      : { etaMinutes: Math.max(0, Math.round(facts.etaMinutes)) }),
    ...(facts.helperName ? { helperName: facts.helperName } : {}),
    ...(facts.say ? { say: facts.say } : {}),
  };
}

export const command = (
  id: string,
  kind: CommandKind,
  more: Readonly<Record<string, unknown>> = {},
): CommandMessage => ({ ...more, id, kind });

export const encode = (message: object): string => JSON.stringify(message);

// --- what we read ---

export type Read<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: UnreadableReason };

export interface Heartbeat {
  readonly at: string | null;
  readonly batteryPct: number | null;
  readonly rssiDbm: number | null;
  readonly firmware: string | null;
  readonly network: string | null;
  /** What it reaches us through (the address of its router): another one, and the hub may have been moved. */
  readonly gateway: string | null;
  readonly position: RawPosition | null;
}

/** A heartbeat says "I am here" even when nothing in it can be read; only its details may be lost. */
export function parseHeartbeat(bytes: Uint8Array): Heartbeat {
  const read = readObject(bytes);
  const fields = read.ok ? read.fields : {};
  const text = (key: string): string | null => (isPlainText(fields[key], 64) ? fields[key] : null);
  const number = (key: string, min: number, max: number): number | null => {
    const value = fields[key];
    return isFiniteNumber(value) && value >= min && value <= max ? value : null;
  };
  return {
    at: text('at'),
    batteryPct: number('batteryPct', 0, 100),
    rssiDbm: number('rssiDbm', -200, 50),
    firmware: text('firmware'),
    network: text('network'),
    gateway: text('gateway'),
    position: readPosition(fields['position']).position,
  };
}

export interface Reading {
  readonly kind: string;
  readonly value: number;
  readonly unit: string | null;
}

export function parseTelemetry(bytes: Uint8Array): Read<{ at: string | null; readings: readonly Reading[] }> {
  const read = readObject(bytes);
  if (!read.ok) return read;
  const listed = Array.isArray(read.fields['readings'])
    ? (read.fields['readings'] as readonly unknown[]).slice(0, 64)
    : [];
  const readings = listed.flatMap((item): Reading[] => {
    if (!isFields(item) || !isPlainText(item['kind'], 64) || !isFiniteNumber(item['value'])) return [];
    return [{ kind: item['kind'], value: item['value'], unit: isPlainText(item['unit'], 32) ? item['unit'] : null }];
  });
  const at = read.fields['at'];
  return { ok: true, value: { at: isPlainText(at, 40) ? at : null, readings } };
}

/** `null` when it does not say. */
export function parseStatus(bytes: Uint8Array): boolean | null {
  const read = readObject(bytes);
  if (!read.ok) return null;
  const online = read.fields['online'];
  return typeof online === 'boolean' ? online : null;
}

/** For devices: what the platform told us. */
export function parseReceipt(bytes: Uint8Array): ReceiptMessage | null {
  const read = readObject(bytes);
  if (!read.ok) return null;
  const parsed = receiptMessage.safeParse(read.fields);
  return parsed.success ? parsed.data : null;
}

export function parseCommand(bytes: Uint8Array): CommandMessage | null {
  const read = readObject(bytes);
  if (!read.ok) return null;
  const parsed = commandMessage.safeParse(read.fields);
  return parsed.success ? parsed.data : null;
}
