import { after, as, type AccountId, type Instant, seconds } from '@silverbell/kernel';
import type { IncidentEvent } from './events.js';
import { isInEarnest } from './questions.js';
import type { Incident, Undoable } from './state.js';

/** How long an act may be taken back (web.md section 1). */
export const UNDO_LASTS = seconds(10);

/** The act of a person that this event is, when it can be taken back. Whatever calls, sends or dispatches is none of them. */
type Act = Undoable extends infer U ? (U extends unknown ? Omit<U, 'by' | 'until' | 'seq'> : never) : never;

function actOf(before: Incident, e: IncidentEvent): Act | null {
  switch (e.type) {
    case 'held':
      return { act: 'hold' };
    case 'shelved':
      return { act: 'shelve' };
    case 'released':
      return { act: 'release' };
    case 'verdict-given':
      return isInEarnest(e.verdict) || e.verdict === 'unknown' || e.verdict === 'duress' || e.reopens === true
        ? null
        : { act: 'verdict', before: before.verdict };
    case 'destination-set':
      return before.destination === null ? null : { act: 'destination', before: before.destination };
    case 'emergency-decided':
      return e.decision === 'no-call' ? { act: 'no-call', service: e.service } : null;
    case 'roll-called':
      return e.how === 'no-answer' ? null : { act: 'roll-call', seniorId: e.seniorId };
    default:
      return null;
  }
}

/** A new act takes the place of the last one; a closing ends them all. */
export function undoableAfter(before: Incident, now: Incident, e: IncidentEvent): Incident {
  if (e.type === 'closed' || e.type === 'undone') return withoutUndoable(now);
  const act = e.actor.kind === 'operator' || e.actor.kind === 'lead' ? actOf(before, e) : null;
  if (act === null) return now;
  const until = after(e.at, UNDO_LASTS);
  return { ...now, undoable: { ...act, by: as<AccountId>(e.actor.id), until, seq: e.seq } };
}

function withoutUndoable({ undoable: _, ...rest }: Incident): Incident {
  return rest;
}

/** Whether what would be taken back is still so: another act or the ladder may have gone on from it. */
export function stillStands(i: Incident, undoable: Undoable, now: Instant): boolean {
  if (now >= undoable.until || i.closure !== null) return false;
  switch (undoable.act) {
    case 'hold':
      return i.hold !== null;
    case 'shelve':
      return i.shelf !== undefined;
    case 'release':
      return i.attention.state === 'waiting';
    case 'verdict':
      return !isInEarnest(i.verdict.code) && i.verdict.code !== 'unknown';
    case 'destination':
      return i.destination !== null && i.destination.at > undoable.before.at;
    case 'no-call':
      return i.decisions.at(-1)?.service === undoable.service;
    case 'roll-call':
      return i.rollCall.some((name) => name.seniorId === undoable.seniorId && name.state === 'ticked');
  }
}

/** The part of an act that the event `undone` reverses by itself; the rest follows as events of their own. */
export function afterUndoing(i: Incident): Incident {
  const { undoable } = i;
  switch (undoable?.act) {
    case 'hold':
      return { ...i, hold: null, holdTimes: i.holdTimes - 1 };
    case 'no-call':
      return { ...i, decisions: i.decisions.slice(0, -1) };
    case 'roll-call':
      return {
        ...i,
        rollCall: i.rollCall.map((name) =>
          name.seniorId === undoable.seniorId ? { ...name, state: 'waiting', how: null, by: null, at: null } : name,
        ),
      };
    default:
      return i;
  }
}
