import type { Doubt } from '@silverbell/vocabulary';
import { as, type DeviceId, type TextId } from '@silverbell/kernel';
import { samePressWithin, type ReceivedSignal } from '@silverbell/profiles';
import type { InboundSignal } from '@silverbell/usecases';
import { createHash } from 'node:crypto';
import { isUnproven, type Delivery } from './delivery.js';

const RAW_KEPT_BYTES = 64 * 1024;

/** Names the bytes of a message. */
export const hashOf = (payload: Uint8Array): string => createHash('sha256').update(payload).digest('hex').slice(0, 32);

type Message = Pick<
  InboundSignal,
  | 'deviceId'
  | 'topic'
  | 'raw'
  | 'payloadHash'
  | 'engineId'
  | 'receivedAt'
  | 'copies'
  | 'deliveryId'
  | 'redelivered'
  | 'sentBefore'
  | 'unproven'
>;

/** What a delivery is known by, whatever it says. */
export function messageOf(delivery: Delivery, engineId: string): Message {
  const { id, deviceId, topic, payload, receivedAt, copiesSince, redelivered = false, sentBefore = false } = delivery;
  return {
    ...(isUnproven(delivery) ? { unproven: true } : {}),
    ...(id === undefined ? {} : { deliveryId: as<TextId>(id) }),
    copies: copiesSince === undefined ? null : { since: copiesSince },
    ...{ deviceId, topic, engineId, receivedAt, redelivered, sentBefore },
    raw: payload.subarray(0, RAW_KEPT_BYTES),
    payloadHash: hashOf(payload),
  };
}

export function incomingOf(
  delivery: Delivery,
  signal: ReceivedSignal,
  doubts: readonly Doubt[],
  engineId: string,
): InboundSignal {
  const { child, alertId, dedupeKey, kind, phase, certainty, test, batteryPct, position, occurredAt } = signal;
  const { sameWithin, attempt, doubts: own } = signal;
  return {
    ...messageOf(delivery, engineId),
    ...{ child, alertId, dedupeKey, kind, phase, certainty, test, batteryPct, sameWithin, attempt },
    doubts: [...new Set([...own, ...doubts])],
    ...(delivery.turnedAway && { turnedAway: delivery.turnedAway }),
    deviceTime: occurredAt,
    decoded: decodedFrameOf(signal),
    position: position && { ...position, source: position.source ?? 'unknown' },
  };
}

/** Values that no rule reads, but that operators see. */
const decodedFrameOf = ({ sourceId, word, values }: ReceivedSignal): NonNullable<InboundSignal['decoded']> => ({
  ...{ sourceId: sourceId === null ? null : as<DeviceId>(sourceId), word, values },
});

/** No profile read it, so a person must. */
export function unreadableOf(delivery: Delivery, doubt: 'unreadable' | 'too-large', engineId: string): InboundSignal {
  const message = messageOf(delivery, engineId);
  return {
    ...message,
    ...{ child: null, test: false, deviceTime: null, batteryPct: null, position: null },
    ...{ kind: 'unspecified', phase: 'raise', certainty: 'unverified' },
    doubts: [doubt, ...delivery.doubts],
    alertId: `${doubt}-${message.payloadHash.slice(0, 16)}@${message.receivedAt.toString(36)}`,
    dedupeKey: `${doubt}-${message.payloadHash.slice(0, 16)}`,
    sameWithin: samePressWithin('native', message.receivedAt),
  };
}

/** Of one device at most this often: what it says again and again is one task. */
export const NOT_UNDERSTOOD_EVERY_MS = 3_600_000;

/** A task for the people who look after devices; no device waits for an answer to it. */
export function notUnderstoodOf(delivery: Delivery, engineId: string): InboundSignal {
  const message = messageOf(delivery, engineId);
  const hour = Math.floor(delivery.receivedAt / NOT_UNDERSTOOD_EVERY_MS);
  return {
    ...message,
    ...{ child: null, test: false, deviceTime: null, batteryPct: null, position: null },
    ...{ kind: 'fault', phase: 'raise', certainty: 'observed' },
    doubts: ['not-understood', ...delivery.doubts],
    // One open task per device: said again it is counted there.
    alertId: 'not-understood',
    dedupeKey: `${delivery.deviceId}:not-understood:${message.payloadHash}:${String(hour)}`,
    raisedByPlatform: { homeId: null },
  };
}
