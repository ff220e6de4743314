import {
  allowedActionsOf,
  ladderAhead,
  missingFor,
  practiceOf,
  type Actor,
  type Incident,
  type IncidentEvent,
  type OperatorAction,
} from '@silverbell/incidents';
import { toIso } from '@silverbell/kernel';
import { OUTCOMES, type Action } from '@silverbell/vocabulary';
import type { HomeCard } from '@silverbell/adapter-postgres';
import type { AgencyCall, Incident as WireIncident, PersonCard } from '@silverbell/wire';
import { mapPoint } from '../../http/map-point.js';
import { summaryOf } from './incident-summary.js';
import { markOf } from './mark.js';
import { account, type Names } from './names.js';
import { rollCallOf, type Phones } from './roll-call.js';
import { incidentOfferOf } from './offer.js';
import { emergencyNumberOf } from './person-card.js';
import { closingWordsOf } from './message-words.js';
import { NO_SIGHT, signalsOf, type SignalSight } from './signals.js';
import { timelineEntryOf, type Texts } from './timeline.js';
import { unregisteredDevicesOf } from './unregistered.js';

export interface CaseFacts {
  readonly incident: Incident;
  readonly number: number;
  readonly events: readonly IncidentEvent[];
  readonly texts: Texts;
}

/** The whole incident as one person sees it. */
export function detailOf(
  file: CaseFacts,
  names: Names,
  regionName: string,
  person: PersonCard | null,
  by: Actor | null,
  phones: Phones = new Map(),
  seesConflicts = false,
  sight: SignalSight = NO_SIGHT,
  numbers: HomeCard['emergencyNumbers'] = [],
  silentAt: readonly { readonly lat: number; readonly lng: number }[] = [],
): WireIncident {
  const { incident, events, texts } = file;
  return {
    ...summaryOf(incident, file.number, names),
    regionName,
    timeline: events.map((event) => timelineEntryOf(seesConflicts ? event : unflagged(event), names, texts)),
    signals: signalsOf(events, texts, sight),
    ladder: ladderAhead(incident).map((line) => ({ ...line, at: toIso(line.at) })),
    offers: incident.offers.map((offer) => incidentOfferOf(offer, incident, names, regionName)),
    calls: incident.calls.map((call) => ({
      id: call.id,
      party: call.party,
      number: null,
      startedAt: toIso(call.startedAt),
      endedAt: call.endedAt === null ? null : toIso(call.endedAt),
      result: call.result,
      recognisedBy: call.recognisedBy,
      by: account(names, call.by),
    })),
    agencyCalls: agencyCallsOf(events, names, texts),
    person: person && markedCard(person, incident),
    rollCall: rollCallOf(incident, names, phones),
    silentHomes: silentAt.map(mapPoint),
    unregisteredDevices: unregisteredDevicesOf(incident, names),
    protocol: (incident.protocol ?? []).map(({ card, cardVersion, question, answer, by: asked, at }) => ({
      ...{ card, cardVersion, question, answer, at: toIso(at) },
      by: account(names, asked),
    })),
    emergencyNumbers: numbers.map(emergencyNumberOf),
    closing: by === null || incident.closure !== null ? [] : closingOf(incident, by),
    closingWords: closingWordsOf({ incident, number: file.number, area: regionName }),
    undo: by === null ? null : undoOf(incident, by),
    emergencyDecisions: [
      ...incident.questions.map(({ service }) => ({ service, decision: null, reason: null })),
      ...incident.decisions.map(({ service, decision, reason }) => ({ service, decision, reason })),
    ],
    allowedActions: by === null ? [] : actionsOf(allowedActionsOf(incident, by), incident.silent),
  };
}

/** What is read to 120 from this card would be read in an exercise: the place and every name say so. */
function markedCard({ home, people, ...card }: PersonCard, incident: Incident): PersonCard {
  const mark = markOf(incident);
  // An exercise needs no health notes and no photo (H19).
  const spared =
    practiceOf(incident) === 'drill' ? { health: null, careWishes: null, codeWord: null, photoId: null } : {};
  return {
    ...card,
    home: home && { ...home, label: `${mark}${home.label}`, address: `${mark}${home.address}` },
    people: people.map((person) => ({ ...person, ...spared, name: `${mark}${person.name}` })),
  };
}

/**
 * For leads to know: that a helper and this person must not meet (for everybody else she gave no reason), and that a helper suspects abuse,
 * which may concern who works with the reader (safety case 4.3, H10).
 */
function unflagged(event: IncidentEvent): IncidentEvent {
  if (event.type === 'offer-declined' && event.reason === 'conflict') return { ...event, reason: 'not-said' };
  if (event.type !== 'finished') return event;
  return { ...event, flags: event.flags.filter((flag) => flag !== 'abuse-suspected') };
}

/** What the closing would be refused for as the incident stands: the page shows it, and the command decides it again. */
const closingOf = (incident: Incident, by: Actor): WireIncident['closing'] =>
  OUTCOMES.map((outcome) => ({
    outcome,
    missing: [...missingFor(incident, outcome, { by, proof: {}, hasNote: false })],
  }));

/** Only for the person whose act it was; when its time is over the screen lets go of it by itself. */
const undoOf = ({ undoable, closure }: Incident, by: Actor): WireIncident['undo'] =>
  undoable === undefined || undoable.by !== by.id || closure !== null
    ? null
    : { act: undoable.act, until: toIso(undoable.until) };

const ACTIONS: Readonly<Record<OperatorAction, readonly Action[]>> = {
  attend: ['attend'],
  release: ['release'],
  'take-over': ['take-over'],
  'hand-over': ['hand-over'],
  verdict: ['verdict'],
  destination: ['destination'],
  offers: ['offer', 'wave'],
  hold: ['hold'],
  shelve: ['shelve'],
  protocol: ['protocol'],
  calls: ['call'],
  'agency-calls': ['agency-call'],
  'emergency-decision': ['emergency-decision'],
  'entry-code': ['entry-code'],
  'roll-call': ['roll-call'],
  notes: ['note'],
  close: ['close'],
};
/** Of a silent incident no wave is sent; one helper may be sent by name (H10). */
export const actionsOf = (allowed: readonly OperatorAction[], silent: boolean): Action[] =>
  allowed.flatMap((action) => ACTIONS[action]).filter((action) => !silent || action !== 'wave');

function agencyCallsOf(events: readonly IncidentEvent[], names: Names, texts: Texts): AgencyCall[] {
  return events.flatMap((event) => {
    if (event.type !== 'agency-recorded') return [];
    const told = event.told === null ? null : texts.get(event.told);
    return [
      {
        at: toIso(event.at),
        service: event.service,
        numberDialled: event.numberDialled,
        told: typeof told === 'string' ? told : null,
        reference: event.reference,
        status: event.status,
        by: event.actor.kind === 'operator' || event.actor.kind === 'lead' ? account(names, event.actor.id) : null,
      },
    ];
  });
}
