import { type Refusal, refuse } from '@silverbell/kernel';
import type { CommandOf } from '../commands.js';
import { isInEarnest } from '../questions.js';
import type { Verdict } from '../state.js';
import { stillStands } from '../undo.js';
import { record, type DecisionDraft } from './decision-draft.js';
import { reopen } from './escalation.js';
import { actOn, ownOrAttend } from './operator.js';

/** Reverses the last act of this person by events: nothing is erased, and what was sent meanwhile stays sent. */
export function undo(draft: DecisionDraft, { act }: CommandOf<'undo'>): Refusal | null {
  const { incident, context } = draft;
  const last = incident.undoable;
  if (last === undefined || last.act !== act || last.by !== context.by.id) return refuse('undo-over');
  if (!stillStands(incident, last, context.now)) return refuse('undo-over');
  record(draft, { type: 'undone', act, undoes: last.seq });
  // Any operator ticks a name; every other act belongs to the owner.
  if (last.act === 'roll-call') return null;
  if (last.act === 'shelve') record(draft, { type: 'shelf-ended', reason: 'undone' });
  const refusal = ownOrAttend(draft);
  if (refusal !== null) return refusal;
  if (last.act === 'no-call') record(draft, { type: 'emergency-asked', service: last.service });
  if (last.act === 'verdict') verdictAgain(draft, last.before);
  if (last.act === 'destination') {
    const { at: _, ...before } = last.before;
    record(draft, { type: 'destination-set', ...before });
  }
  return null;
}

/** The question is open again and the ladder runs from its beginning; a person who was at risk before is at risk at once. */
function verdictAgain(draft: DecisionDraft, before: Verdict): void {
  reopen(draft);
  if (!isInEarnest(before.code)) return;
  record(draft, { type: 'verdict-given', verdict: before.code, cause: null });
  actOn(draft, before.code);
}
