import { as, between, type HomeId, type SeniorId } from '@silverbell/kernel';
import type { AlertKind, IncidentClass } from '@silverbell/vocabulary';
import type { IncidentEvent } from '../events.js';
import type { Incident, SubjectFacts } from '../state.js';
import type { Rehearsal, RehearsalStep } from './rehearse.js';

/** Long enough to see the last rung more than once; an incident that was open for days says nothing new. */
const SHOWN_S = 3 * 3_600;

const SPARE_HELPERS = 6;

/** A real incident as a story that can be told again on another ladder: what people did and when, without who they were. */
export function rehearsalOf(incident: Incident, events: readonly IncidentEvent[]): Rehearsal | null {
  const raised = events.find((event) => event.type === 'raised');
  if (raised === undefined) return null;
  const atS = (event: IncidentEvent): number => Math.max(0, between(raised.at, event.at) / 1_000);
  const last = events.findLast((event) => event.type === 'closed') ?? events.at(-1) ?? raised;
  const steps: RehearsalStep[] = [];
  for (const event of events) {
    const step = stepOf(event);
    if (step !== null && atS(event) <= SHOWN_S) steps.push({ ...step, atS: atS(event) });
  }
  return {
    kind: raised.signal.kind,
    certainty: raised.signal.certainty,
    family: raised.family,
    facts: raised.facts,
    operatorOnDuty: raised.operatorOnDuty,
    harsh: raised.harsh,
    names: events.find((event) => event.type === 'names-listed')?.names ?? [],
    // How many more could have been asked is unknown, unless the incident ran out of candidates.
    helpers:
      new Set(incident.offers.map((offer) => offer.helperId)).size +
      (events.some((event) => event.type === 'nobody-found') ? 0 : SPARE_HELPERS),
    steps,
    untilS: Math.min(SHOWN_S, atS(last)),
  };
}

type Plain = RehearsalStep extends infer S ? (S extends unknown ? Omit<S, 'atS'> : never) : never;

function stepOf(event: IncidentEvent): Plain | null {
  switch (event.type) {
    case 'signal-joined':
      return event.signal.phase === 'raise'
        ? { does: 'signal', kind: event.signal.kind, certainty: event.signal.certainty }
        : null;
    case 'attended':
    case 'taken-over':
      return { does: 'attend' };
    case 'released':
    case 'lease-lapsed':
      return { does: 'leave' };
    case 'call-started':
      return event.party === 'senior' ? { does: 'speak' } : null;
    case 'call-recorded':
      return event.party === 'senior' ? { does: 'hang-up' } : null;
    case 'verdict-given':
      return { does: 'verdict', verdict: event.verdict };
    case 'offer-accepted':
      return { does: 'accept' };
    case 'arrived':
      return { does: 'arrive' };
    case 'finished':
      return { does: 'finish' };
    case 'charge-taken':
      return { does: 'take-charge' };
    case 'names-heard':
      return { does: 'hear-all-names' };
    default:
      return null;
  }
}

/** The kind that stands for a class when no real incident does. */
const TYPICAL: Readonly<Record<IncidentClass, { readonly kind: AlertKind; readonly untilS: number }>> = {
  A: { kind: 'sos', untilS: 20 * 60 },
  B: { kind: 'fall', untilS: 20 * 60 },
  C: { kind: 'smoke', untilS: 20 * 60 },
  D: { kind: 'panic', untilS: 20 * 60 },
  E: { kind: 'wandering', untilS: 45 * 60 },
  F: { kind: 'inactivity', untilS: 100 * 60 },
  G: { kind: 'offline', untilS: 5 * 3_600 },
  W: { kind: 'fault', untilS: 9 * 3_600 },
};

const FACTS: SubjectFacts = {
  homeId: as<HomeId>('rehearsal'),
  seniorIds: [as<SeniorId>('rehearsal')],
  dispatchFirst: false,
  dementia: false,
  testWindow: false,
};

/** `nobody`: neither a console nor a helper answers. `no-verdict`: an operator attends after 10 s and learns nothing. */
export type SyntheticStory = 'nobody' | 'no-verdict';
export const SYNTHETIC_STORIES: readonly SyntheticStory[] = ['nobody', 'no-verdict'];

export const syntheticRehearsal = (code: IncidentClass, story: SyntheticStory): Rehearsal => ({
  ...TYPICAL[code],
  certainty: 'observed',
  family: code === 'G' ? 'outage' : code === 'W' ? 'work' : 'emergency',
  facts: FACTS,
  operatorOnDuty: true,
  harsh: false,
  names:
    code === 'G'
      ? [
          {
            seniorId: as<SeniorId>('rehearsal'),
            homeId: as<HomeId>('rehearsal'),
            tier: 1,
            risks: [],
            lastContactAt: null,
          },
        ]
      : [],
  helpers: 6,
  steps: story === 'no-verdict' ? [{ does: 'attend', atS: 10 }] : [],
});
