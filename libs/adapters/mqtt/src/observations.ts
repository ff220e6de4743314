import { as, type DeviceId } from '@silverbell/kernel';
import { matchTopic } from '@silverbell/mqtt-contract';
import type { GatewayResult, DeviceObservation } from '@silverbell/profiles';
import { isUnproven, type Delivery } from './delivery.js';
import type { ActivityRow, LastSeenRow } from './devices.port.js';
import type { Log } from './log.port.js';

export interface ObservationDeps {
  readonly seen: { note(row: LastSeenRow): void };
  /** What devices said of rooms and bodies; lossy, and never in front of an alert. */
  readonly signs?: { note(row: ActivityRow): void };
  readonly log: Log;
}

/** A person pressed the button. A silent call for help is no entry in a list that others read. */
const PRESSES: ReadonlySet<string> = new Set(['sos', 'assistance', 'cancel', 'test']);
/** Heard, and nothing else about it. */
const NOTHING_NEW = { online: null, batteryPct: null, rssiDbm: null, firmware: null, network: null, position: null };

/** Records what a message tells besides its alerts: last-seen of devices, measurements, and presses as signs of a person. */
export function recordObservations(deps: ObservationDeps, delivery: Delivery, result: GatewayResult): void {
  const { deviceId, receivedAt, replayed } = delivery;
  for (const observation of result.observations) recordLastSeen(deps, delivery, observation);
  // What a broker kept says nothing about now, nor about who is at home; what nothing proves is no sign of a person either.
  if (!replayed && !isUnproven(delivery)) recordActivity(deps, delivery, result);
  // A press shows that its device is online; a retained message shows nothing.
  if (result.signals.length > 0 && result.observations.length === 0 && !replayed)
    deps.seen.note({ deviceId, seenAt: receivedAt, ...NOTHING_NEW, ...proofOf(delivery) });
  for (const issue of result.issues) deps.log.info('message-not-understood', { device: deviceId, issue: issue.code });
}

const proofOf = (delivery: Delivery): Pick<LastSeenRow, 'unproven'> => (isUnproven(delivery) ? { unproven: true } : {});

function recordLastSeen(deps: ObservationDeps, delivery: Delivery, observation: DeviceObservation): void {
  const { deviceId, receivedAt, topic } = delivery;
  const { child, online, batteryPct, rssiDbm, firmware, network, gateway, position } = observation;
  const unproven = isUnproven(delivery);
  deps.seen.note({
    deviceId: unproven ? deviceId : speakerOf(deviceId, observation),
    seenAt: receivedAt,
    online,
    batteryPct,
    rssiDbm,
    firmware,
    network,
    gateway: gateway ?? null,
    heartbeat: !unproven && child === null && matchTopic(topic)?.name === 'heartbeat',
    unproven,
    // A device was heard under this number, and no more: where it is, nothing proves.
    position: unproven ? null : position && { ...position, source: position.source ?? 'unknown' },
  });
  if (unproven || child === null) return;
  // A hub that relayed this message is online: its last-seen is updated too.
  deps.seen.note({ deviceId, seenAt: receivedAt, ...NOTHING_NEW });
}

function recordActivity(
  { signs }: ObservationDeps,
  { deviceId, receivedAt: at }: Delivery,
  decoded: GatewayResult,
): void {
  for (const observation of decoded.observations)
    if (observation.readings.length > 0)
      signs?.note({ deviceId: speakerOf(deviceId, observation), at, readings: observation.readings, pressed: false });
  for (const signal of decoded.signals)
    if (PRESSES.has(signal.kind) && signal.certainty === 'observed' && signal.phase !== 'clear')
      signs?.note({ deviceId: speakerOf(deviceId, signal), at, readings: [], pressed: true });
}

const speakerOf = (deviceId: DeviceId, { child, sourceId }: Pick<DeviceObservation, 'child' | 'sourceId'>): DeviceId =>
  child === null ? deviceId : as<DeviceId>(sourceId ?? `${deviceId}/${child}`);
