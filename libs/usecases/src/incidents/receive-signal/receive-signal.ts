import type { Actor, MorePresses, SignalFacts } from '@silverbell/incidents';
import { as, between, hours, type IncidentId, type Instant, type TextId } from '@silverbell/kernel';
import { ownerOf } from '../execute-command.js';
import { CommandRun } from '../decision.js';
import type { Deps } from '../../deps.js';
import type { KnownAlerts } from '../../ports/index.js';
import { runAlertCommand, type Step } from '../../run-incident-command.js';
import { loadContext, ownerOfAlert, sourceOf, type AlertContext, type FoundAlert } from './alert-context.js';
import { deliveredSignalOf, morePressesOf, withoutDuplicates, type DeliveredSignal } from './deliveries.js';
import type { InboundSignal, Received } from './inbound-signal.js';

/** An incident that closed this recently is linked to the next one of the same subject. */
const LINKED_WITHIN = hours(24);

/** The sender of a signal that no device sent: the platform noticed that a person or a device is silent. */
export const PRESENCE: Actor = { kind: 'system', id: 'presence' };

/**
 * An alert becomes or joins an incident, written together with its delivery and its `received` receipt.
 * Resolves when that is on disk. Throws when it is not, or when the outcome is unknown: then the sender must keep the alert and send it again.
 * `further`: presses of the same device and kind that waited meanwhile; each gets its own receipt, together they change the incident once.
 *
 * Five words for what looks alike: a *duplicate* is a delivery that is written already; a *repetition* is another press of an alert that the
 * incident has, counted there; *redelivered* is what the device marks as sent before (DUP) and we took in; *replayed* is what a broker kept
 * and sends to every new subscriber; a *note* is shown on the incident and is no press.
 */
export function receiveSignal(
  deps: Deps,
  inbound: InboundSignal,
  further: readonly InboundSignal[] = [],
): Promise<Received> {
  const now = deps.clock.now();
  const first = deliveredSignalOf(inbound, idOf(deps, inbound));
  const delivered = [first, ...further.map((one) => deliveredSignalOf(one, idOf(deps, one)))];
  const source = sourceOf(inbound);
  const deliveries = delivered.map(({ delivery }) => delivery);
  // The callback runs again when what it was decided on has changed before it was written; it only reads.
  return runAlertCommand<Received>(deps, { source, deliveries, now }, async (known, at) => {
    const owner = ownerOfAlert(source, inbound, known);
    const context = await loadContext(deps, first, owner, known, at);
    const step = await decideSignal(deps, delivered, context, known, at);
    return { owner: ownerOf({ facts: owner.device.facts, subject: owner.subject }), step };
  });
}

const idOf = (deps: Deps, { deliveryId }: InboundSignal): TextId => deliveryId ?? as<TextId>(deps.newId());

async function decideSignal(
  deps: Deps,
  delivered: readonly DeliveredSignal[],
  context: AlertContext,
  known: KnownAlerts,
  now: Instant,
): Promise<Step<Received>> {
  const { found, redelivered } = context;
  const { incident } = found;
  const fresh = withoutDuplicates(delivered, { known: known.deliveries, incident, now, redelivered });
  const [firstNew] = fresh;
  if (firstNew === undefined) return { answer: duplicateOf(known) };
  const signal = isKnownReplay(context, firstNew.known.alertIncident !== null)
    ? noteOf(context.signal)
    : context.signal;
  if (incident === null && opensNothing(signal, redelivered)) return { answer: { incidentId: null, how: 'noted' } };
  const run = new CommandRun(deps, now, senderOf(firstNew.signal), incident);
  const written = delivered.length === 1 ? signal : named(signal, firstNew);
  const more = morePressesOf(fresh);
  let how: Received['how'];
  if (incident === null) {
    const linkedTo = firstNew.known.alertIncident?.incidentId ?? recentlyClosed(found, now);
    how = await raise(deps, run, { ...context, signal: written }, linkedTo);
    if (more !== undefined) await joinRest(run, written, more);
  } else how = await join(run, written, signal.phase === 'note' ? null : firstNew.repeats, more);
  await run.fireDue();
  const decision = run.result();
  return { decision, recipients: known.recipients, saved: () => ({ incidentId: decision.after.id, how }) };
}

const duplicateOf = ({ deliveries: [first] }: KnownAlerts): Received => ({
  incidentId: first?.alertIncident?.incidentId ?? null,
  how: 'copy',
});

/** A replay of an alert that we have is noted, and is no press; a replay of an unknown one counts as new (architecture 5). */
const isKnownReplay = ({ signal, replayedAgain }: AlertContext, isKnownAlert: boolean): boolean =>
  replayedAgain || (signal.doubts.includes('replayed') && isKnownAlert);

const noteOf = (signal: SignalFacts): SignalFacts => ({ ...signal, phase: 'note' });

/** An all-clear, a note, or a redelivery of a press whose incident has closed never opens one; its delivery is written all the same. */
const opensNothing = ({ phase }: SignalFacts, redelivered: boolean): boolean =>
  phase === 'clear' || phase === 'note' || redelivered;

const senderOf = ({ raisedByPlatform, deviceId }: InboundSignal): Actor =>
  raisedByPlatform ? PRESENCE : { kind: 'device', id: deviceId };

/** Of several presses, the change carries the ids of the first that is no duplicate. */
const named = (signal: SignalFacts, { signal: first, delivery }: DeliveredSignal): SignalFacts => ({
  ...signal,
  ...{ alertId: first.alertId, rawId: delivery.id, heardAt: first.receivedAt },
});

const recentlyClosed = ({ lastClosed }: FoundAlert, now: Instant): IncidentId | null =>
  lastClosed !== null && between(lastClosed.closedAt, now) <= LINKED_WITHIN ? lastClosed.incidentId : null;

async function raise(
  deps: Deps,
  run: CommandRun,
  { subject, category, device, signal, destination, harsh }: AlertContext,
  linkedTo: IncidentId | null,
): Promise<'raised'> {
  const { regionId, homeId, facts, policy, operatorOnDuty } = device;
  const incidentId = as<IncidentId>(deps.newId());
  await takeOrThrow(
    run,
    {
      ...{ type: 'raise', incidentId, subject, family: category, regionId, facts, signal, policy, operatorOnDuty },
      ...{ harsh, linkedTo, destination },
    },
    {
      ...{ at: destination, orAt: destination?.alternative ?? null, regionId, homeId },
      ...{ seniorIds: facts.seniorIds, lifting: signal.kind === 'fall' },
    },
  );
  return 'raised';
}

/** A repetition is written under the id of the alert that it repeats: the device, or its hub, was sent its receipts under that id. */
async function join(
  run: CommandRun,
  signal: SignalFacts,
  repeats: string | null,
  more: MorePresses | undefined,
): Promise<'joined' | 'repeated'> {
  const named = repeats === null ? signal : { ...signal, alertId: repeats };
  await takeOrThrow(run, { type: 'join-signal', signal: named, repeat: repeats !== null, ...(more && { more }) });
  return repeats === null ? 'joined' : 'repeated';
}

/** Presses that came together with the one that opened the incident are its repetitions: one by this command, the others by its `more`. */
const joinRest = (run: CommandRun, signal: SignalFacts, { count, alertIds }: MorePresses): Promise<void> =>
  takeOrThrow(run, { type: 'join-signal', signal, repeat: true, more: { count: count - 1, alertIds } });

/** The domain never refuses an alert; a refusal here is a bug. */
async function takeOrThrow(run: CommandRun, ...args: Parameters<CommandRun['apply']>): Promise<void> {
  const refusal = await run.apply(...args);
  if (refusal !== null) throw new Error(`a signal was refused: ${refusal.refused}`);
}
