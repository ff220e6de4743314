import { type Refusal, refuse } from '@silverbell/kernel';
import type { CommandOf } from '../commands.js';
import { entryCodeStateOf, isNewShowing } from '../entry-code.js';
import { isLive } from '../questions.js';
import { record, type DecisionDraft } from './decision-draft.js';
import { mine, over } from './helper.js';

/** By the operator's decision, for a helper who says that she is there. */
export function releaseEntryCode(draft: DecisionDraft, command: CommandOf<'release-entry-code'>): Refusal | null {
  const assignment = mine(draft, command);
  if ('refused' in assignment) return assignment;
  if (!isLive(assignment)) return over(assignment);
  const state = entryCodeStateOf(draft.incident, assignment);
  if (state === 'not-there') return refuse('helper-not-at-door');
  if (state === 'practice' || state === 'outside-only') return refuse('entry-code-closed', { reason: state });
  if (assignment.entryCodeReleasedAt === undefined)
    record(draft, { type: 'entry-code-released', assignmentId: assignment.id, helperId: assignment.helperId });
  return null;
}

/** Who saw the code of which home, and when, is a fact of the incident before she sees it. */
export function showEntryCode(draft: DecisionDraft, command: CommandOf<'show-entry-code'>): Refusal | null {
  const assignment = mine(draft, command);
  if ('refused' in assignment) return assignment;
  if (entryCodeStateOf(draft.incident, assignment) === 'open' && isNewShowing(assignment, draft.context.now))
    record(draft, { type: 'entry-code-shown', assignmentId: assignment.id, helperId: assignment.helperId });
  return null;
}
