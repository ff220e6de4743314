import { instant } from '@silverbell/kernel';
import { MESSAGE_DOUBTS } from '@silverbell/mqtt-contract';
import { ALERT_KINDS } from '@silverbell/vocabulary';
import { gateway, newGatewaySession, type GatewayResult, type GatewaySession } from '../gateway.js';
import type { DeviceBinding, Signal } from '../profile.js';

/** What every profile owes, whatever family it reads. Each profile's spec runs these over its own samples. */

export const NOW = instant(Date.parse('2026-01-15T08:30:00Z'));
export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

export interface Message {
  readonly topic: string;
  readonly payload: Uint8Array | string;
  readonly retained?: boolean;
  readonly session?: GatewaySession;
  readonly device?: DeviceBinding | null;
  readonly afterMs?: number;
}

export const decode = ({ topic, payload, retained, session, device, afterMs }: Message): GatewayResult =>
  gateway({
    topic,
    payload: typeof payload === 'string' ? bytes(payload) : payload,
    retained: retained ?? false,
    receivedAt: instant(NOW + (afterMs ?? 0)),
    session: session ?? newGatewaySession(),
    device: device ?? null,
  });

/** Feeds messages one after another, as one engine would. */
export function inOrder(...messages: readonly Message[]): GatewayResult[] {
  let session = newGatewaySession();
  return messages.map((message) => {
    const result = decode({ ...message, session });
    session = result.session;
    return result;
  });
}

/** Every length at which a broken line can cut a message. */
export const truncations = (payload: Uint8Array): Uint8Array[] =>
  Array.from({ length: payload.length }, (_, length) => payload.slice(0, length));

const UNSTORABLE = /[\p{Cc}\p{Cs}]/u;

/** The faults of a result; empty when it keeps what the interface promises. */
export function faultsOf(result: GatewayResult): string[] {
  const faults: string[] = [];
  if (result.signals.length > 64) faults.push('more than 64 signals from one message');
  for (const signal of result.signals) {
    if (!ALERT_KINDS.includes(signal.kind)) faults.push(`unknown kind ${signal.kind}`);
    if (signal.alertId === '' || signal.alertId.length > 128) faults.push('an alert id nobody can store');
    if (signal.dedupeKey === '') faults.push('no dedupe key');
    if (signal.doubts.some((doubt) => !MESSAGE_DOUBTS.includes(doubt))) faults.push('an unknown doubt');
    if (signal.position && signal.position.point.lat === 0 && signal.position.point.lng === 0)
      faults.push('a position at 0/0');
    if (UNSTORABLE.test(textOf(signal))) faults.push('text no database takes');
  }
  const ids = result.signals.map((signal) => `${signal.alertId} ${signal.kind}`);
  if (new Set(ids).size !== ids.length) faults.push('two signals that cannot be told apart');
  return faults;
}

const textOf = (signal: Signal): string =>
  [signal.alertId, signal.occurredAt ?? '', ...Object.values(signal.values)].join(' ');
