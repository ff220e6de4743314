import { assertNever } from '@silverbell/kernel';
import { explains, type CareCall, type CareCallEvent } from './care-call.js';

/** One fact later. An unknown fact never commits: there is no default branch. */
export function evolve(call: CareCall | null, event: CareCallEvent): CareCall {
  if (event.type === 'planned') return { ...event.call, version: 1 };
  if (call === null) throw new Error(`the first fact of a care call is ${event.type}`);
  return { ...change(call, event), version: call.version + 1 };
}

function change(call: CareCall, event: Exclude<CareCallEvent, { type: 'planned' }>): CareCall {
  switch (event.type) {
    case 'reached': {
      const { at, way, servedBy } = event;
      return { ...call, state: way, reached: { at, way, servedBy } };
    }
    case 'tried': {
      const { at, result, asksContact } = event;
      return { ...call, state: asksContact ? 'to-ask' : call.state, tries: [...call.tries, { at, result }] };
    }
    case 'contact-asked': {
      const { at, answer, warnsOn } = event;
      const asked = { ...call, contact: { at, answer } };
      if (explains(answer)) return { ...asked, state: 'explained' };
      return warnsOn === null ? asked : { ...asked, state: 'warning', dueOn: warnsOn };
    }
    case 'help-asked':
      return { ...call, helpAskedAt: event.at };
    case 'missed':
      return { ...call, state: 'missed' };
    case 'cancelled':
      return { ...call, state: 'cancelled' };
    default:
      return assertNever(event, 'fact of a care call');
  }
}
