import type { Instant } from '@silverbell/kernel';
import {
  fingerprint,
  matchTopic,
  parseAlert,
  parseHeartbeat,
  parseStatus,
  parseTelemetry,
  readKinds,
  type Alert,
  type MessageDoubt,
  type TopicMatch,
  type UnreadableReason,
} from '@silverbell/mqtt-contract';
import { toWgs84 } from '../datum.js';
import type { DecodeInput, Profile, Result, DeviceObservation, Signal } from '../profile.js';
import { observationOf } from '../device-observation.js';
import { alarmOfTopic, alertOnQuietTopic, alertOnUnknownTopic } from './near-miss.js';

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
  observations: [],
  issues: [],
});
const observations = (...list: DeviceObservation[]): Result<NativeSession> => ({
  session: null,
  signals: [],
  observations: list,
  issues: [],
});

const isQuiet = (match: TopicMatch | null): boolean =>
  match !== null && ['heartbeat', 'telemetry', 'status', 'receipt', 'command'].includes(match.name);

/** Does a message on a topic that carries no alerts carry one all the same? Then it has the promise of one. */
export const isMisplacedAlert = (topic: string, payload: Uint8Array, receivedAt: Instant): boolean =>
  isQuiet(matchTopic(topic)) && alertOnQuietTopic({ payload, receivedAt }) !== null;

/** Below its own prefix, on an unknown topic: a call for help by its topic or by its words, or something that a person has to look at. */
function decodeOther(input: Input, deviceKey: string, below: string): Result<NativeSession> {
  const sourceId = input.device?.id ?? null;
  const called = alarmOfTopic(below);
  if (called === null) {
    const onUnknownTopic = alertOnUnknownTopic(input);
    if (onUnknownTopic) return signals(...signalsOf(input, deviceKey, onUnknownTopic.alert, onUnknownTopic.doubts));
    const here = observations(
      observationOf({ deviceKey, child: null, sourceId, online: input.retained ? null : true }),
    );
    // Nothing said, as a broker is told to forget what it keeps.
    return input.payload.length === 0
      ? here
      : { ...here, issues: [{ code: 'not-understood', detail: below.slice(0, 200) }] };
  }
  const read = parseAlert(input.payload, input.receivedAt);
  const named = readKinds(
    called.map((kind) => ({ value: kind, cut: false })),
    null,
  );
  if (!read.ok) {
    const signal = unreadableSignal(input, deviceKey, null, sourceId, read.reason);
    return signals({ ...signal, kind: named.kind, doubts: [...signal.doubts, 'near-topic'] });
  }
  const { alert } = read;
  const kinds = alert.kind === 'unspecified' ? { kind: named.kind, alsoKinds: named.also } : {};
  return signals(...signalsOf(input, deviceKey, { ...alert, ...kinds }, ['near-topic', ...read.doubts]));
}

function decode(input: Input): Result<NativeSession> {
  const match = matchTopic(input.topic);
  const deviceKey = match?.deviceId ?? '';
  const here = { deviceKey, child: null, sourceId: input.device?.id ?? null };
  const misplaced = isQuiet(match) ? alertOnQuietTopic(input) : null;
  if (misplaced) return signals(...signalsOf(input, deviceKey, misplaced.alert, misplaced.doubts));
  switch (match?.name) {
    case 'other':
      return decodeOther(input, deviceKey, match.rest);
    case 'alert': {
      const read = parseAlert(input.payload, input.receivedAt);
      return signals(
        ...(read.ok
          ? signalsOf(input, deviceKey, read.alert, read.doubts)
          : [unreadableSignal(input, deviceKey, null, here.sourceId, read.reason)]),
      );
    }
    case 'heartbeat': {
      // Field by field: thousands come a second, and copying them object by object cost ten times the reading.
      const heartbeat = parseHeartbeat(input.payload);
      return observations({
        deviceKey,
        child: null,
        sourceId: here.sourceId,
        online: true,
        occurredAt: heartbeat.at,
        batteryPct: heartbeat.batteryPct,
        rssiDbm: heartbeat.rssiDbm,
        firmware: heartbeat.firmware,
        network: heartbeat.network,
        gateway: heartbeat.gateway,
        position: heartbeat.position ? toWgs84(heartbeat.position) : null,
        readings: [],
      });
    }
    case 'telemetry': {
      const read = parseTelemetry(input.payload);
      if (!read.ok) {
        return {
          ...observations(observationOf({ ...here, online: true })),
          issues: [{ code: 'unreadable', detail: `telemetry: ${read.reason}` }],
        };
      }
      return observations(
        observationOf({ ...here, online: true, occurredAt: read.value.at, readings: read.value.readings }),
      );
    }
    case 'status':
      return observations(observationOf({ ...here, online: parseStatus(input.payload) }));
    case 'receipt':
    case 'command':
      return {
        session: null,
        signals: [],
        observations: [],
        issues: [{ code: 'own-echo', detail: input.topic.slice(0, 200) }],
      };
    case 'zigbee2mqtt':
    case 'homeassistant':
    case undefined:
      return {
        session: null,
        signals: [],
        observations: [],
        issues: [{ code: 'unknown-topic', detail: input.topic.slice(0, 200) }],
      };
  }
}

const isNative = (topic: string): boolean => {
  const name = matchTopic(topic)?.name;
  return name !== undefined && name !== 'zigbee2mqtt' && name !== 'homeassistant';
};

/** `care/v1/{deviceId}/…` (contracts.md section 3). */
export const native: Profile<NativeSession> = {
  id: 'native',
  version: '1.0.0',
  match: (topic) => (isNative(topic) ? 2 : 0),
  initial: () => null,
  decode,
  supervise: { expectEveryS: 60, offlineAfterS: 180, lastWill: true },
};
