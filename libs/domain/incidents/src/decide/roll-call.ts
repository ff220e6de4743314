import { as, type AccountId, type Refusal, refuse, type SeniorId } from '@silverbell/kernel';
import type { CommandOf } from '../commands.js';
import { namesWaiting } from '../questions.js';
import type { ListedName } from '../state.js';
import { record, type DecisionDraft } from './decision-draft.js';

export function listNames(draft: DecisionDraft, names: readonly ListedName[]): void {
  const waiting = new Set(
    draft.incident.rollCall.filter((name) => name.state === 'waiting').map(({ seniorId }) => seniorId),
  );
  const anew = names.filter(({ seniorId }) => !waiting.has(seniorId));
  if (anew.length > 0) record(draft, { type: 'names-listed', names: anew });
}

/** The way to call is back. It says nothing about the person, and only an unattended incident ends by it. */
export function hearNames(draft: DecisionDraft, heard: readonly SeniorId[]): void {
  const seniorIds = draft.incident.rollCall
    .filter((name) => name.state === 'waiting' && heard.includes(name.seniorId))
    .map((name) => name.seniorId);
  if (seniorIds.length > 0) record(draft, { type: 'names-heard', seniorIds });
  const { incident } = draft;
  if (incident.family !== 'outage' || namesWaiting(incident) || incident.attention.state === 'attended') return;
  record(draft, {
    type: 'closed',
    outcome: 'restored',
    note: null,
    proofText: null,
    proofFields: [],
    followUpDueAt: null,
  });
}

/** Many call at once: any operator ticks, not only the owner. An unanswered call ticks nothing. */
export function rollCall(draft: DecisionDraft, { seniorId, how }: CommandOf<'roll-call'>): Refusal | null {
  const { by } = draft.context;
  const name = draft.incident.rollCall.find((one) => one.seniorId === seniorId);
  if (name === undefined) return refuse('name-not-listed', { seniorId });
  if (draft.incident.attention.state === 'waiting' && (by.kind === 'operator' || by.kind === 'lead'))
    record(draft, { type: 'attended', by: as<AccountId>(by.id) });
  if (name.state === 'ticked') return null;
  record(draft, { type: 'roll-called', seniorId, how });
  return null;
}
