import { between, minutes, type Instant } from '@silverbell/kernel';
import { practiceOf } from './questions.js';
import type { Assignment, Incident } from './state.js';
import { assignedDestination } from './split-dispatch.js';

/**
 * Whether this helper may see the code of the lock (H19): `open` at the door, after an arrival that was proven or by the operator's word.
 * Otherwise why not: `not-there` before and after, and away from the home · `unproven` her arrival is her word alone ·
 * `outside-only` no one enters into gas or fire · `practice` an exercise opens no door.
 */
export type EntryCodeState = 'open' | 'not-there' | 'unproven' | 'outside-only' | 'practice';

export function entryCodeStateOf(incident: Incident, assignment: Assignment): EntryCodeState {
  const atTheHome = (assignedDestination(incident, assignment)?.choice ?? 'home') === 'home';
  if (assignment.state !== 'arrived' || incident.closure !== null || !atTheHome) return 'not-there';
  if (practiceOf(incident) !== null) return 'practice';
  if (incident.outsideOnly) return 'outside-only';
  const proven = assignment.arrivalProof === 'position' || assignment.arrivalProof === 'door-tag';
  return proven || assignment.entryCodeReleasedAt !== undefined ? 'open' : 'unproven';
}

/** A page that looks again while the code is on it shows it once; every minute of it is written down. */
const ONE_SHOWING = minutes(1);

export const isNewShowing = ({ entryCodeShownAt }: Assignment, now: Instant): boolean =>
  entryCodeShownAt === undefined || between(entryCodeShownAt, now) >= ONE_SHOWING;
