import { after, type Refusal, refuse } from '@silverbell/kernel';
import type { CommandOf } from '../commands.js';
import { missingFor } from '../outcomes.js';
import { liveAssignments } from '../questions.js';
import type { Incident } from '../state.js';
import { record, type Draft } from './draft.js';
import { endOffers, endSearch } from './search.js';

/** Every case of a person at risk is followed up; work is not (safety case 2.2). */
const followsUp = (i: Incident): boolean => ['B', 'C', 'D', 'E'].includes(i.class) && !i.facts.testWindow;

export function close(draft: Draft, command: CommandOf<'close'>): Refusal | null {
  const { incident } = draft;
  const missing = missingFor(incident, command.outcome, {
    by: draft.context.by,
    proof: command.proof,
    hasNote: command.note !== null,
  });
  const first = missing[0];
  if (first !== undefined)
    return refuse('proof-missing', { outcome: command.outcome, needs: first, all: missing.join(' ') });
  const onScene = liveAssignments(incident).find((assignment) => assignment.state === 'arrived');
  if (onScene !== undefined) return refuse('helper-on-scene', { helperId: onScene.helperId });
  endOffers(draft, 'closed');
  endSearch(draft, 'closed');
  for (const assignment of liveAssignments(draft.incident))
    record(draft, { type: 'withdrawn', assignmentId: assignment.id, helperId: assignment.helperId, reason: 'closed' });
  record(draft, {
    type: 'closed',
    outcome: command.outcome,
    note: command.note,
    proofText: command.proofText,
    proofFields: Object.keys(command.proof).sort(),
    followUpDueAt: followsUp(incident) ? after(draft.context.now, incident.policy.limits.followUpAfter) : null,
  });
  return null;
}
