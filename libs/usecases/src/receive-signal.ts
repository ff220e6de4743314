import {
  classify,
  destinationFor,
  REDELIVERY_WITHIN,
  type Actor,
  type AlertKind,
  type Doubt,
  type IncidentCategory,
  type MorePresses,
  type SignalFacts,
  type Subject,
  type DestinationProposal,
} from '@silverbell/incident';
import {
  after,
  as,
  between,
  duration,
  fromIso,
  hours,
  type DeviceId,
  type Duration,
  type GeoPoint,
  type HomeId,
  type IncidentId,
  type Instant,
  type TextId,
} from '@silverbell/kernel';
import { ownerOf } from './execute-command.js';
import type { DecodedFrame } from './decoded-frame.js';
import { CommandRun } from './decision.js';
import type { InboxEntry, AlertSource, DeviceFacts, FoundIncident, KnownAlerts } from './ports/index.js';
import { areConditionsAdverse } from './adverse-conditions.js';
import { handedIn, moreOf, pressOf, type Press } from './presses.js';
import type { Deps } from './deps.js';
import { runAlertCommand, type Step } from './run-incident-command.js';
import { subjectOf } from './subject-of.js';

/** One message on an alert path, normalised by its profile. */
export interface InboundSignal {
  /** Who is authenticated: the owner of the topic. */
  readonly deviceId: DeviceId;
  /** A device behind a home hub, by its friendly name. */
  readonly child: string | null;
  readonly alertId: string;
  /** Given when it arrived, kept by retries and by the spool; absent: nothing hands it in again. */
  readonly deliveryId?: TextId;
  /** The same for every engine's copy of one message; absent: the alert id is. */
  readonly dedupeKey?: string;
  /** Whether other engines hear it too, and since when; `null`: this one alone. Absent: at any time. */
  readonly copies?: InboxEntry['copies'];
  /** The very message that this engine was handed before, and not one like it. */
  readonly redelivered?: boolean;
  /** The device marks it as sent before (DUP of MQTT). */
  readonly sentBefore?: boolean;
  /** It gave no id: equal statements within this long are one press. Absent or `null`: its id names the press. */
  readonly sameWithin?: Duration | null;
  /** As the device counts: 1 for the press itself; absent: it counts none. */
  readonly attempt?: number;
  /** It came over a bare connection: its number is a claim. */
  readonly unproven?: boolean;
  /** Numbers that were turned away at the line since it last told of any. */
  readonly turnedAway?: SignalFacts['turnedAway'];
  readonly kind: AlertKind;
  readonly phase: SignalFacts['phase'];
  readonly certainty: SignalFacts['certainty'];
  readonly test: boolean;
  readonly doubts: readonly Doubt[];
  /** As sent; kept, and never decides anything. */
  readonly deviceTime: string | null;
  readonly batteryPct: number | null;
  readonly position: {
    readonly point: GeoPoint;
    readonly accuracyM: number | null;
    readonly fixAt: string | null;
    readonly source: string;
  } | null;
  readonly raw: Uint8Array;
  /** What else was read in it, for people to see; absent: nothing. */
  readonly said?: Omit<DecodedFrame, 'child'>;
  readonly topic: string;
  readonly payloadHash: string;
  readonly engineId: string;
  readonly receivedAt: Instant;
  /** Nobody sent it: the platform noticed it, of this device or, with a home, of a person there. No device waits for a receipt. */
  readonly noticed?: { readonly homeId: HomeId | null };
}

export interface Received {
  readonly incidentId: IncidentId | null;
  readonly how: 'raised' | 'joined' | 'repeated' | 'noted' | 'copy';
}

/** A case that closed this recently is linked to the next one of the same subject. */
const LINKED_WITHIN = hours(24);

/**
 * An alert becomes or joins an incident, written together with its delivery and its `received` receipt.
 * Resolves when that is on disk; throws when it is not, or when nobody knows, and the sender keeps it.
 * `along`: more presses of the same device and of the same kind that waited meanwhile; each is counted and answered, all are one step.
 */
export function receiveSignal(
  deps: Deps,
  incoming: InboundSignal,
  along: readonly InboundSignal[] = [],
): Promise<Received> {
  const now = deps.clock.now();
  const presses = [incoming, ...along].map((one) => pressOf(one, one.deliveryId ?? as<TextId>(deps.newId())));
  const source = sourceOf(incoming);
  const deliveries = presses.map(({ delivery }) => delivery);
  return runAlertCommand<Received>(deps, { source, deliveries, now }, async (known, at) => {
    const device = incoming.noticed === undefined ? known.device : inEarnest(known.device);
    const subject = subjectOf(source, device);
    const owner = ownerOf({ facts: device.facts, subject });
    return { owner, step: await decideOn(deps, presses, { ...known, device }, subject, at) };
  });
}

async function decideOn(
  deps: Deps,
  presses: readonly Press[],
  known: KnownAlerts,
  subject: Subject,
  now: Instant,
): Promise<Step<Received>> {
  const [{ incoming, delivery }] = presses as readonly [Press, ...Press[]];
  const { device } = known;
  const destination = destinationOf(device, incoming, now);
  const signal = signalOf(incoming, device, delivery.id, destination !== null && destination.alternative !== null);
  const harsh = await areConditionsAdverse(deps, device, signal, destination, now);
  const saidAgain = signal.doubts.includes('replayed') && (await deps.incidents.heardBefore(delivery, null));
  const redelivered =
    incoming.sentBefore === true &&
    (await deps.incidents.heardBefore(delivery, after(incoming.receivedAt, duration(-REDELIVERY_WITHIN))));
  const meant = unlessAtRisk(known);
  const { family } = classify(signal.kind, signal.certainty, meant.facts, meant.facts.testWindow);
  const found = known.of(family);
  const { incident } = found;
  const fresh = handedIn(presses, known.deliveries, incident, { now, redelivered });
  const [first] = fresh;
  if (first === undefined)
    return { answer: { incidentId: known.deliveries[0]?.alertCase?.incidentId ?? null, how: 'copy' } };
  const { alertCase } = first.known;
  const more = moreOf(fresh);
  // Replayed by a broker and known already: seen, and no new press (architecture 5); unknown, it raises like any other.
  const isKnown = saidAgain || (signal.doubts.includes('replayed') && alertCase !== null);
  const heard: SignalFacts = isKnown ? { ...signal, phase: 'note' } : signal;
  // That something is over again never opens a case, nor does a message whose case is over.
  if (incident === null && (heard.phase === 'clear' || heard.phase === 'note' || redelivered))
    return { answer: { incidentId: null, how: 'noted' } };
  const by: Actor = incoming.noticed ? PRESENCE : { kind: 'device', id: incoming.deviceId };
  const deciding = new CommandRun(deps, now, by, incident);
  const { incoming: said, delivery: frame } = first;
  const step: SignalFacts =
    presses.length === 1 ? heard : { ...heard, alertId: said.alertId, rawId: frame.id, heardAt: said.receivedAt };
  const lastClosed = alertCase?.incidentId ?? recentOf(found, now);
  const how =
    incident === null
      ? await raise(deps, deciding, { lastClosed, subject, family, device: meant, signal: step, destination, harsh })
      : await join(deciding, step, heard.phase === 'note' ? null : first.repeats, more);
  if (incident === null && more !== undefined) await joinMore(deciding, step, more);
  await deciding.fireDue();
  const decision = deciding.result();
  const incidentId = decision.after.id;
  return { decision, recipients: known.recipients, saved: () => ({ incidentId, how }) };
}

/** The incident of this subject that closed a short time ago: the new one is linked to it. */
const recentOf = ({ lastClosed }: Pick<FoundIncident, 'lastClosed'>, now: Instant): IncidentId | null =>
  lastClosed !== null && between(lastClosed.closedAt, now) <= LINKED_WITHIN ? lastClosed.incidentId : null;

/** A number that fits several registered watches is asked about under its own name, not among the invented ones. */
const sourceOf = ({ deviceId, child, unproven, doubts, noticed }: InboundSignal): AlertSource =>
  noticed?.homeId
    ? { by: 'home', id: noticed.homeId, deviceId }
    : {
        ...{ by: 'device', id: deviceId, child },
        ...(unproven && !doubts.includes('ambiguous-device') ? { unproven } : {}),
      };

/** What the platform notices of a device is no try of it, whoever tries it out just now (H13). */
const inEarnest = (device: DeviceFacts): DeviceFacts => ({ ...device, facts: { ...device.facts, testWindow: false } });

/** A window never lowers an alarm: while somebody there is at risk, whatever is pressed belongs to her case (H13). */
const unlessAtRisk = ({ device, of }: KnownAlerts): DeviceFacts =>
  device.facts.testWindow && of('emergency').incident !== null ? inEarnest(device) : device;

/** The platform itself, when it noticed that somebody or something is silent. */
export const PRESENCE: Actor = { kind: 'system', id: 'presence' };

/** Whatever is doubtful is said, and nothing that is doubtful mutes the alert (promise 2). */
function signalOf(incoming: InboundSignal, device: DeviceFacts, rawId: TextId, twoPlaces: boolean): SignalFacts {
  const doubts: Doubt[] = [...incoming.doubts];
  if (twoPlaces) doubts.push('two-places');
  if (incoming.unproven) doubts.push('unproven');
  // What the platform notices of itself is no device that speaks.
  if (!device.known && incoming.noticed === undefined) doubts.push('unknown-device');
  if (device.seniorStatus === 'deceased') doubts.push('senior-deceased');
  if (device.seniorStatus === 'moved') doubts.push('senior-moved');
  if (device.seniorStatus === 'suspended') doubts.push('senior-suspended');
  if (device.status === 'moved') doubts.push('device-moved');
  if (device.status === 'retired') doubts.push('device-retired');
  if (incoming.noticed === undefined) {
    doubts.push(...device.doubts);
    if (device.hubMoved) doubts.push('hub-moved');
    if (device.awayUntil !== null && device.awayUntil > incoming.receivedAt) doubts.push('while-away');
  }
  if (incoming.test && !device.facts.testWindow) doubts.push('test-outside-window');
  const { kind, phase, certainty, test, deviceTime, batteryPct, position, noticed } = incoming;
  const deviceId = noticed?.homeId ? null : incoming.deviceId;
  const alertId = noticed ? null : incoming.alertId;
  return {
    ...{ deviceId, alertId, kind, phase, certainty, test, deviceTime, batteryPct, position, doubts, rawId },
    ...{ child: incoming.child, heardAt: incoming.receivedAt },
    ...(incoming.attempt === undefined ? {} : { attempt: incoming.attempt }),
    ...(incoming.turnedAway && { turnedAway: incoming.turnedAway }),
  };
}

interface Raising {
  readonly lastClosed: IncidentId | null;
  readonly subject: Subject;
  readonly family: IncidentCategory;
  readonly device: DeviceFacts;
  readonly signal: SignalFacts;
  readonly destination: DestinationProposal | null;
  readonly harsh: boolean;
}

async function raise(
  deps: Deps,
  deciding: CommandRun,
  { lastClosed, subject, family, device, signal, destination, harsh }: Raising,
): Promise<'raised'> {
  const refusal = await deciding.take(
    {
      type: 'raise',
      incidentId: as<IncidentId>(deps.newId()),
      subject,
      family,
      regionId: device.regionId,
      facts: device.facts,
      signal,
      policy: device.policy,
      operatorOnDuty: device.operatorOnDuty,
      harsh,
      linkedTo: lastClosed,
      destination,
    },
    {
      at: destination,
      orAt: destination?.alternative ?? null,
      regionId: device.regionId,
      homeId: device.homeId,
      seniorIds: device.facts.seniorIds,
      lifting: signal.kind === 'fall',
    },
  );
  if (refusal !== null) throw new Error(`a signal was refused: ${refusal.refused}`);
  return 'raised';
}

/** By the rules of H04; a doubt about the place is said with the signal. */
function destinationOf(device: DeviceFacts, incoming: InboundSignal, now: Instant): DestinationProposal | null {
  const { position, unproven } = incoming;
  const away = device.away !== null && device.awayUntil !== null && device.awayUntil > now ? device.away : null;
  const fix =
    position === null
      ? null
      : {
          ...{ point: position.point, accuracyM: position.accuracyM, proven: unproven !== true },
          ageS: ageOf(position.fixAt, incoming),
        };
  return destinationFor({ fixed: device.fixed, moved: device.hubMoved, home: device.homePoint, away, fix });
}

/** Both by the device's clock: a wrong clock cancels out, and never decides anything. What was kept and sent late is as old as it says. */
function ageOf(fixAt: string | null, { deviceTime, receivedAt, doubts }: InboundSignal): number | null {
  const fixed = fixAt === null ? null : fromIso(fixAt);
  const written = deviceTime === null ? null : fromIso(deviceTime);
  const sent = doubts.includes('late-report') ? receivedAt : written;
  return fixed === null || sent === null ? null : between(fixed, sent) / 1_000;
}

/** A repetition goes by the name of the alert it repeats: under that name its device, or its hub, was answered. */
async function join(
  deciding: CommandRun,
  said: SignalFacts,
  repeats: string | null,
  more: MorePresses | undefined,
): Promise<'joined' | 'repeated'> {
  const signal = repeats === null ? said : { ...said, alertId: repeats };
  const refusal = await deciding.take({
    ...{ type: 'join-signal', signal, repeat: repeats !== null },
    ...(more && { more }),
  });
  if (refusal !== null) throw new Error(`a signal was refused: ${refusal.refused}`);
  return repeats === null ? 'joined' : 'repeated';
}

/** What came on the heels of the press that opened the case: the first of them as its repetition, the others with it. */
async function joinMore(deciding: CommandRun, signal: SignalFacts, { count, alertIds }: MorePresses): Promise<void> {
  const refusal = await deciding.take({
    ...{ type: 'join-signal', signal, repeat: true, more: { count: count - 1, alertIds } },
  });
  if (refusal !== null) throw new Error(`a signal was refused: ${refusal.refused}`);
}
