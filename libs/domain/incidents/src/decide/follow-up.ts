import { after, refuse, seededRandom, seedOf, type Instant, type Refusal } from '@silverbell/kernel';
import type { OutcomeCode } from '@silverbell/vocabulary';
import type { CommandOf } from '../commands.js';
import { practiceOf } from '../questions.js';
import type { Limits } from '../ladder.js';
import type { Incident } from '../state.js';
import { record, type DecisionDraft } from './decision-draft.js';

/** CR-53: three tries on two days, then a visit. */
const TRIES = 3;
const DAYS = 2;

const AT_RISK: readonly Incident['class'][] = ['B', 'C', 'D', 'E'];
const HOSPITAL: readonly OutcomeCode[] = ['hospital-by-others', 'ambulance-transported'];

/**
 * CR-53: after an incident of a person at risk within a day, after a hospital within a week, and after a few false presses, drawn by the id of
 * their incident: the same incident is drawn on every machine. Work and practice owe none.
 */
export function followUpDueAt(incident: Incident, outcome: OutcomeCode, now: Instant): Instant | null {
  const { id, policy } = incident;
  // An incident that was raised before there were these two keeps the rules it was raised with.
  const { followUpAfter } = policy.limits;
  const { followUpAfterHospital = followUpAfter, followUpOfFalsePresses = 0 }: Partial<Limits> = policy.limits;
  if (practiceOf(incident) !== null) return null;
  if (HOSPITAL.includes(outcome)) return after(now, followUpAfterHospital);
  if (AT_RISK.includes(incident.class)) return after(now, followUpAfter);
  const isDrawn = outcome === 'false-press' && seededRandom(seedOf(id))() < followUpOfFalsePresses;
  return isDrawn ? after(now, followUpAfter) : null;
}

/** An open incident owes none. Whatever was found out ends the follow-up and archives the incident; a try without an answer leaves it a task. */
export function recordFollowUp(
  draft: DecisionDraft,
  { result, satisfaction, note, day }: CommandOf<'record-follow-up'>,
): Refusal | null {
  const { followUpDueAt, followUp } = draft.incident;
  if (followUpDueAt === null) return refuse('no-follow-up');
  const triedOn = [...(followUp?.triedOn ?? []), day];
  const visit = result === 'not-reached' && triedOn.length >= TRIES && new Set(triedOn).size >= DAYS;
  record(draft, { type: 'follow-up-recorded', result, satisfaction, note, day, visit });
  if (result !== 'not-reached') record(draft, { type: 'archived' });
  return null;
}
