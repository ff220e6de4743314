import { as, type EventId } from '@silverbell/kernel';
import type { Context, RankedHelper } from '../commands.js';
import type { Fact, IncidentEvent } from '../events.js';
import { evolve } from '../evolve.js';
import type { Incident } from '../state.js';

/** A decision being written: each fact is folded in at once, so that the next step sees it. */
export interface DecisionDraft {
  incident: Incident;
  readonly events: IncidentEvent[];
  readonly context: Context;
  renewLease: boolean;
}

/** Helpers are to be asked and the candidates are not read yet: the same command is decided again, with them. */
export class CandidatesWanted extends Error {
  override readonly name = 'CandidatesWanted';
}

export function candidatesFor({ context: { candidates } }: DecisionDraft): readonly RankedHelper[] {
  if (candidates === null) throw new CandidatesWanted('who can go was not read yet');
  return candidates;
}

export const draftOf = (incident: Incident, context: Context): DecisionDraft => ({
  incident,
  events: [],
  context,
  renewLease: false,
});

export function record(draft: DecisionDraft, fact: Fact): void {
  const event: IncidentEvent = {
    ...fact,
    id: as<EventId>(draft.context.newId()),
    seq: draft.incident.version + 1,
    at: draft.context.now,
    actor: draft.context.by,
  };
  draft.events.push(event);
  draft.incident = evolve(draft.incident, event);
}

export function firstDraft(fact: Extract<Fact, { type: 'raised' }>, context: Context): DecisionDraft {
  const event: IncidentEvent = {
    ...fact,
    id: as<EventId>(context.newId()),
    seq: 1,
    at: context.now,
    actor: context.by,
  };
  return { incident: evolve(null, event), events: [event], context, renewLease: false };
}
