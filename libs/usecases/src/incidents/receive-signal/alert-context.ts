import {
  classify,
  REDELIVERY_WITHIN,
  type SignalFacts,
  type Subject,
  type DestinationProposal,
} from '@silverbell/incidents';
import { after, duration, type Instant } from '@silverbell/kernel';
import type { IncidentCategory } from '@silverbell/vocabulary';
import type { Deps } from '../../deps.js';
import { areConditionsAdverse } from '../../monitoring/adverse-conditions.js';
import type { AlertSource, DeviceFacts, KnownAlerts } from '../../ports/index.js';
import type { DeliveredSignal } from './deliveries.js';
import type { InboundSignal } from './inbound-signal.js';
import { destinationOf, signalFactsOf } from './signal-facts.js';
import { subjectOf } from './subject-of.js';

/** The open incident that the alert would join, and the last one that closed. */
export type FoundAlert = ReturnType<KnownAlerts['incidentOf']>;

/** Whom an alert concerns. */
export interface AlertOwner {
  readonly device: DeviceFacts;
  readonly subject: Subject;
}

/** Everything that an alert is decided on, at one instant. */
export interface AlertContext extends AlertOwner {
  readonly signal: SignalFacts;
  readonly destination: DestinationProposal | null;
  readonly harsh: boolean;
  readonly category: IncidentCategory;
  readonly found: FoundAlert;
  /** MQTT marks it as sent before (DUP), and it was taken in then. */
  readonly redelivered: boolean;
  /** The broker replayed it on subscribing, and it was heard before. */
  readonly replayedAgain: boolean;
}

/** A number that fits several registered watches is asked about under its own name, and not as an invented one. */
export const sourceOf = ({ deviceId, child, unproven, doubts, raisedByPlatform }: InboundSignal): AlertSource =>
  raisedByPlatform?.homeId
    ? { by: 'home', id: raisedByPlatform.homeId, deviceId }
    : {
        ...{ by: 'device', id: deviceId, child },
        ...(unproven && !doubts.includes('ambiguous-device') ? { unproven } : {}),
      };

/** What the platform notices of a device is never part of a test of it (H13). */
export function ownerOfAlert(source: AlertSource, signal: InboundSignal, known: KnownAlerts): AlertOwner {
  const device = signal.raisedByPlatform === undefined ? known.device : withoutTestWindow(known.device);
  return { device, subject: subjectOf(source, device) };
}

export async function loadContext(
  deps: Deps,
  { signal: inbound, delivery }: DeliveredSignal,
  { device, subject }: AlertOwner,
  known: KnownAlerts,
  now: Instant,
): Promise<AlertContext> {
  const destination = destinationOf(device, inbound, now);
  const signal = signalFactsOf(inbound, device, delivery.id, destination);
  const harsh = await areConditionsAdverse(deps, device, signal, destination, now);
  const replayedAgain = signal.doubts.includes('replayed') && (await deps.incidents.wasAlreadyReceived(delivery, null));
  const since = after(inbound.receivedAt, duration(-REDELIVERY_WITHIN));
  const redelivered = inbound.sentBefore === true && (await deps.incidents.wasAlreadyReceived(delivery, since));
  const decidedOn = unlessAtRisk(device, known);
  const { family: category } = classify(signal.kind, signal.certainty, decidedOn.facts, decidedOn.facts.testWindow);
  const found = known.incidentOf(category);
  return { device: decidedOn, subject, signal, destination, harsh, category, found, redelivered, replayedAgain };
}

const withoutTestWindow = (device: DeviceFacts): DeviceFacts => ({
  ...device,
  facts: { ...device.facts, testWindow: false },
});

/** A test window never lowers an alarm: while a person there is at risk, a press belongs to the emergency (H13). */
const unlessAtRisk = (device: DeviceFacts, { incidentOf }: KnownAlerts): DeviceFacts =>
  device.facts.testWindow && incidentOf('emergency').incident !== null ? withoutTestWindow(device) : device;
