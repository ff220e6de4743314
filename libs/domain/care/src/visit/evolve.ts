import { assertNever } from '@silverbell/kernel';
import type { VisitEvent, WelfareVisit } from './welfare-visit.js';

/** One fact later. An unknown fact never commits: there is no default branch. */
export function evolve(visit: WelfareVisit | null, event: VisitEvent): WelfareVisit {
  if (event.type === 'planned') return { ...event.visit, version: 1 };
  if (visit === null) throw new Error(`the first fact of a visit is ${event.type}`);
  return { ...change(visit, event), version: visit.version + 1 };
}

function change(visit: WelfareVisit, event: Exclude<VisitEvent, { type: 'planned' }>): WelfareVisit {
  switch (event.type) {
    case 'done': {
      const { meeting, marks, servedBy } = event;
      return { ...visit, state: 'done', meeting, servedBy, marks: [...new Set([...visit.marks, ...marks])] };
    }
    case 'found-empty':
      return {
        ...{ ...visit, state: 'empty', retryBy: event.retryBy, emptyAt: visit.emptyAt ?? event.at },
        concernAt: event.asksForHelp ? event.at : visit.concernAt,
      };
    case 'contact-asked':
      return { ...visit, contact: { at: event.at, answer: event.answer } };
    case 'no-news':
      return { ...visit, concernAt: event.at };
    case 'excused':
      return { ...visit, state: 'excused', excuse: event.excuse };
    case 'missed':
      return { ...visit, state: 'missed', missedAt: event.at, missExplained: event.explained };
    case 'miss-explained':
      return { ...visit, missExplained: true };
    case 'moved':
      return { ...visit, regionId: event.regionId };
    case 'cancelled':
      return { ...visit, state: 'cancelled' };
    case 'planned-again':
      return { ...visit, state: 'planned', regionId: event.regionId, risk: event.risk };
    default:
      return assertNever(event, 'fact of a visit');
  }
}
