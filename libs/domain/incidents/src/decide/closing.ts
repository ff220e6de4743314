import { type IncidentId, type Refusal, refuse, type SeniorId } from '@silverbell/kernel';
import type { CommandOf } from '../commands.js';
import { missingFor } from '../outcomes.js';
import type { PracticeEnd } from '@silverbell/vocabulary';
import { liveAssignments, practiceOf } from '../questions.js';
import type { Incident } from '../state.js';
import { record, type DecisionDraft } from './decision-draft.js';
import { endOffers, endSearch } from './search.js';
import { followUpDueAt } from './follow-up.js';

export function close(draft: DecisionDraft, command: CommandOf<'close'>): Refusal | null {
  const { incident } = draft;
  const practice = practiceOf(incident);
  if (practice !== null && command.outcome !== practice) return refuse('practice-outcome', { outcome: practice });
  const missing = missingFor(incident, command.outcome, {
    by: draft.context.by,
    proof: command.proof,
    hasNote: command.note !== null,
    ...(command.shown === undefined ? {} : { shown: command.shown }),
  });
  const first = missing[0];
  if (first !== undefined)
    return refuse('proof-missing', { outcome: command.outcome, needs: first, all: missing.join(' ') });
  const deceased = command.outcome === 'deceased' ? whoDied(incident, command.deceased) : null;
  if (deceased === 'unnamed')
    return refuse('proof-missing', { outcome: command.outcome, needs: 'named-person', all: 'named-person' });
  const onScene = liveAssignments(incident).find((assignment) => assignment.state === 'arrived');
  if (onScene !== undefined) return refuse('helper-on-scene', { helperId: onScene.helperId });
  sendEverybodyHome(draft);
  record(draft, {
    type: 'closed',
    outcome: command.outcome,
    note: command.note,
    proofText: command.proofText,
    proofFields: Object.keys(command.proof).sort(),
    followUpDueAt: followUpDueAt(incident, command.outcome, draft.context.now),
    ...(deceased === null ? {} : { deceased }),
  });
  return null;
}

/** `null`: the incident is about no person on file; `unnamed`: about several, and it was not said about whom. */
function whoDied({ facts }: Incident, named: SeniorId | undefined): SeniorId | 'unnamed' | null {
  const { seniorIds } = facts;
  if (named !== undefined && seniorIds.includes(named)) return named;
  if (seniorIds.length > 1) return 'unnamed';
  return seniorIds[0] ?? null;
}

export function sendEverybodyHome(draft: DecisionDraft): void {
  endOffers(draft, 'closed');
  endSearch(draft, 'closed');
  for (const { id: assignmentId, helperId } of liveAssignments(draft.incident))
    record(draft, { type: 'withdrawn', assignmentId, helperId, reason: 'closed' });
}

/** Nothing is left of a practice when it is over, also while helpers are on the scene (H13). A test that became real is no practice. */
export function endPractice(draft: DecisionDraft, reason: PracticeEnd, realId: IncidentId | null): Refusal | null {
  const practice = practiceOf(draft.incident);
  if (practice === null) return refuse('no-practice');
  record(draft, { type: 'practice-ended', reason, realId });
  sendEverybodyHome(draft);
  record(draft, {
    type: 'closed',
    outcome: practice,
    note: null,
    proofText: null,
    proofFields: [],
    followUpDueAt: null,
  });
  return null;
}
