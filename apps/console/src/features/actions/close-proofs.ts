import type { Proof } from '@silverbell/wire';
import type { OutcomeCode } from '@silverbell/vocabulary';
import type { zh } from './messages.js';

/** Proofs that the form asks for; the log itself shows whether a signal was seen. */
export type ProofField = Exclude<keyof Proof, 'signalSeen'>;
export type ProofNeed = keyof (typeof zh)['proof']['need'];

/**
 * Which fields the form offers for an outcome, and which facts of the incident it will need (safety.md 4.2). A service to the
 * person at the form only: the server decides what is missing and says so.
 */
interface Asked {
  readonly fields: readonly ProofField[];
  readonly needs: readonly ProofNeed[];
}

const asked = (fields: readonly ProofField[], ...needs: ProofNeed[]): Asked => ({ fields, needs });

export const closeProofs: Readonly<Record<OutcomeCode, Asked>> = {
  'self-resolved': asked([], 'spoken-with-senior'),
  reassured: asked([], 'spoken-with-senior'),
  'helped-up': asked([], 'finished-assignment'),
  assisted: asked([], 'finished-assignment'),
  'first-aid': asked([], 'finished-assignment', 'question-120-answered'),
  'checked-safe': asked([], 'finished-assignment', 'person-seen'),
  'safe-elsewhere': asked(['namedPerson'], 'spoken-with-named-person'),
  'help-refused': asked(['ownWords', 'riskExplained'], 'lead'),
  'hospital-by-others': asked(['hospital', 'accompaniedBy']),
  'ambulance-transported': asked(['hospital'], 'agency-120-handed-over'),
  'ambulance-not-transported': asked(['reason'], 'agency-120-there'),
  'fire-handled': asked(['agencyReference'], 'agency-119'),
  'police-handled': asked(['agencyReference'], 'agency-110'),
  'utility-handled': asked(['agencyReference'], 'agency-utility'),
  'family-took-over': asked(['namedPerson'], 'spoken-with-named-person'),
  'found-and-returned': asked([], 'person-seen'),
  'missing-with-police': asked(['policeNumber']),
  deceased: asked(['statedBy', 'namedPerson'], 'lead'),
  'false-press': asked([], 'verdict-false-alarm'),
  'false-device': asked([], 'verdict-false-alarm'),
  test: asked([], 'test-window'),
  drill: asked([], 'drill'),
  'service-requested': asked(['serviceOrder']),
  enquiry: asked([], 'no-device-signal', 'not-in-earnest'),
  misuse: asked([], 'note'),
  'device-repaired': asked([], 'signal-seen'),
  restored: asked([], 'signal-seen'),
  'maintenance-planned': asked(['endTime']),
  'device-claimed': asked([], 'binding'),
  referred: asked(['department', 'receiptNumber']),
  transferred: asked(['acceptedBy'], 'lead-or-agency'),
  merged: asked(['otherIncidentId'], 'other-case'),
  'opened-in-error': asked([], 'lead', 'no-device-signal'),
};
