import type { Actor, AlertRef, Incident, UnregisteredDevice } from '@silverbell/incidents';
import { as, between, minutes, toIso, type DeviceId, type IncidentId, type TextId } from '@silverbell/kernel';
import { executeCommand } from '../incidents/execute-command.js';
import { receiveSignal } from '../incidents/receive-signal/index.js';
import type { Deps } from '../deps.js';

/** Incidents of devices that are not registered and that nothing authenticated, and what has been registered meanwhile. */
export interface UnregisteredDeviceStore {
  openUnregistered(): Promise<readonly Incident[]>;
  /** The one registered device that each of these numbers is; a number of several devices or of none is not in it. */
  registeredAs(numbers: readonly DeviceId[]): Promise<ReadonlyMap<DeviceId, DeviceId>>;
  /** Open emergencies of single devices that had no home, and have one by now. */
  openOfBound(): Promise<readonly Incident[]>;
}

const REGISTER: Actor = { kind: 'system', id: 'register' };
/** Told later than this, a signal says so. */
const LATE = minutes(2);

/**
 * A number of the shared incident that is registered now: what it said becomes or joins the incident of its home, and the shared one says
 * so. First the one, then the other: a crash between them does it again, under the same delivery id.
 */
export async function claimRegistered(deps: Deps, book: UnregisteredDeviceStore, engineId: string): Promise<number> {
  let claimed = 0;
  for (const incident of await book.openUnregistered()) {
    const left = (incident.unregistered?.listed ?? []).filter((one) => one.claimed === null);
    if (left.length === 0) continue;
    const registered = await book.registeredAs(left.map(({ deviceId }) => deviceId));
    for (const one of left) {
      const registeredAs = registered.get(one.deviceId);
      if (registeredAs === undefined) continue;
      await claim(deps, engineId, incident, one, registeredAs);
      claimed += 1;
    }
  }
  return claimed;
}

/**
 * A device that called before it had a home: what it said becomes or joins the incident of the home it is bound to now, and its own incident
 * says so by a fact. Until then nothing of either incident changes.
 */
export async function claimBound(deps: Deps, book: UnregisteredDeviceStore, engineId: string): Promise<number> {
  let claimed = 0;
  for (const incident of await book.openOfBound()) {
    const { subject, boundTo } = incident;
    const newest = newestOfEach(incident.alerts);
    const [first] = newest;
    if (subject.type !== 'device' || first === undefined) continue;
    const now = deps.clock.now();
    const facts = await deps.registry.deviceFacts({ id: first.deviceId, child: first.child ?? null }, now);
    if (facts.homeId === null || boundTo?.homeId === facts.homeId) continue;
    let takenTo: IncidentId | null = null;
    for (const { deviceId, child = null, alertId, kind, at } of newest) {
      const { incidentId } = await receiveSignal(deps, {
        ...{ deviceId, child, alertId, kind, certainty: 'observed', position: null, phase: 'raise', test: false },
        deliveryId: as<TextId>(`bound:${incident.id}:${alertId}:${String(at)}`),
        doubts: between(at, now) >= LATE ? ['late-report'] : [],
        ...{ deviceTime: toIso(at), batteryPct: null },
        ...{ raw: new Uint8Array(), topic: 'platform/register', payloadHash: subject.id, engineId, receivedAt: now },
      });
      takenTo ??= incidentId;
    }
    await executeCommand(deps, {
      ref: { by: 'incident', id: incident.id },
      by: REGISTER,
      intent: {
        ...{ type: 'claim-device', deviceId: subject.id, registeredAs: first.deviceId },
        ...{ homeId: facts.homeId, takenTo },
      },
    });
    claimed += 1;
  }
  return claimed;
}

/** The newest alert of each kind that each device, or child of a hub, told. */
const newestOfEach = (alerts: readonly AlertRef[]): readonly AlertRef[] => [
  ...new Map(
    [...alerts]
      .sort((one, other) => one.at - other.at)
      .map((alert) => [JSON.stringify([alert.deviceId, alert.child ?? null, alert.kind]), alert] as const),
  ).values(),
];

async function claim(
  deps: Deps,
  engineId: string,
  shared: Incident,
  one: UnregisteredDevice,
  registeredAs: DeviceId,
): Promise<void> {
  const { deviceId, alerts, position } = one;
  const now = deps.clock.now();
  let takenTo: IncidentId | null = null;
  for (const { alertId, kind, certainty, at } of alerts) {
    const { incidentId } = await receiveSignal(deps, {
      ...{ deviceId: registeredAs, child: null, alertId, kind, certainty, position },
      deliveryId: as<TextId>(`claim:${shared.id}:${deviceId}:${alertId}:${String(at)}`),
      ...{ phase: 'raise', test: false, unproven: true },
      doubts: between(at, now) >= LATE ? ['late-report'] : [],
      ...{ deviceTime: toIso(at), batteryPct: null },
      ...{ raw: new Uint8Array(), topic: 'platform/register', payloadHash: deviceId, engineId, receivedAt: now },
    });
    takenTo ??= incidentId;
  }
  const { homeId } = await deps.registry.deviceFacts({ id: registeredAs, child: null }, now);
  await executeCommand(deps, {
    ref: { by: 'incident', id: shared.id },
    by: REGISTER,
    intent: { type: 'claim-device', deviceId, registeredAs, homeId, takenTo },
  });
}
