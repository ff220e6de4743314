import { after, as, hours, type AccountId, type Refusal, refuse } from '@silverbell/kernel';
import type { CommandOf } from '../commands.js';
import type { Incident } from '../state.js';
import { record, type DecisionDraft } from './decision-draft.js';

/** A shelf ends with the shift at the latest (safety.md 4.4). */
const MOST_HOURS = 8;

/** Work alone: no person waits for an answer in it, and nothing of it is grave. */
export const mayBeShelved = (i: Incident): boolean =>
  i.severity === 3 && i.class === 'W' && i.family !== 'drill' && i.shelf === undefined;

export function shelve(draft: DecisionDraft, { reason, hours: long }: CommandOf<'shelve'>): Refusal | null {
  const { incident, context } = draft;
  if (!mayBeShelved(incident)) return refuse('shelve-not-this');
  if (!Number.isInteger(long) || long < 1 || long > MOST_HOURS) return refuse('shelve-too-long', { mostH: MOST_HOURS });
  record(draft, { type: 'shelved', by: as<AccountId>(context.by.id), reason, until: after(context.now, hours(long)) });
  return null;
}

/** A shelved incident comes back at once when something new is said: another kind of signal, or anything graver than work. */
export function takeFromShelf(draft: DecisionDraft, before: Incident): void {
  const { incident } = draft;
  if (incident.shelf === undefined) return;
  if (incident.class !== 'W' || incident.severity !== 3 || incident.kinds.length > before.kinds.length)
    record(draft, { type: 'shelf-ended', reason: 'signal' });
}
