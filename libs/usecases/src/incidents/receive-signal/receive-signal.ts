import type { Actor, MorePresses, SignalFacts } from '@silverbell/incident';
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

/** The platform itself, when it noticed that a person or a device is silent. */
export const PRESENCE: Actor = { kind: 'system', id: 'presence' };

/**
 * An alert becomes or joins an incident, written together with its delivery and its `received` receipt.
 * Resolves when that is on disk; throws when it is not, or when the outcome is unknown, and the sender keeps it.
 * `along`: more presses of the same device and of the same kind that waited meanwhile; each is counted and answered, all are one step.
 */
export function receiveSignal(
  deps: Deps,
  inbound: InboundSignal,
  along: readonly InboundSignal[] = [],
): Promise<Received> {
  const now = deps.clock.now();
  const first = deliveredSignalOf(inbound, idOf(deps, inbound));
  const delivered = [first, ...along.map((one) => deliveredSignalOf(one, idOf(deps, one)))];
  const source = sourceOf(inbound);
  const deliveries = delivered.map(({ delivery }) => delivery);
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
  const [first] = fresh;
  if (first === undefined) return { answer: duplicateOf(known) };
  const signal = isKnownReplay(context, first.known.alertCase !== null) ? noteOf(context.signal) : context.signal;
  if (incident === null && opensNothing(signal, redelivered)) return { answer: { incidentId: null, how: 'noted' } };
  const deciding = new CommandRun(deps, now, senderOf(first.signal), incident);
  const written = delivered.length === 1 ? signal : asFirst(signal, first);
  const more = morePressesOf(fresh);
  let how: Received['how'];
  if (incident === null) {
    const linkedTo = first.known.alertCase?.incidentId ?? recentlyClosed(found, now);
    how = await raise(deps, deciding, { ...context, signal: written }, linkedTo);
    if (more !== undefined) await joinRest(deciding, written, more);
  } else how = await join(deciding, written, signal.phase === 'note' ? null : first.repeats, more);
  await deciding.fireDue();
  const decision = deciding.result();
  return { decision, recipients: known.recipients, saved: () => ({ incidentId: decision.after.id, how }) };
}

const duplicateOf = ({ deliveries: [first] }: KnownAlerts): Received => ({
  incidentId: first?.alertCase?.incidentId ?? null,
  how: 'copy',
});

/** Replayed by a broker and known already: seen, and no new press (architecture 5); unknown, it raises like any other. */
const isKnownReplay = ({ signal, replayedAgain }: AlertContext, isKnownAlert: boolean): boolean =>
  replayedAgain || (signal.doubts.includes('replayed') && isKnownAlert);

const noteOf = (signal: SignalFacts): SignalFacts => ({ ...signal, phase: 'note' });

/** That something is over never opens an incident, nor does a message whose incident is over. */
const opensNothing = ({ phase }: SignalFacts, redelivered: boolean): boolean =>
  phase === 'clear' || phase === 'note' || redelivered;

const senderOf = ({ noticed, deviceId }: InboundSignal): Actor =>
  noticed ? PRESENCE : { kind: 'device', id: deviceId };

/** Of several presses the first that is new gives its name to the step. */
const asFirst = (signal: SignalFacts, { signal: first, delivery }: DeliveredSignal): SignalFacts => ({
  ...signal,
  ...{ alertId: first.alertId, rawId: delivery.id, heardAt: first.receivedAt },
});

const recentlyClosed = ({ lastClosed }: FoundAlert, now: Instant): IncidentId | null =>
  lastClosed !== null && between(lastClosed.closedAt, now) <= LINKED_WITHIN ? lastClosed.incidentId : null;

async function raise(
  deps: Deps,
  deciding: CommandRun,
  { subject, category, device, signal, destination, harsh }: AlertContext,
  linkedTo: IncidentId | null,
): Promise<'raised'> {
  const { regionId, homeId, facts, policy, operatorOnDuty } = device;
  const incidentId = as<IncidentId>(deps.newId());
  await take(
    deciding,
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

/** A repetition takes the name of the alert it repeats: under that name its device, or its hub, was answered. */
async function join(
  deciding: CommandRun,
  signal: SignalFacts,
  repeats: string | null,
  more: MorePresses | undefined,
): Promise<'joined' | 'repeated'> {
  const named = repeats === null ? signal : { ...signal, alertId: repeats };
  await take(deciding, { type: 'join-signal', signal: named, repeat: repeats !== null, ...(more && { more }) });
  return repeats === null ? 'joined' : 'repeated';
}

/** Presses that came with the one that opened the incident: the first of them as its repetition, the others with it. */
const joinRest = (deciding: CommandRun, signal: SignalFacts, { count, alertIds }: MorePresses): Promise<void> =>
  take(deciding, { type: 'join-signal', signal, repeat: true, more: { count: count - 1, alertIds } });

/** Of an alert the domain refuses nothing. */
async function take(deciding: CommandRun, ...args: Parameters<CommandRun['take']>): Promise<void> {
  const refusal = await deciding.take(...args);
  if (refusal !== null) throw new Error(`a signal was refused: ${refusal.refused}`);
}
