import { destinationFor, type SignalFacts, type DestinationProposal } from '@silverbell/incidents';
import { between, fromIso, type Instant, type TextId } from '@silverbell/kernel';
import type { Doubt } from '@silverbell/vocabulary';
import type { DeviceFacts } from '../../ports/index.js';
import type { InboundSignal } from './inbound-signal.js';

/** What the domain decides on. Every doubt is said with the signal, and no doubt mutes an alert (promise 2). */
export function signalFactsOf(
  signal: InboundSignal,
  device: DeviceFacts,
  rawId: TextId,
  destination: DestinationProposal | null,
): SignalFacts {
  const { kind, phase, certainty, test, deviceTime, batteryPct, position, raisedByPlatform } = signal;
  const deviceId = raisedByPlatform?.homeId ? null : signal.deviceId;
  const alertId = raisedByPlatform ? null : signal.alertId;
  const doubts = doubtsOf(signal, device, destination);
  return {
    ...{ deviceId, alertId, kind, phase, certainty, test, deviceTime, batteryPct, position, doubts, rawId },
    ...{ child: signal.child, heardAt: signal.receivedAt },
    ...(signal.attempt === undefined ? {} : { attempt: signal.attempt }),
    ...(signal.turnedAway && { turnedAway: signal.turnedAway }),
  };
}

function doubtsOf(
  signal: InboundSignal,
  device: DeviceFacts,
  destination: DestinationProposal | null,
): readonly Doubt[] {
  const doubts: Doubt[] = [...signal.doubts];
  if (destination !== null && destination.alternative !== null) doubts.push('two-places');
  if (signal.unproven) doubts.push('unproven');
  const status = device.seniorStatus;
  if (status === 'deceased' || status === 'moved' || status === 'suspended') doubts.push(`senior-${status}`);
  if (device.status === 'moved' || device.status === 'retired') doubts.push(`device-${device.status}`);
  if (signal.raisedByPlatform === undefined) doubts.push(...doubtsOfSender(signal, device));
  if (signal.test && !device.facts.testWindow) doubts.push('test-outside-window');
  return doubts;
}

/** Only of what a device sent; the platform itself is no device. */
function doubtsOfSender({ receivedAt }: InboundSignal, device: DeviceFacts): readonly Doubt[] {
  const doubts: Doubt[] = device.known ? [...device.doubts] : ['unknown-device', ...device.doubts];
  if (device.hubMoved) doubts.push('hub-moved');
  if (device.awayUntil !== null && device.awayUntil > receivedAt) doubts.push('while-away');
  return doubts;
}

/** By the rules of H04. */
export function destinationOf(device: DeviceFacts, signal: InboundSignal, now: Instant): DestinationProposal | null {
  const { position, unproven } = signal;
  const away = device.away !== null && device.awayUntil !== null && device.awayUntil > now ? device.away : null;
  const fix =
    position === null
      ? null
      : {
          ...{ point: position.point, accuracyM: position.accuracyM, proven: unproven !== true },
          ageS: ageOf(position.fixAt, signal),
        };
  return destinationFor({ fixed: device.fixed, moved: device.hubMoved, home: device.homePoint, away, fix });
}

/** In seconds, both times by the device's clock: a wrong clock cancels out. What was stored and sent late is as old as it says. */
function ageOf(fixAt: string | null, { deviceTime, receivedAt, doubts }: InboundSignal): number | null {
  const fixed = fixAt === null ? null : fromIso(fixAt);
  const written = deviceTime === null ? null : fromIso(deviceTime);
  const sent = doubts.includes('late-report') ? receivedAt : written;
  return fixed === null || sent === null ? null : between(fixed, sent) / 1_000;
}
