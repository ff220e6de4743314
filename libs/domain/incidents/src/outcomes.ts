import type { Instant } from '@silverbell/kernel';
import type { AgencyStatus, OutcomeCode } from '@silverbell/vocabulary';
import type { Proof, ShownElsewhere } from './commands.js';
import {
  finishedSinceAsked,
  isInEarnest,
  namesWaiting,
  practiceOf,
  spokenWithAnother,
  spokenWithSenior,
  wasSeen,
} from './questions.js';
import type { Actor, Incident } from './state.js';
import { everyDeviceClaimed } from './unregistered.js';

/** One thing a closing must show; the name is what the person is told is missing. */
export type ProofNeed =
  | 'spoken-with-senior'
  | 'spoken-with-named-person'
  | 'finished-assignment'
  | 'question-120-answered'
  | 'lead'
  | 'own-words'
  | 'risk-explained'
  | 'hospital'
  | 'accompanied-by'
  | 'agency-120'
  | 'agency-119'
  | 'agency-110'
  | 'agency-utility'
  | 'agency-120-handed-over'
  | 'reason'
  | 'named-person'
  | 'person-seen'
  | 'police-number'
  | 'stated-by'
  | 'verdict-false-alarm'
  | 'test-window'
  | 'drill'
  | 'service-order'
  | 'note'
  | 'signal-seen'
  | 'end-time'
  | 'binding'
  | 'department'
  | 'receipt'
  | 'accepted-by'
  | 'other-case'
  | 'other-in-earnest'
  | 'other-as-strict'
  | 'other-same-subject'
  | 'lead-or-agency'
  | 'not-in-earnest'
  | 'agency-120-there'
  | 'no-device-signal'
  | 'every-name-ticked'
  | 'way-to-call-restored';

/**
 * Safety incident 4.2: what each outcome needs. There is no `unreachable`. Where the record that would prove it does not exist yet, the
 * person's words stand for it: hospital, accompanied-by, own-words, risk-explained, stated-by, police-number, service-order, department,
 * receipt, end-time, accepted-by ({@link WORDS_ONLY}).
 */
export const OUTCOME_NEEDS: Readonly<Record<OutcomeCode, readonly ProofNeed[]>> = {
  'self-resolved': ['spoken-with-senior'],
  reassured: ['spoken-with-senior'],
  'helped-up': ['finished-assignment'],
  assisted: ['finished-assignment'],
  'first-aid': ['finished-assignment', 'question-120-answered'],
  'checked-safe': ['finished-assignment', 'person-seen'],
  'safe-elsewhere': ['spoken-with-named-person'],
  'help-refused': ['own-words', 'risk-explained', 'lead'],
  'hospital-by-others': ['hospital', 'accompanied-by'],
  'ambulance-transported': ['agency-120-handed-over', 'hospital'],
  'ambulance-not-transported': ['agency-120-there', 'reason'],
  'fire-handled': ['agency-119'],
  'police-handled': ['agency-110'],
  'utility-handled': ['agency-utility'],
  'family-took-over': ['named-person', 'spoken-with-named-person'],
  'found-and-returned': ['person-seen'],
  'missing-with-police': ['police-number'],
  deceased: ['stated-by', 'lead'],
  'false-press': ['verdict-false-alarm'],
  'false-device': ['verdict-false-alarm'],
  test: ['test-window'],
  drill: ['drill'],
  'service-requested': ['service-order'],
  enquiry: ['no-device-signal', 'not-in-earnest'],
  misuse: ['note'],
  'device-repaired': ['signal-seen'],
  restored: ['signal-seen'],
  'maintenance-planned': ['end-time'],
  'device-claimed': ['binding'],
  referred: ['department', 'receipt'],
  transferred: ['accepted-by', 'lead-or-agency'],
  merged: ['other-case'],
  'opened-in-error': ['lead', 'no-device-signal'],
};

export interface Closing {
  readonly by: Actor;
  readonly proof: Proof;
  readonly hasNote: boolean;
  readonly shown?: ShownElsewhere;
}

/** A device that clears or repeats what it said is heard; one that raises anew is not repaired. */
const lastAlarmAt = (i: Incident): Instant =>
  i.alerts.reduce<Instant>((last, { at }) => (at > last ? at : last), i.raisedAt);

/** Needs that only a written statement can meet today; a record of their own comes with care, referrals and trainings. */
export const WORDS_ONLY: ReadonlySet<ProofNeed> = new Set<ProofNeed>([
  ...(['own-words', 'risk-explained', 'hospital', 'accompanied-by', 'stated-by', 'police-number'] as const),
  ...(['service-order', 'department', 'receipt', 'end-time', 'accepted-by', 'reason', 'named-person', 'note'] as const),
]);

const isFilled = (text: string | undefined): boolean => text !== undefined && text.trim() !== '';

/** That a number was dialled proves nothing: the service has to have taken it. */
const TAKEN_ON: readonly AgencyStatus[] = ['accepted', 'on-the-way', 'arrived', 'handed-over'];
const ON_SCENE: readonly AgencyStatus[] = ['arrived', 'handed-over'];

const agencyHas = (i: Incident, service: string | null, statuses = TAKEN_ON): boolean =>
  i.agency.some((record) => (service === null || record.service === service) && statuses.includes(record.status));

/** Is this need met by what the incident shows, or by what the closing states? */
function isMet(need: ProofNeed, i: Incident, { by, proof, hasNote, shown = {} }: Closing): boolean {
  switch (need) {
    case 'spoken-with-senior':
      return spokenWithSenior(i);
    case 'spoken-with-named-person':
      return spokenWithSenior(i) || (isFilled(proof.namedPerson) && spokenWithAnother(i));
    case 'finished-assignment':
      return i.assignments.some((a) => finishedSinceAsked(i, a));
    case 'person-seen':
      return wasSeen(i);
    case 'question-120-answered':
      return i.decisions.some((d) => d.service === '120') || i.agency.some((record) => record.service === '120');
    case 'lead':
      return by.kind === 'lead';
    case 'own-words':
      return isFilled(proof.ownWords);
    case 'risk-explained':
      return proof.riskExplained === true;
    case 'hospital':
      return isFilled(proof.hospital);
    case 'accompanied-by':
      return isFilled(proof.accompaniedBy);
    case 'agency-120':
    case 'agency-119':
    case 'agency-110':
    case 'agency-utility':
      return agencyHas(i, need.slice('agency-'.length));
    case 'agency-120-there':
      return agencyHas(i, '120', ON_SCENE);
    case 'agency-120-handed-over':
      return agencyHas(i, '120', ['handed-over']);
    case 'lead-or-agency':
      return i.severity !== 1 || by.kind === 'lead' || agencyHas(i, null);
    case 'not-in-earnest':
      return !isInEarnest(i.verdict.code) || by.kind === 'lead';
    case 'reason':
      return isFilled(proof.reason);
    case 'named-person':
      return isFilled(proof.namedPerson);
    case 'police-number':
      return isFilled(proof.policeNumber);
    case 'stated-by':
      return isFilled(proof.statedBy);
    case 'verdict-false-alarm':
      return i.verdict.code === 'false-alarm';
    case 'test-window':
      return practiceOf(i) === 'test';
    case 'drill':
      return practiceOf(i) === 'drill';
    case 'service-order':
      return isFilled(proof.serviceOrder);
    case 'note':
      return hasNote;
    case 'signal-seen':
      return (shown.deviceHeardAt !== undefined && shown.deviceHeardAt > lastAlarmAt(i)) || i.family === 'outage';
    case 'end-time':
      return isFilled(proof.endTime);
    case 'binding':
      return i.unregistered === undefined ? shown.deviceBound === true : everyDeviceClaimed(i);
    case 'department':
      return isFilled(proof.department);
    case 'receipt':
      return isFilled(proof.receiptNumber);
    case 'accepted-by':
      return isFilled(proof.acceptedBy);
    // Whether the other incident can carry this one is decided where it takes the signals over.
    case 'other-case':
      return shown.mergedInto !== undefined && shown.mergedInto !== i.id;
    case 'other-in-earnest':
    case 'other-as-strict':
    case 'other-same-subject':
      return shown.mergedInto !== undefined;
    case 'no-device-signal':
      // What the platform noticed of a device is as good as the device's own word.
      return i.alerts.length === 0 && i.raisedBy.kind !== 'system';
    case 'every-name-ticked':
      return !namesWaiting(i);
    case 'way-to-call-restored':
      return false;
  }
}

/** Handed over, tried out, or answered to the caller on the telephone (an enquiry has no device signal). */
const ENDS_WITHOUT_CONTACT: readonly OutcomeCode[] = ['merged', 'transferred', 'test', 'drill', 'enquiry'];

/** A person at risk who was neither seen nor spoken to, nor handed to a service: only a lead may close (H03). */
function withoutContact(i: Incident, outcome: OutcomeCode): boolean {
  return (
    i.severity === 1 &&
    !ENDS_WITHOUT_CONTACT.includes(outcome) &&
    // Every signal stands in the incident of its own home.
    !(outcome === 'device-claimed' && (everyDeviceClaimed(i) || i.boundTo != null)) &&
    !spokenWithSenior(i) &&
    !wasSeen(i) &&
    !agencyHas(i, null)
  );
}

/** The way to call of many is back, or every one of them was reached: an outage has no other end but another incident. */
const outageNeeds = (outcome: OutcomeCode): readonly ProofNeed[] =>
  outcome === 'merged'
    ? OUTCOME_NEEDS.merged
    : outcome === 'restored'
      ? ['every-name-ticked']
      : ['way-to-call-restored'];

/** What is missing for this outcome, in the order in which it should be shown; empty: it may be closed. */
export function missingFor(i: Incident, outcome: OutcomeCode, closing: Closing): readonly ProofNeed[] {
  const needs = i.family === 'outage' ? outageNeeds(outcome) : OUTCOME_NEEDS[outcome];
  const missing = needs.filter((need) => !isMet(need, i, closing));
  if (missing.length === 0 && withoutContact(i, outcome) && closing.by.kind !== 'lead') return ['lead'];
  return missing;
}
