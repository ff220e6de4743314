import { after, as, assertNever, latest, type AccountId, type CallId, type Instant } from '@silverbell/kernel';
import { CLASS_OF_KIND } from './classify.js';
import type { SignalFacts } from './commands.js';
import type { EventOf, IncidentEvent } from './events.js';
import { isLive } from './split-dispatch.js';
import { afterUndoing, undoableAfter } from './undo.js';
import { claimUnregistered, heardUnregistered } from './unregistered.js';
import type { AlertRef, Assignment, CallRecord, Channel, Incident, ListedName, Offer, RollCallName } from './state.js';

/** Receipts go back to the newest alerts; older ones are in the log. */
const ALERTS_KEPT = 20;

/** One fact later. An unknown fact never commits: there is no default branch. */
export function evolve(incident: Incident | null, event: IncidentEvent): Incident {
  if (event.type === 'raised') return begin(event);
  if (incident === null) throw new Error(`first fact of a case is ${event.type}`);
  if (event.seq !== incident.version + 1)
    throw new Error(`fact ${String(event.seq)} after ${String(incident.version)}`);
  return undoableAfter(incident, { ...change(incident, event), version: event.seq }, event);
}

/** The fold of a whole log. */
export function fold(events: readonly IncidentEvent[]): Incident {
  const incident = events.reduce<Incident | null>((so_far, event) => evolve(so_far, event), null);
  if (incident === null) throw new Error('a case without a first fact');
  return incident;
}

/**
 * What an incident keeps for good, by which it is compared with the fold of its events. The lease lives beside them; what may be taken back
 * for some seconds is not stored of incidents that are older than the undo.
 */
export const lastingState = (incident: Incident): Omit<Incident, 'leaseUntil' | 'undoable'> => {
  const { leaseUntil: _lease, undoable: _undoable, ...lasting } = incident;
  return lasting;
};

function begin(event: EventOf<'raised'>): Incident {
  const { at, signal } = event;
  return {
    id: event.incidentId,
    version: event.seq,
    subject: event.subject,
    family: event.family,
    regionId: event.regionId,
    facts: event.facts,
    practice: event.practice ?? null,
    raisedAt: at,
    raisedBy: event.actor,
    lastSignalAt: at,
    signalCount: 1,
    kinds: [signal.kind],
    doubts: [...new Set(signal.doubts)],
    alerts: withAlert([], signal, at),
    severity: event.severity,
    linkedTo: event.linkedTo,
    class: event.class,
    classSince: at,
    policy: event.policy,
    outsideOnly: CLASS_OF_KIND[signal.kind] === 'C',
    silent: CLASS_OF_KIND[signal.kind] === 'D',
    operatorOnDutyAtRaise: event.operatorOnDuty,
    harsh: event.harsh,
    fired: {},
    contactsTold: 'none',
    takenBy: null,
    attention: { state: 'waiting', since: at },
    firstAttendedAt: null,
    leaseUntil: null,
    lastActionAt: at,
    lastProgressAt: at,
    verdict: { code: event.practice?.kind === 'test' ? 'test' : 'unknown', cause: null, at },
    destination: null,
    search: { since: null, wave: 0, lastWaveAt: null, foundNobody: false, bestExpectedS: null, mode: 'none', round: 1 },
    offers: [],
    assignments: [],
    sceneReports: [],
    calls: [],
    agency: [],
    questions: [],
    decisions: [],
    hold: null,
    holdTimes: 0,
    rollCall: [],
    ...(event.subject.type === 'unregistered' ? { unregistered: heardUnregistered(undefined, signal, at) } : {}),
    closure: null,
    followUpDueAt: null,
    archivedAt: null,
  };
}

function change(i: Incident, e: Exclude<IncidentEvent, { type: 'raised' }>): Incident {
  switch (e.type) {
    case 'signal-joined':
      return {
        ...i,
        lastSignalAt: e.at,
        lastProgressAt: e.at,
        signalCount: i.signalCount + 1 + (e.more?.count ?? 0),
        kinds: i.kinds.includes(e.signal.kind) ? i.kinds : [...i.kinds, e.signal.kind],
        doubts: [...new Set([...i.doubts, ...e.signal.doubts])],
        alerts: withMore(withAlert(i.alerts, e.signal, e.at), e),
        outsideOnly: i.outsideOnly || CLASS_OF_KIND[e.signal.kind] === 'C',
        silent: i.silent || CLASS_OF_KIND[e.signal.kind] === 'D',
        ...claimsAfter(i, e),
      };
    case 'signal-repeated':
      return {
        ...i,
        ...claimsAfter(i, e),
        lastSignalAt: e.at,
        signalCount: i.signalCount + 1 + (e.more?.count ?? 0),
        alerts: withMore(
          i.alerts.map((alert) =>
            alert.deviceId === e.signal.deviceId && alert.alertId === e.signal.alertId ? repeated(alert, e) : alert,
          ),
          e,
        ),
      };
    case 'class-changed':
      return {
        ...{ ...i, class: e.to, classSince: e.at, severity: e.severity, lastProgressAt: e.at },
        silent: i.silent || e.to === 'D',
      };
    case 'attended':
      return {
        ...withProgress(i, e),
        attention: { state: 'attended', by: e.by, since: e.at },
        firstAttendedAt: i.firstAttendedAt ?? e.at,
        leaseUntil: after(e.at, i.policy.limits.leaseLasts),
      };
    case 'taken-over':
      return {
        ...withProgress(withoutHandOver(i), e),
        attention: { state: 'attended', by: e.by, since: e.at },
        firstAttendedAt: i.firstAttendedAt ?? e.at,
        leaseUntil: after(e.at, i.policy.limits.leaseLasts),
      };
    case 'handed-over':
      return { ...withProgress(i, e), handOver: { to: e.to, until: e.until } };
    case 'signals-taken-over':
      return {
        ...i,
        lastSignalAt: e.at,
        lastProgressAt: e.at,
        signalCount: i.signalCount + e.signalCount,
        kinds: [...new Set([...i.kinds, ...e.kinds])],
        alerts: [
          ...e.alerts.filter((alert) => !i.alerts.some((known) => isSameAlert(known, alert))),
          ...i.alerts,
        ].slice(-ALERTS_KEPT),
        outsideOnly: i.outsideOnly || e.outsideOnly,
        silent: i.silent || e.silent,
        contactsTold: wider(i.contactsTold, e.contactsTold),
        ...toldAloud(i, e.contactsTold),
        tookFrom: [...(i.tookFrom ?? []), e.from],
      };
    case 'lease-lapsed':
    case 'released':
      return {
        ...withoutHandOver(i),
        attention: { state: 'waiting', since: e.at },
        leaseUntil: null,
        hold: null,
        lastProgressAt: e.at,
      };
    case 'verdict-given': {
      const given = { ...withProgress(i, e), verdict: { code: e.verdict, cause: e.cause, at: e.at } };
      return e.reopens === true ? reopened(given, e.at) : given;
    }
    case 'destination-set':
      return {
        ...withProgress(i, e),
        destination: {
          choice: e.choice,
          point: e.point,
          reason: e.reason,
          alternative: e.alternative ?? null,
          at: e.at,
        },
        offers: i.offers.map((offer) => (isThere(i, offer) ? offer : placedAnew(offer, e))),
      };
    case 'search-started':
      return {
        ...i,
        search: {
          ...i.search,
          since: i.search.mode === e.mode ? (i.search.since ?? e.at) : e.at,
          mode: e.mode,
          foundNobody: false,
        },
        lastProgressAt: e.at,
      };
    case 'search-ended':
      return { ...i, search: { ...i.search, since: null, mode: 'none', foundNobody: false, bestExpectedS: null } };
    case 'search-reopened':
      return { ...i, search: { ...i.search, round: e.round, foundNobody: false, lastWaveAt: e.at } };
    case 'wave-started':
      return { ...i, search: { ...i.search, wave: e.wave, lastWaveAt: e.at, foundNobody: false } };
    case 'nobody-found':
      return { ...i, search: { ...i.search, lastWaveAt: e.at, foundNobody: true } };
    case 'offered':
      return {
        ...i,
        search: {
          ...i.search,
          bestExpectedS: Math.min(i.search.bestExpectedS ?? Number.POSITIVE_INFINITY, e.expectedArrivalS),
        },
        offers: [
          ...i.offers,
          {
            id: e.offerId,
            helperId: e.helperId,
            wave: e.wave,
            state: 'open',
            overReason: null,
            madeAt: e.at,
            lapsesAt: e.lapsesAt,
            expectedArrivalS: e.expectedArrivalS,
            reasons: e.reasons,
            round: i.search.round,
            sentBy: e.channels,
            deliveredBy: [],
            failedBy: [],
            markedUndelivered: false,
            ...(e.to === undefined ? {} : { to: e.to }),
          },
        ],
      };
    case 'offer-sent-again':
      return withOffer(i, e.offerId, (offer) => ({ sentBy: withChannel(offer.sentBy, e.channel) }));
    case 'offer-delivered':
      return withOffer(i, e.offerId, (offer) => ({
        deliveredBy: withChannel(offer.deliveredBy, e.channel),
        markedUndelivered: false,
      }));
    case 'offer-failed':
      return withOffer(i, e.offerId, (offer) => ({ failedBy: withChannel(offer.failedBy, e.channel) }));
    case 'offer-undelivered':
      return withOffer(i, e.offerId, () => ({ markedUndelivered: true }));
    case 'offer-accepted':
      return {
        ...withOffer(i, e.offerId, () => ({ state: 'accepted' })),
        lastProgressAt: e.at,
        assignments: [
          ...i.assignments,
          {
            id: e.assignmentId,
            offerId: e.offerId,
            helperId: e.helperId,
            role: e.role,
            state: 'accepted',
            acceptedAt: e.at,
            etaAt: e.etaAt,
            promisedAt: e.etaAt,
            atNight: e.night,
            departedAt: null,
            arrivedAt: null,
            arrivalProof: null,
            finishedAt: null,
            condition: null,
            flags: [],
            withdrawReason: null,
            stalledAt: null,
          },
        ],
      };
    case 'offer-declined':
      return withOffer(i, e.offerId, () => ({ state: 'declined' }));
    case 'offer-ended':
      return withOffer(i, e.offerId, () => ({ state: 'over', overReason: e.reason }));
    case 'role-changed':
      return withAssignment(i, e.assignmentId, () => ({ role: e.to }));
    case 'departed':
      return {
        ...withAssignment(i, e.assignmentId, () => ({ state: 'departed', departedAt: e.at, stalledAt: null })),
        lastProgressAt: e.at,
      };
    case 'expected-arrival-moved':
      return withAssignment(i, e.assignmentId, () => ({ etaAt: e.etaAt }));
    case 'arrived':
      return {
        ...withAssignment(i, e.assignmentId, (a) => ({
          state: 'arrived',
          departedAt: a.departedAt ?? e.at,
          arrivedAt: e.at,
          arrivalProof: e.proof,
          stalledAt: null,
        })),
        lastProgressAt: e.at,
      };
    case 'arrival-proven':
      return withAssignment(i, e.assignmentId, () => ({ arrivalProof: e.proof }));
    case 'entry-code-released':
      return withProgress(
        withAssignment(i, e.assignmentId, () => ({ entryCodeReleasedAt: e.at })),
        e,
      );
    case 'entry-code-shown':
      return withAssignment(i, e.assignmentId, () => ({ entryCodeShownAt: e.at }));
    case 'scene-reported':
      return {
        ...i,
        sceneReports: [...i.sceneReports, { assignmentId: e.assignmentId, code: e.code, at: e.at }],
        lastProgressAt: e.at,
      };
    case 'photographed':
      // A photo that arrives late from a helper who withdrew is no progress of the response.
      return i.assignments.some((a) => a.id === e.assignmentId && isLive(a)) ? { ...i, lastProgressAt: e.at } : i;
    case 'finished':
      return {
        ...withAssignment(i, e.assignmentId, () => ({
          state: 'finished',
          finishedAt: e.at,
          condition: e.condition,
          flags: e.flags,
        })),
        lastProgressAt: e.at,
      };
    case 'withdrawn':
      return {
        ...withAssignment(i, e.assignmentId, () => ({
          state: 'withdrawn',
          finishedAt: e.at,
          withdrawReason: e.reason,
        })),
        lastProgressAt: e.at,
      };
    case 'stalled':
      return withAssignment(i, e.assignmentId, () => ({ stalledAt: e.at }));
    case 'helper-reminded':
      return withFired(i, `${e.about}:${e.assignmentId}`, e.at);
    case 'rung-fired': {
      const fired = withFired(i, `rung:${e.rung}`, e.at);
      return i.silent ? fired : { ...fired, ...withContactsTold(i, e) };
    }
    case 'owner-reminded':
      return {
        ...withFired(i, `remind:${e.about}`, e.at),
        lastProgressAt: e.about === 'no-progress' ? e.at : i.lastProgressAt,
      };
    case 'senior-waiting':
      return withFired(i, 'senior-waiting', e.at);
    case 'step-skipped':
      return withFired(i, e.step, e.at);
    case 'untold':
      return { ...i, lastProgressAt: e.at };
    case 'charge-taken':
      return { ...i, takenBy: { personName: e.personName, role: e.role, at: e.at }, lastProgressAt: e.at };
    case 'held':
      return {
        ...withProgress(i, e),
        hold: { reason: e.reason, until: e.until, times: i.holdTimes + 1 },
        holdTimes: i.holdTimes + 1,
      };
    case 'hold-ended':
      return { ...i, hold: null, lastActionAt: e.at };
    case 'shelved':
      return {
        ...withoutHandOver(withProgress(i, e)),
        ...{ attention: { state: 'waiting', since: e.at }, leaseUntil: null, hold: null },
        shelf: { reason: e.reason, until: e.until, by: e.by },
      };
    case 'shelf-ended': {
      const { shelf: _, ...rest } = i;
      return { ...rest, lastProgressAt: e.at };
    }
    case 'undone':
      return afterUndoing(withProgress(i, e));
    case 'protocol-answered': {
      const { card, cardVersion, question, answer, actor, at } = e;
      const others = (i.protocol ?? []).filter((one) => one.card !== card || one.question !== question);
      return {
        ...withProgress(i, e),
        protocol: [...others, { card, cardVersion, question, answer, by: actor.id, at }],
      };
    }
    case 'call-started':
      return { ...withProgress(i, e), calls: [...i.calls, callOf(e.callId, e, null, null)] };
    case 'call-recorded': {
      const started = i.calls.some((call) => call.id === e.callId);
      return {
        ...withProgress(i, e),
        calls: started
          ? i.calls.map((call) =>
              call.id === e.callId ? { ...call, endedAt: e.at, result: e.result, recognisedBy: e.recognisedBy } : call,
            )
          : [...i.calls, { ...callOf(e.callId, e, e.result, e.recognisedBy), endedAt: e.at }],
      };
    }
    case 'agency-recorded':
      return {
        ...withProgress(i, e),
        agency: [
          ...i.agency,
          { service: e.service, status: e.status, at: e.at, numberDialled: e.numberDialled, reference: e.reference },
        ],
        questions: i.questions.filter((question) => question.service !== e.service),
      };
    case 'emergency-asked':
      return {
        ...i,
        questions: [
          ...i.questions.filter((question) => question.service !== e.service),
          { service: e.service, askedAt: e.at },
        ],
      };
    case 'emergency-decided':
      return {
        ...withProgress(i, e),
        decisions: [...i.decisions, { service: e.service, decision: e.decision, reason: e.reason, at: e.at }],
        questions: i.questions.filter((question) => question.service !== e.service),
      };
    case 'noted':
      // A relative's words move nothing: what falls due for want of progress falls due all the same.
      return e.fromFamily
        ? { ...i, familyNotes: [...(i.familyNotes ?? []), { by: e.actor.id, at: e.at }] }
        : withProgress(i, e);
    case 'names-listed':
      return { ...i, rollCall: listed(i.rollCall, e.names), lastProgressAt: e.at };
    case 'names-heard':
      return {
        ...i,
        rollCall: i.rollCall.map((name) =>
          name.state === 'waiting' && e.seniorIds.includes(name.seniorId)
            ? { ...name, state: 'heard', how: null, by: null, at: e.at }
            : name,
        ),
        lastProgressAt: e.at,
      };
    case 'roll-called':
      return {
        ...withProgress(i, e),
        rollCall: i.rollCall.map((name) => (name.seniorId === e.seniorId ? called(name, e) : name)),
      };
    case 'closed':
      return {
        ...withProgress(i, e),
        closure: { at: e.at, by: e.actor.id, outcome: e.outcome },
        hold: null,
        leaseUntil: null,
        followUpDueAt: e.followUpDueAt,
      };
    case 'device-claimed': {
      const { deviceId, registeredAs, homeId, takenTo, at } = e;
      const claimed = { registeredAs, homeId, takenTo, at };
      return i.unregistered === undefined
        ? { ...i, boundTo: claimed, lastProgressAt: at }
        : { ...i, unregistered: claimUnregistered(i.unregistered, deviceId, claimed), lastProgressAt: at };
    }
    case 'practice-ended':
      return i.practice === null ? i : { ...i, practice: { ...i.practice, endedBy: e.reason } };
    case 'follow-up-reminded':
      return { ...i, followUp: { triedOn: [], visit: false, ...i.followUp, askedAt: e.at } };
    case 'follow-up-recorded':
      return e.result === 'not-reached'
        ? {
            ...i,
            followUp: {
              askedAt: i.followUp?.askedAt ?? null,
              triedOn: [...(i.followUp?.triedOn ?? []), e.day],
              visit: e.visit,
            },
          }
        : i;
    case 'archived': {
      const { followUp: _, ...rest } = i;
      return { ...rest, archivedAt: e.at, followUpDueAt: null };
    }
    default:
      return assertNever(e, 'fact');
  }
}

const claimsAfter = (
  i: Incident,
  e: EventOf<'signal-joined'> | EventOf<'signal-repeated'>,
): Pick<Incident, 'unregistered' | 'boundTo'> => ({
  ...(i.unregistered === undefined ? {} : { unregistered: heardUnregistered(i.unregistered, e.signal, e.at) }),
  // It spoke again without a home: whatever it is bound to next is asked about again.
  ...(i.boundTo == null ? {} : { boundTo: null }),
});

/** A helper who has arrived stays at her place, whatever is decided now. */
const isThere = (i: Incident, offer: Offer): boolean =>
  i.assignments.some((a) => a.offerId === offer.id && a.state === 'arrived');

/** An operator's decision is for everybody on her way; a fresher fix is for all but those who were sent to another place by name. */
function placedAnew(offer: Offer, { actor, choice }: EventOf<'destination-set'>): Offer {
  const decided = actor.kind === 'operator' || actor.kind === 'lead';
  if (offer.to === undefined || (!decided && offer.to.chosen && offer.to.choice !== choice)) return offer;
  const { to: _, ...rest } = offer;
  return rest;
}

/** Who is listed again is asked again; the gravest stay first, in the order in which they were listed. */
function listed(known: readonly RollCallName[], names: readonly ListedName[]): readonly RollCallName[] {
  const anew = new Map(names.map((name) => [name.seniorId, name]));
  const tries = new Map(known.map((name) => [name.seniorId, name.tries]));
  const added = names.map((name): RollCallName => ({
    ...name,
    state: 'waiting',
    how: null,
    by: null,
    at: null,
    tries: tries.get(name.seniorId) ?? 0,
  }));
  return [...known.filter((name) => !anew.has(name.seniorId)), ...added].sort((a, b) => a.tier - b.tier);
}

const called = (name: RollCallName, e: EventOf<'roll-called'>): RollCallName =>
  e.how === 'no-answer'
    ? { ...name, tries: name.tries + 1 }
    : { ...name, state: 'ticked', how: e.how, by: e.actor.id, at: e.at };

/** An operator did something: the reminder clock starts again. Ids of other actors do not touch it. */
const withProgress = (i: Incident, e: IncidentEvent): Incident => ({ ...i, lastActionAt: e.at, lastProgressAt: e.at });

const withFired = (i: Incident, key: string, at: Instant): Incident => ({ ...i, fired: { ...i.fired, [key]: at } });

const withOffer = (i: Incident, id: Offer['id'], patch: (offer: Offer) => Partial<Offer>): Incident => ({
  ...i,
  offers: i.offers.map((offer) => (offer.id === id ? { ...offer, ...patch(offer) } : offer)),
});

const withAssignment = (
  i: Incident,
  id: Assignment['id'],
  patch: (assignment: Assignment) => Partial<Assignment>,
): Incident => ({
  ...i,
  assignments: i.assignments.map((assignment) =>
    assignment.id === id ? { ...assignment, ...patch(assignment) } : assignment,
  ),
});

const withChannel = (channels: readonly Channel[], channel: Channel): readonly Channel[] =>
  channels.includes(channel) ? channels : [...channels, channel];

function withAlert(alerts: readonly AlertRef[], signal: SignalFacts, at: Instant): readonly AlertRef[] {
  const { deviceId, alertId, kind, child, heardAt, attempt } = signal;
  if (deviceId === null || alertId === null || signal.phase !== 'raise') return alerts;
  const heard = {
    ...(child === undefined || child === null ? {} : { child }),
    ...(heardAt === undefined ? {} : { heardAt }),
    ...(attempt === undefined ? {} : { attempt }),
  };
  return [...alerts, { deviceId, alertId, kind, at, repeats: 0, ...heard }].slice(-ALERTS_KEPT);
}

const repeated = (alert: AlertRef, { signal, at }: EventOf<'signal-repeated'>): AlertRef => ({
  ...alert,
  repeats: alert.repeats + 1,
  lastHeardAt: latest(alert.lastHeardAt ?? alert.heardAt ?? alert.at, signal.heardAt ?? at),
  ...(signal.attempt === undefined ? {} : { attempt: Math.max(alert.attempt ?? 1, signal.attempt) }),
});

/** What was done for the old question counts as done no more: every rung may fire again, and helpers who let an offer lapse may be asked again. */
const reopened = (i: Incident, at: Instant): Incident => ({
  ...i,
  reopenedAt: at,
  fired: Object.fromEntries(Object.entries(i.fired).filter(([key]) => !key.startsWith('rung:'))),
  takenBy: null,
  search: { ...i.search, round: i.search.round + 1 },
});
const isSameAlert = (a: AlertRef, b: AlertRef): boolean =>
  a.deviceId === b.deviceId && a.alertId === b.alertId && a.kind === b.kind;

const WIDTH: Readonly<Record<Incident['contactsTold'], number>> = { none: 0, 'every-press': 1, 'at-risk': 2 };
const wider = (a: Incident['contactsTold'], b: Incident['contactsTold']): Incident['contactsTold'] =>
  WIDTH[b] > WIDTH[a] ? b : a;

type ToldOf = Pick<Incident, 'contactsTold' | 'contactsToldQuietly'>;

function withContactsTold(i: Incident, { steps, at, contactsMayWait }: EventOf<'rung-fired'>): ToldOf {
  const tells = steps.flatMap((step) => (step.do === 'tell-contacts' ? [step] : []));
  const widest = (of: typeof tells) => of.reduce<Incident['contactsTold']>((told, { who }) => wider(told, who), 'none');
  const quiet = tells.filter(({ by }) => contactsMayWait === true && by === 'quiet');
  const contactsTold = wider(i.contactsTold, widest(tells));
  const aloud = widest(tells.filter((one) => !quiet.includes(one)));
  if (quiet.length === 0) return { contactsTold, ...toldAloud(i, aloud) };
  const { contactsToldQuietly: before } = i;
  const known = before?.aloud ?? i.contactsTold;
  return { contactsTold, contactsToldQuietly: { at: [...(before?.at ?? []), at], aloud: wider(known, aloud) } };
}

const toldAloud = (i: Incident, aloud: Incident['contactsTold']): Pick<Incident, 'contactsToldQuietly'> =>
  i.contactsToldQuietly === undefined
    ? {}
    : { contactsToldQuietly: { ...i.contactsToldQuietly, aloud: wider(i.contactsToldQuietly.aloud, aloud) } };

/** Consent to a take-over is over when the incident has another owner, or none. */
function withoutHandOver({ handOver: _over, ...rest }: Incident): Incident {
  return rest;
}

/** Each of a chattering device's new alerts is one of the incident: it may be repeated, and has its receipts. */
const withMore = (
  alerts: readonly AlertRef[],
  { signal, more, at }: EventOf<'signal-joined'> | EventOf<'signal-repeated'>,
): readonly AlertRef[] =>
  (more?.alertIds ?? []).reduce((known, alertId) => withAlert(known, { ...signal, alertId }, at), alerts);

const callOf = (
  id: CallId,
  e: EventOf<'call-started'> | EventOf<'call-recorded'>,
  result: CallRecord['result'],
  recognisedBy: CallRecord['recognisedBy'],
): CallRecord => ({
  id,
  party: e.party,
  startedAt: e.at,
  endedAt: null,
  result,
  recognisedBy,
  by: as<AccountId>(e.actor.id),
});
