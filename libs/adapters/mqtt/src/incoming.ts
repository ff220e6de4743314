import type { Doubt } from '@silverbell/incident';
import { matchTopic } from '@silverbell/mqtt-contract';
import type { Signal } from '@silverbell/profiles';
import type { IncomingSignal } from '@silverbell/usecases';
import { createHash } from 'node:crypto';
import type { Delivery } from './delivery.js';

const RAW_KEPT_BYTES = 64 * 1024;

type Message = Pick<
  IncomingSignal,
  'deviceId' | 'topic' | 'raw' | 'payloadHash' | 'engineId' | 'receivedAt' | 'copiesSince' | 'redelivered'
>;

/** What a delivery is known by, whatever it says. */
export function messageOf(
  { deviceId, topic, payload, receivedAt, copiesSince = receivedAt, redelivered = false }: Delivery,
  engineId: string,
): Message {
  return {
    ...{ deviceId, topic, engineId, receivedAt, copiesSince },
    raw: payload.subarray(0, RAW_KEPT_BYTES),
    payloadHash: createHash('sha256').update(payload).digest('hex').slice(0, 32),
    // A hub's press has no id of its own: there an equal one may be a second press, and counts.
    redelivered: redelivered && matchTopic(topic)?.name === 'alert',
  };
}

export function incomingOf(
  delivery: Delivery,
  { child, alertId, dedupeKey, kind, phase, certainty, test, batteryPct, position, doubts: own, occurredAt }: Signal,
  doubts: readonly Doubt[],
  engineId: string,
): IncomingSignal {
  return {
    ...messageOf(delivery, engineId),
    ...{ child, alertId, dedupeKey, kind, phase, certainty, test, batteryPct },
    doubts: [...new Set([...own, ...doubts])],
    deviceTime: occurredAt,
    position: position && { ...position, source: position.source ?? 'unknown' },
  };
}

/** No profile read it, so a person must. */
export function unreadableOf(delivery: Delivery, doubt: 'unreadable' | 'too-large', engineId: string): IncomingSignal {
  const message = messageOf(delivery, engineId);
  return {
    ...message,
    ...{ child: null, test: false, deviceTime: null, batteryPct: null, position: null },
    ...{ kind: 'unspecified', phase: 'raise', certainty: 'unverified' },
    doubts: [doubt, ...delivery.doubts],
    alertId: `${doubt}-${message.payloadHash.slice(0, 16)}`,
  };
}
