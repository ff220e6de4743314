import { describe, expect, it } from '@jest/globals';
import { as, isRefusal, type AccountId, type SeniorId } from '@silverbell/kernel';
import { CARE_CALL_ANSWERS, CARE_CALL_STATES, type CareCallResult, type CareCallState } from '@silverbell/vocabulary';
import { clock } from '../spec/orders.js';
import {
  CARE_CALL_ROLES,
  planKindOf,
  type CareCall,
  type CareCallCommand,
  type CareCallCommandType,
  type CareCallRole,
} from './care-call.js';
import { careCallActions, decide } from './decide.js';

const callIn = (state: CareCallState, more: Partial<CareCall> = {}): CareCall => ({
  ...{ id: 'call-1', version: 2, state, planId: 'plan-1', seniorId: as<SeniorId>('care-b'), day: '2026-10-15' },
  ...{ starts: '09:00', ends: '10:00', tries: [], contact: null, reached: null, helpAskedAt: null },
  ...{ dueOn: '2026-10-15', ...more },
});
const by = (role: CareCallRole, today = '2026-10-15') => ({
  ...{ now: clock('09:30', today), today },
  by: { role, id: role === 'clock' ? null : as<AccountId>(role) },
});
const COMMANDS = {
  record: { type: 'record', result: 'spoken' },
  'ask-contact': { type: 'ask-contact', answer: 'knows-where' },
  'ask-help': { type: 'ask-help' },
  serve: { type: 'serve', by: 'call-2', way: 'seen' },
  close: { type: 'close' },
  cancel: { type: 'cancel' },
} as const satisfies Readonly<Record<CareCallCommandType, CareCallCommand>>;

/** The table of the README once more: command, from states, by role, to the state (`=`: unchanged). */
const SAID: readonly (readonly [CareCallCommandType, string, CareCallRole, CareCallState | '='])[] = [
  ['record', 'to-call to-ask warning', 'caller', 'spoken'],
  ['ask-contact', 'to-ask warning', 'caller', 'explained'],
  ['ask-help', 'warning', 'caller', '='],
  ['serve', 'to-ask warning', 'clock', 'seen'],
  ['close', 'to-call', 'clock', 'missed'],
  ['cancel', 'to-call to-ask warning', 'clock', 'cancelled'],
];
const rows = SAID.flatMap(([type, from, role, to]) =>
  CARE_CALL_STATES.map((state) => ({ type, state, from: from.split(' '), role, to })),
);

describe('a care call takes from whom the table says, and in which state', () => {
  it('has a line for every command', () => {
    expect(SAID.map(([type]) => type).sort()).toEqual(Object.keys(COMMANDS).sort());
  });

  it.each(rows)('$type while $state', ({ type, state, from, role, to }) => {
    for (const who of CARE_CALL_ROLES) {
      const done = decide(callIn(state), COMMANDS[type], by(who));
      if (from.includes(state) && who === role)
        expect(done).toMatchObject({ after: { state: to === '=' ? state : to, version: 3 } });
      else expect(isRefusal(done) && done.refused).toBe(who === role ? 'care-call-state' : 'not-allowed');
    }
  });

  it('offers the actions that it takes', () => {
    expect(careCallActions('to-call', 'caller')).toEqual(['record']);
    expect(careCallActions('to-ask', 'caller')).toEqual(['record', 'ask-contact']);
    expect(careCallActions('warning', 'caller')).toEqual(['record', 'ask-contact', 'ask-help']);
    expect(careCallActions('warning', 'reader')).toEqual([]);
    expect(careCallActions('spoken', 'caller')).toEqual([]);
  });
});

describe('CR-29: two tries without her, then the contact, then a warning', () => {
  const after = (call: CareCall, command: CareCallCommand, today?: string): CareCall => {
    const done = decide(call, command, by('caller', today));
    if (isRefusal(done)) throw new Error(done.refused);
    return done.after;
  };
  const tried = (call: CareCall, result: CareCallResult): CareCall => after(call, { type: 'record', result });

  it('one try leaves it to be called again, the second one asks the contact', () => {
    const once = tried(callIn('to-call'), 'unanswered');
    expect(once).toMatchObject({ state: 'to-call', tries: [{ at: clock('09:30'), result: 'unanswered' }] });
    const twice = tried(once, 'not-recognised');
    expect(twice).toMatchObject({ state: 'to-ask', reached: null });
    expect(twice.tries.map(({ result }) => result)).toEqual(['unanswered', 'not-recognised']);
    expect(tried(twice, 'unanswered')).toMatchObject({ state: 'to-ask' });
  });

  it('an answer that is not known to be hers reaches nobody', () => {
    expect(tried(callIn('to-call'), 'not-recognised').reached).toBeNull();
    expect(tried(callIn('to-call'), 'spoken').reached).toMatchObject({ way: 'spoken', servedBy: null });
    expect(tried(callIn('warning'), 'seen')).toMatchObject({ state: 'seen', reached: { way: 'seen' } });
  });

  it.each(CARE_CALL_ANSWERS)('a contact who answers %s explains it, or it becomes a warning of that day', (answer) => {
    const asked = after(callIn('to-ask'), { type: 'ask-contact', answer }, '2026-10-16');
    expect(asked.contact?.answer).toBe(answer);
    // a contact's word is not a sign of life
    expect(asked.reached).toBeNull();
    if (answer === 'with-her' || answer === 'knows-where') expect(asked.state).toBe('explained');
    else expect(asked).toMatchObject({ state: 'warning', dueOn: '2026-10-16' });
  });

  it('a warning is not put off by asking or trying again', () => {
    const again = after(callIn('warning'), { type: 'ask-contact', answer: 'not-reached' }, '2026-10-17');
    expect(again).toMatchObject({ state: 'warning', dueOn: '2026-10-15' });
    expect(tried(again, 'unanswered')).toMatchObject({ state: 'warning', dueOn: '2026-10-15' });
    expect(after(again, { type: 'ask-help' })).toMatchObject({ state: 'warning', helpAskedAt: clock('09:30') });
  });

  it('a later call that reached her ends it and says by which', () => {
    const done = decide(callIn('warning'), COMMANDS.serve, by('clock'));
    expect(done).toMatchObject({ after: { reached: { way: 'seen', servedBy: 'call-2' } } });
  });
});

it('a plan is of calls or of visits, never of both', () => {
  expect([planKindOf(['care-call']), planKindOf(['cleaning']), planKindOf(['care-call', 'cleaning'])]).toEqual([
    ...['calls', 'visits', 'mixed'],
  ]);
});
