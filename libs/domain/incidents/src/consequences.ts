import { between, assertNever } from '@silverbell/kernel';
import type { Consequence, IncidentTask } from './consequence-kinds.js';
import type { AlertKind, ReceiptStage, SceneCode } from '@silverbell/vocabulary';
import type { IncidentEvent } from './events.js';
import { beginsToChatter, liveAssignments, phaseOf, practiceOf, primaryOf } from './questions.js';
import type { Channel, Incident } from './state.js';
import { assignedDestination } from './split-dispatch.js';

/** Who must be told of an event. In a silent incident nothing sounds or shows at the place (H10); see `isToldInSilence`. */
export function consequencesOf(event: IncidentEvent, after: Incident): readonly Consequence[] {
  const told = toldOf(event, after);
  return after.silent ? told.filter((consequence) => isToldInSilence(consequence, event)) : told;
}

const isDesk = ({ actor }: IncidentEvent): boolean => actor.kind === 'operator' || actor.kind === 'lead';

/** What may be sent although a person at the place must not notice. Total over the consequences, like the rest. */
function isToldInSilence(consequence: Consequence, event: IncidentEvent): boolean {
  switch (consequence.kind) {
    case 'role-call':
      return true;
    case 'receipt':
      return consequence.stage === 'received' && consequence.silent;
    case 'offer':
      return isDesk(event);
    case 'offer-over':
      // Her page must not go on asking; it makes no sound beyond that.
      return consequence.channel === 'socket';
    case 'assignment-changed':
      return (
        isDesk(event) ||
        // Suspended by a lead: she must stop, whatever else is silent.
        consequence.what === 'stop' ||
        (consequence.channel === 'socket' && event.actor.kind === 'helper' && event.actor.id === consequence.helperId)
      );
    case 'helper-case':
      // She was not asked whether she is well, so her silence means nothing; the owner and the lead are notified.
      return consequence.what === 'asked-for-help';
    case 'senior-deceased':
    case 'task':
      return true;
    case 'contact-message':
    case 'home-call':
    case 'key-holder-message':
    case 'device-command':
      return false;
    default:
      return assertNever(consequence, 'consequence');
  }
}

/** Total: a new fact does not compile until it is said who hears of it. */
function toldOf(event: IncidentEvent, after: Incident): readonly Consequence[] {
  switch (event.type) {
    case 'raised':
      return receiptForSignal(event.signal, 'received', false, after);
    case 'signal-joined':
      return event.signal.phase === 'raise' || event.signal.phase === 'cancel'
        ? [
            ...receiptForSignal(event.signal, 'received', false, after),
            ...receiptsForMore(event, after),
            ...(beginsToChatter(after, event.signal.deviceId, 1 + (event.more?.alertIds.length ?? 0))
              ? tasks(after, ['chattering-device'])
              : []),
          ]
        : [];
    case 'signal-repeated': {
      // She has not seen it: `received` again, and where the incident stands by now.
      const stage = currentStage(after);
      return [
        ...receiptForSignal(event.signal, 'received', true, after),
        ...(stage === 'received' ? [] : receiptForSignal(event.signal, stage, true, after)),
        ...receiptsForMore(event, after),
      ];
    }
    case 'attended':
      return receipts(after, 'attended');
    case 'search-started':
      return receipts(after, 'searching');
    case 'call-started':
      return event.party === 'senior' ? receipts(after, 'calling-you') : [];
    case 'offered':
      return event.channels.map((channel) => offer(event.helperId, event.offerId, channel));
    case 'offer-sent-again':
      return [offer(event.helperId, event.offerId, event.channel)];
    case 'offer-ended':
      return [
        {
          kind: 'offer-over',
          channel: 'socket',
          helperId: event.helperId,
          offerId: event.offerId,
          reason: event.reason,
        },
        // A helper who was called or texted is told the same way that she need not come; an offer that merely ran out says nothing new.
        ...(sentBeyondSocket(after, event.offerId) && event.reason !== 'lapsed' && event.reason !== 'not-delivered'
          ? [
              {
                kind: 'offer-over' as const,
                channel: 'sms' as const,
                helperId: event.helperId,
                offerId: event.offerId,
                reason: event.reason,
              },
            ]
          : []),
      ];
    case 'offer-accepted':
      return [
        told(event, 'socket', `accepted-${event.role}`),
        ...(event.role === 'primary'
          ? [
              ...receipts(
                after,
                event.seq > 1 && hadPrimaryBefore(after, event.assignmentId) ? 'helper-changed' : 'helper-assigned',
              ),
              ...contacts(after, 'helper-assigned'),
            ]
          : []),
      ];
    case 'role-changed':
      return [
        told(event, 'socket', `now-${event.to}`),
        told(event, 'sms', `now-${event.to}`),
        ...(event.to === 'primary' ? [...receipts(after, 'helper-changed'), ...contacts(after, 'helper-changed')] : []),
      ];
    case 'withdrawn':
      if (event.reason === 'suspended')
        // She is told to stop by every way there is, and not told why (H10).
        return [
          told(event, 'socket', 'stop'),
          told(event, 'sms', 'stop'),
          told(event, 'voice', 'stop'),
          ...takenBack(after),
        ];
      return [
        told(event, 'socket', event.reason === 'not-needed' || event.reason === 'closed' ? 'stood-down' : 'withdrawn'),
        ...(event.reason === 'not-needed' || event.reason === 'closed' ? [told(event, 'sms', 'stood-down')] : []),
        ...(event.reason === 'not-needed' || event.reason === 'closed' ? [] : takenBack(after)),
      ];
    case 'destination-set':
      // Helpers under way are told the new place; those sent to another place by name go on to that.
      return liveAssignments(after)
        .filter((a) => a.state !== 'arrived' && assignedDestination(after, a) === after.destination)
        .flatMap(({ id: assignmentId, helperId }) => [
          told({ assignmentId, helperId }, 'socket', 'destination'),
          told({ assignmentId, helperId }, 'sms', 'destination'),
        ]);
    case 'entry-code-released':
      return [told(event, 'socket', 'entry-code')];
    case 'departed':
      return [told(event, 'socket', 'departed')];
    case 'finished':
      return [told(event, 'socket', 'finished'), ...tasks(after, event.flags)];
    case 'expected-arrival-moved':
      return [told(event, 'socket', 'expected-arrival')];
    case 'arrived':
      return [
        told(event, 'socket', 'arrived'),
        ...receipts(after, 'helper-arrived'),
        ...contacts(after, 'helper-arrived'),
      ];
    case 'helper-reminded':
      if (event.about === 'silent')
        // A helper who asks for help herself is believed, also in a drill; silence alone there is part of the exercise.
        return practiceOf(after) === 'drill'
          ? []
          : [{ kind: 'helper-case', channel: 'platform', helperId: event.helperId, what: 'silent-on-scene' }];
      return [told(event, 'socket', `remind-${event.about}`), told(event, 'voice', `remind-${event.about}`)];
    case 'scene-reported':
      return event.code === 'helper-needs-help'
        ? [{ kind: 'helper-case', channel: 'platform', helperId: event.helperId, what: 'asked-for-help' }]
        : needsKey(event.code) && after.sceneReports.filter(({ code }) => needsKey(code)).length === 1
          ? keyHolders(after, ['voice', 'sms'], 'bring-key')
          : [];
    case 'stalled':
      return [told(event, 'socket', `stalled-${event.limit}`), told(event, 'voice', `stalled-${event.limit}`)];
    case 'rung-fired':
      return event.steps.flatMap((step): readonly Consequence[] => {
        if (step.do === 'tell' && step.by === 'voice')
          return [{ kind: 'role-call', channel: 'voice', role: step.role, what: event.rung }];
        if (step.do === 'locate') return locate(after);
        if (step.do === 'call-home') return callHome(after, step.kinds);
        if (step.do !== 'tell-contacts' || after.silent || sparesTheFamily(after)) return [];
        return step.by === 'quiet'
          ? [
              {
                ...{ kind: 'contact-message', channel: 'sms', who: step.who, what: 'verifying' },
                ...(event.contactsMayWait === true ? { mayWait: true } : {}),
              },
            ]
          : [
              { kind: 'contact-message', channel: 'voice', who: step.who, what: 'at-risk' },
              { kind: 'contact-message', channel: 'sms', who: step.who, what: 'at-risk' },
            ];
      });
    case 'owner-reminded':
      return event.about === 'no-progress' ||
        event.about === 'helper-silent' ||
        (event.about.startsWith('question-') && !event.about.endsWith('-again'))
        ? after.severity === 3
          ? []
          : [{ kind: 'role-call', channel: 'voice', role: 'lead', what: event.about }]
        : [];
    case 'untold':
      // No answer from that seat: the lead is notified by voice, unless it is hers.
      return event.what === 'role-call' && event.role !== 'lead' && after.closure === null
        ? [{ kind: 'role-call', channel: 'voice', role: 'lead', what: 'untold' }]
        : [];
    case 'senior-waiting':
      return receipts(after, 'still-trying');
    case 'agency-recorded':
      return event.service === '120' && event.status === 'called' ? receipts(after, 'emergency-called') : [];
    case 'closed':
      // Contacts who were told that it began are told how it ended, and so are those who chose the ending alone (H11).
      // Merged: the incident that took its signals over tells the ending, to its devices and to everybody else.
      if (event.outcome === 'merged') return [];
      return [
        ...endOf(after),
        ...endingToContacts(after),
        ...(after.sceneReports.some(({ code }) => needsKey(code)) ? keyHolders(after, ['sms'], 'not-needed') : []),
        ...(event.deceased === undefined
          ? []
          : [{ kind: 'senior-deceased', channel: 'platform', seniorId: event.deceased, by: event.actor.id } as const]),
        ...(event.outcome === 'service-requested' ? tasks(after, ['service-requested']) : []),
        // Whether it was one too many is looked at when the task would be opened (H11).
        ...(event.outcome === 'false-press' ? tasks(after, ['frequent-presses']) : []),
      ];
    // Shown on the console; no other notification.
    case 'class-changed':
    case 'lease-lapsed':
    case 'released':
    case 'taken-over':
    case 'handed-over':
    case 'signals-taken-over':
    case 'verdict-given':
    case 'search-ended':
    case 'search-reopened':
    case 'wave-started':
    case 'nobody-found':
    case 'arrival-proven':
    case 'entry-code-shown':
    case 'offer-delivered':
    case 'offer-failed':
    case 'offer-undelivered':
    case 'offer-declined':
    case 'step-skipped':
    case 'charge-taken':
    case 'held':
    case 'hold-ended':
    case 'shelved':
    case 'shelf-ended':
    case 'undone':
    case 'protocol-answered':
    case 'call-recorded':
    case 'emergency-asked':
    case 'emergency-decided':
    case 'photographed':
    case 'noted':
    case 'names-listed':
    case 'names-heard':
    case 'practice-ended':
    case 'roll-called':
    case 'device-claimed':
    case 'follow-up-reminded':
    case 'follow-up-recorded':
    case 'archived':
      return [];
    default:
      return assertNever(event, 'fact');
  }
}

const offer = (
  helperId: Extract<Consequence, { kind: 'offer' }>['helperId'],
  offerId: Extract<Consequence, { kind: 'offer' }>['offerId'],
  channel: Channel,
): Consequence => ({
  kind: 'offer',
  channel,
  helperId,
  offerId,
});

const told = (
  event: Pick<Extract<IncidentEvent, { assignmentId: unknown; helperId: unknown }>, 'assignmentId' | 'helperId'>,
  channel: Channel,
  what: string,
): Consequence => ({
  kind: 'assignment-changed',
  channel,
  helperId: event.helperId,
  assignmentId: event.assignmentId,
  what,
});

/** An exercise leaves no work behind. */
const tasks = (i: Incident, wanted: readonly IncidentTask[]): readonly Consequence[] =>
  practiceOf(i) === null ? [...new Set(wanted)].map((task) => ({ kind: 'task', channel: 'platform', task })) : [];

const sentBeyondSocket = (i: Incident, offerId: string): boolean =>
  i.offers.some((one) => one.id === offerId && one.sentBy.length > 1);

const hadPrimaryBefore = (i: Incident, assignmentId: string): boolean =>
  i.assignments.some((a) => a.id !== assignmentId);

function locate(i: Incident): readonly Consequence[] {
  const devices = new Set(i.alerts.map((alert) => alert.deviceId));
  return i.silent
    ? []
    : [...devices].map((deviceId) => ({ kind: 'device-command', channel: 'device', deviceId, command: 'locate' }));
}

function callHome(i: Incident, kinds: readonly AlertKind[]): readonly Consequence[] {
  const { homeId } = i.facts;
  const gas = i.kinds.some((kind) => kind === 'gas' || kind === 'carbon-monoxide');
  if (homeId === null || gas || i.silent || sparesTheFamily(i) || !i.kinds.some((kind) => kinds.includes(kind)))
    return [];
  return [{ kind: 'home-call', channel: 'voice', homeId, what: 'leave-the-house' }];
}

const needsKey = (code: SceneCode): boolean => code === 'no-access' || code === 'need-key';

/** Asked once, in the second in which the first helper finds the door shut, and told how it ended, as everybody who was asked (H11, H17). */
function keyHolders(
  i: Incident,
  channels: readonly ('sms' | 'voice')[],
  what: 'bring-key' | 'not-needed',
): readonly Consequence[] {
  const { homeId } = i.facts;
  if (homeId === null || i.silent || sparesTheFamily(i)) return [];
  return channels.map((channel) => ({ kind: 'key-holder-message', channel, homeId, what }));
}

function contacts(i: Incident, what: string): readonly Consequence[] {
  return i.contactsTold === 'none' || i.silent || sparesTheFamily(i)
    ? []
    : [{ kind: 'contact-message', channel: 'sms', who: i.contactsTold, what }];
}

/** A broken promise is taken back at once, also when no other helper is found yet. */
const takenBack = (i: Incident): readonly Consequence[] =>
  primaryOf(i) === null ? [...receipts(i, 'helper-changed'), ...contacts(i, 'helper-changed')] : [];

/** When no contact was told that an incident began, none is told of its end. */
const endingOnly = (i: Incident): readonly Consequence[] =>
  i.contactsTold === 'none' || i.silent || sparesTheFamily(i)
    ? []
    : [{ kind: 'contact-message', channel: 'sms', who: 'ending-only', what: 'closed' }];

/** Contacts who were told that it began, and those who chose the ending alone; none of a silent incident. */
export const endingToContacts = (i: Incident): readonly Consequence[] => [...contacts(i, 'closed'), ...endingOnly(i)];

/** Beneath a real alarm a drill ends without a word to the device: it would sound as if the real one were over. */
const endOf = (i: Incident): readonly Consequence[] =>
  i.practice?.endedBy === 'real-alarm' ? [] : receipts(i, 'closed');

/** An exercise, marked or not, is never announced to relatives or to people at home (H11, H13). */
const sparesTheFamily = (i: Incident): boolean => practiceOf(i) === 'drill';

/** Where the incident stands, in the words of a device. */
function currentStage(i: Incident): ReceiptStage {
  switch (phaseOf(i)) {
    case 'closed':
    case 'archived':
      return 'closed';
    case 'on-scene':
    case 'handled':
      return 'helper-arrived';
    case 'responding':
      return 'helper-assigned';
    case 'searching':
      return 'searching';
    case 'attended':
      return 'attended';
    case 'waiting':
      return 'received';
  }
}

/** Class D: `received` without sound, light, vibration or text, so that the device stops repeating; nothing else. */
function receiptForSignal(
  signal: { readonly deviceId: IncidentDevice | null; readonly alertId: string | null },
  stage: ReceiptStage,
  again: boolean,
  i: Incident,
): readonly Consequence[] {
  if (signal.deviceId === null || signal.alertId === null || (i.silent && stage !== 'received')) return [];
  return [receipt(signal.deviceId, signal.alertId, stage, again, i)];
}

const receiptsForMore = (
  { signal, more }: Extract<IncidentEvent, { type: 'signal-joined' | 'signal-repeated' }>,
  i: Incident,
): readonly Consequence[] =>
  (more?.alertIds ?? []).flatMap((alertId) => receiptForSignal({ ...signal, alertId }, 'received', false, i));

type IncidentDevice = Extract<Consequence, { kind: 'receipt' }>['deviceId'];

function receipt(
  deviceId: IncidentDevice,
  alertId: string,
  stage: ReceiptStage,
  again: boolean,
  i: Incident,
): Consequence {
  const primary =
    stage === 'helper-assigned' || stage === 'helper-changed' || stage === 'helper-arrived' ? primaryOf(i) : null;
  return {
    kind: 'receipt',
    channel: 'device',
    deviceId,
    alertId,
    stage,
    again,
    silent: i.silent,
    etaMinutes:
      primary === null || stage === 'helper-arrived'
        ? null
        : Math.max(1, Math.ceil(between(primary.acceptedAt, primary.etaAt) / 60_000)),
    helperId: primary?.helperId ?? null,
  };
}

/** Alerts of one incident that are told of later stages; a device shows the newest of its own. */
const NEWEST_ALERTS = 5;
const NEWEST_DEVICES = 20;

/**
 * Receipts of later stages go to the newest alerts, and to the newest alert of every device: a second person of the home who pressed once
 * is told, too, however often the first one presses.
 */
function receipts(i: Incident, stage: ReceiptStage): readonly Consequence[] {
  if (i.silent) return [];
  const ofDevices = new Map(i.alerts.map((alert) => [alert.deviceId, alert]));
  const newest = new Set([...[...ofDevices.values()].slice(-NEWEST_DEVICES), ...i.alerts.slice(-NEWEST_ALERTS)]);
  return i.alerts
    .filter((alert) => newest.has(alert))
    .map((alert) => receipt(alert.deviceId, alert.alertId, stage, false, i));
}
