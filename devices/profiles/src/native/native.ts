import {
  fingerprint,
  matchTopic,
  parseAlert,
  parseHeartbeat,
  parseStatus,
  parseTelemetry,
  type Alert,
  type MessageDoubt,
  type UnreadableReason,
} from '@silverbell/mqtt-contract';
import { toWgs84 } from '../datum.js';
import type { DecodeInput, Profile, Result, Sighting, Signal } from '../profile.js';
import { seen } from '../sighting.js';

/** The native protocol remembers nothing between messages. */
export type NativeSession = null;

type Input = DecodeInput<NativeSession>;

/** One signal for each kind the message names; they are in all else the same. */
const signalsOf = (input: Input, deviceKey: string, alert: Alert, doubts: readonly MessageDoubt[]): Signal[] =>
  [alert.kind, ...alert.alsoKinds].map((kind) => signalOf(input, deviceKey, { ...alert, kind }, doubts));

function signalOf(input: Input, deviceKey: string, alert: Alert, doubts: readonly MessageDoubt[]): Signal {
  return {
    kind: alert.kind,
    word: alert.word,
    phase: alert.kind === 'cancel' ? 'cancel' : 'raise',
    deviceKey,
    child: null,
    sourceId: input.device?.id ?? null,
    alertId: alert.id,
    dedupeKey: `${deviceKey}:${alert.id}:${alert.kind}:${alert.attempt}`,
    attempt: alert.attempt,
    certainty: alert.certainty,
    position: alert.position ? toWgs84(alert.position) : null,
    test: alert.test,
    doubts: input.retained ? [...doubts, 'replayed'] : doubts,
    unreadable: null,
    values: alert.values,
    batteryPct: alert.batteryPct,
    occurredAt: alert.at,
  };
}

/** Bytes on an alert topic that are no message still mean that a device wanted something. */
export function unreadableSignal(
  input: Pick<DecodeInput<unknown>, 'payload' | 'retained' | 'device'>,
  deviceKey: string,
  child: string | null,
  sourceId: string | null,
  reason: UnreadableReason,
): Signal {
  const key = fingerprint(input.payload);
  return {
    kind: 'unspecified',
    word: null,
    phase: 'raise',
    deviceKey,
    child,
    sourceId,
    alertId: `hash:${key}`,
    dedupeKey: `${deviceKey}:${child ?? ''}:${key}`,
    attempt: 1,
    certainty: 'unverified',
    position: null,
    test: false,
    doubts: [reason === 'too-large' ? 'too-large' : 'unreadable', ...(input.retained ? (['replayed'] as const) : [])],
    unreadable: reason,
    values: {},
    batteryPct: null,
    occurredAt: null,
  };
}

const signals = (...list: Signal[]): Result<NativeSession> => ({
  session: null,
  signals: list,
  sightings: [],
  issues: [],
});
const sightings = (...list: Sighting[]): Result<NativeSession> => ({
  session: null,
  signals: [],
  sightings: list,
  issues: [],
});

function decode(input: Input): Result<NativeSession> {
  const match = matchTopic(input.topic);
  const deviceKey = match?.deviceId ?? '';
  const here = { deviceKey, child: null, sourceId: input.device?.id ?? null };
  switch (match?.name) {
    case 'alert': {
      const read = parseAlert(input.payload, input.receivedAt);
      return signals(
        ...(read.ok
          ? signalsOf(input, deviceKey, read.alert, read.doubts)
          : [unreadableSignal(input, deviceKey, null, here.sourceId, read.reason)]),
      );
    }
    case 'heartbeat': {
      const { position, at, ...rest } = parseHeartbeat(input.payload);
      return sightings(
        seen({ ...here, ...rest, online: true, occurredAt: at, position: position ? toWgs84(position) : null }),
      );
    }
    case 'telemetry': {
      const read = parseTelemetry(input.payload);
      if (!read.ok) {
        return {
          ...sightings(seen({ ...here, online: true })),
          issues: [{ code: 'unreadable', detail: `telemetry: ${read.reason}` }],
        };
      }
      return sightings(seen({ ...here, online: true, occurredAt: read.value.at, readings: read.value.readings }));
    }
    case 'status':
      return sightings(seen({ ...here, online: parseStatus(input.payload) }));
    case 'receipt':
    case 'command':
      return {
        session: null,
        signals: [],
        sightings: [],
        issues: [{ code: 'own-echo', detail: input.topic.slice(0, 200) }],
      };
    case 'zigbee2mqtt':
    case 'homeassistant':
    case undefined:
      return {
        session: null,
        signals: [],
        sightings: [],
        issues: [{ code: 'unknown-topic', detail: input.topic.slice(0, 200) }],
      };
  }
}

/** `care/v1/{deviceId}/…` (contracts.md section 3). */
export const native: Profile<NativeSession> = {
  id: 'native',
  version: '1.0.0',
  match: (topic) => (topic.startsWith('care/v1/') ? 2 : 0),
  initial: () => null,
  decode,
  supervise: { expectEveryS: 60, offlineAfterS: 180, lastWill: true },
};
