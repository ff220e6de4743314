import { refuse, type Refusal } from '@silverbell/kernel';
import type { CommandOf } from '../commands.js';
import { record, type DecisionDraft } from './decision-draft.js';

/** CR-53: three tries on two days, then a visit. */
const TRIES = 3;
const DAYS = 2;

/** An open case owes none. Whatever was found out ends the follow-up and archives the incident; a try without an answer leaves it a task. */
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
