import { assertNever, refuse, type Instant, type Refusal } from '@silverbell/kernel';
import type { CareCallState } from '@silverbell/vocabulary';
import type { CivilDay } from '../calendar/civil-day.js';
import { commandsIn, type CommandTable } from '../command-table.js';
import {
  explains,
  TRIES_BEFORE_CONTACT,
  type CareCall,
  type CareCallActor,
  type CareCallCommand,
  type CareCallCommandType,
  type CareCallEvent,
  type CareCallRole,
} from './care-call.js';
import { evolve } from './evolve.js';

export const OPEN_CARE_CALLS = ['to-call', 'to-ask', 'warning'] as const satisfies readonly CareCallState[];

/** The table of the README. */
export const CARE_CALL_TABLE: CommandTable<CareCallCommandType, CareCallState, CareCallRole> = {
  record: { states: OPEN_CARE_CALLS, roles: ['caller'] },
  'ask-contact': { states: ['to-ask', 'warning'], roles: ['caller'] },
  'ask-help': { states: ['warning'], roles: ['caller'] },
  /** Another call of the same day is still to be made. */
  serve: { states: ['to-ask', 'warning'], roles: ['clock'] },
  /** A call that was tried twice stays open until a person ends it (CR-08). */
  close: { states: ['to-call'], roles: ['clock'] },
  cancel: { states: OPEN_CARE_CALLS, roles: ['clock'] },
};

export const careCallActions = (state: CareCallState, role: CareCallRole): readonly CareCallCommandType[] =>
  commandsIn(CARE_CALL_TABLE, state, role);

export interface CareCallDecided {
  readonly events: readonly CareCallEvent[];
  readonly after: CareCall;
}
export interface CareCallContext {
  readonly now: Instant;
  /** The civil day of `now`. */
  readonly today: CivilDay;
  readonly by: CareCallActor;
}

/** A command, to a fact or to a refusal (CR-29). Pure: the time comes with it. */
export function decide(call: CareCall, command: CareCallCommand, context: CareCallContext): CareCallDecided | Refusal {
  const { states, roles } = CARE_CALL_TABLE[command.type];
  if (!roles.includes(context.by.role)) return refuse('not-allowed', { role: context.by.role, action: command.type });
  if (!states.includes(call.state)) return refuse('care-call-state', { state: call.state, action: command.type });
  const event = eventOf(call, command, context);
  return { events: [event], after: evolve(call, event) };
}

function eventOf(call: CareCall, command: CareCallCommand, { now, today, by }: CareCallContext): CareCallEvent {
  const fact = { at: now, by };
  switch (command.type) {
    case 'record': {
      const { result } = command;
      if (result === 'spoken' || result === 'seen') return { ...fact, type: 'reached', way: result, servedBy: null };
      const asksContact = call.state === 'to-call' && call.tries.length + 1 >= TRIES_BEFORE_CONTACT;
      return { ...fact, type: 'tried', result, asksContact };
    }
    case 'ask-contact': {
      const { answer } = command;
      const warns = call.state === 'to-ask' && !explains(answer);
      return { ...fact, type: 'contact-asked', answer, warnsOn: warns ? today : null };
    }
    case 'ask-help':
      return { ...fact, type: 'help-asked' };
    case 'serve':
      return { ...fact, type: 'reached', way: command.way, servedBy: command.by };
    case 'close':
      return { ...fact, type: 'missed' };
    case 'cancel':
      return { ...fact, type: 'cancelled' };
    default:
      return assertNever(command, 'command of a care call');
  }
}
