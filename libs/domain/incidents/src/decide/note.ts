import { minutes, refuse, type Refusal } from '@silverbell/kernel';
import type { CommandOf } from '../commands.js';
import { record, type DecisionDraft } from './decision-draft.js';

const MINUTE = minutes(1);

/** The desk writes as much as it needs; a relative a limited number of notes, so that an incident stays readable. */
export function note(draft: DecisionDraft, { text, fromFamily }: CommandOf<'note'>): Refusal | null {
  const refusal = fromFamily ? tooMany(draft) : null;
  if (refusal === null) record(draft, { type: 'noted', text, fromFamily });
  return refusal;
}

function tooMany({ incident, context: { by, now } }: DecisionDraft): Refusal | null {
  const { familyNotes, familyNotesAMinute } = incident.policy.limits;
  const hers = (incident.familyNotes ?? []).filter((one) => one.by === by.id);
  if (hers.length >= familyNotes) return refuse('family-notes-full', { most: familyNotes });
  return hers.filter(({ at }) => now - at < MINUTE).length >= familyNotesAMinute ? refuse('too-many-requests') : null;
}
