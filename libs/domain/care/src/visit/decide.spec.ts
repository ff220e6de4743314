import { describe, expect, it } from '@jest/globals';
import { as, isRefusal, type RegionId } from '@silverbell/kernel';
import { WELFARE_VISIT_STATES, type WelfareVisitState } from '@silverbell/vocabulary';
import { clock } from '../spec/orders.js';
import { visitContext, visitIn } from '../spec/visits.js';
import { decide } from './decide.js';
import { visitActions } from './table.js';
import {
  VISIT_ROLES,
  type Meeting,
  type VisitCommand,
  type VisitCommandType,
  type WelfareVisit,
} from './welfare-visit.js';

const before = { lastWasCall: false, excusedRunning: 0 };
const when = { day: '2026-10-15', workingDaysSince: 0 };
const MEETING: Meeting = { at: clock('11:00'), receivedAt: clock('11:00'), way: 'home', proof: 'tag', reason: null };
/** Each command as it is taken where the README has it. */
const COMMANDS = {
  done: {
    ...{ type: 'done', at: clock('11:58'), met: true, way: 'home', recognised: false, proof: 'tag', reason: null },
    ...{ when, before },
  },
  excuse: { type: 'excuse', reason: 'hospital', from: '2026-10-12', to: '2026-10-18', before },
  miss: { type: 'miss' },
  'ask-contact': { type: 'ask-contact', answer: 'no-news' },
  close: { type: 'close', absent: null, before },
  'no-news': { type: 'no-news' },
  move: { type: 'move', regionId: as<RegionId>('elsewhere') },
  serve: { type: 'serve', by: 'visit-2', meeting: MEETING },
  cancel: { type: 'cancel', reason: 'senior-not-served' },
  'plan-again': { type: 'plan-again', regionId: as<RegionId>('elsewhere'), risk: 'general' },
} as const satisfies Readonly<Record<VisitCommandType, VisitCommand>>;

/** The table of the README once more: command, from states, by roles, to the state (`=`: unchanged). */
const SAID: readonly (readonly [VisitCommandType, string, string, WelfareVisitState | '='])[] = [
  ['done', 'planned empty missed', 'owner', 'done'],
  ['excuse', 'planned empty', 'owner superior', 'excused'],
  ['miss', 'planned empty missed', 'owner', 'missed'],
  ['ask-contact', 'empty', 'owner', '='],
  ['close', 'planned empty', 'clock', 'missed'],
  ['no-news', 'empty', 'clock', '='],
  ['move', 'planned empty', 'clock', '='],
  ['serve', 'planned empty', 'clock', 'done'],
  ['cancel', 'planned empty', 'clock', 'cancelled'],
  ['plan-again', 'cancelled', 'clock', 'planned'],
];
const rows = SAID.flatMap(([type, from, by, to]) =>
  WELFARE_VISIT_STATES.map((state) => ({ type, state, from: from.split(' '), by: by.split(' '), to })),
);
const refusedOf = (visit: WelfareVisit, command: VisitCommand, now = clock('12:00')): string => {
  const done = decide(visit, command, visitContext('owner', now));
  return isRefusal(done) ? done.refused : 'taken';
};

describe('a visit takes from whom the table says, and in which state', () => {
  it('has a line for every command', () => {
    expect(SAID.map(([type]) => type).sort()).toEqual(Object.keys(COMMANDS).sort());
  });

  it.each(rows)('$type while $state', ({ type, state, from, by, to }) => {
    for (const role of VISIT_ROLES) {
      const visit = visitIn(state);
      const now = type === 'no-news' ? clock('09:00', '2026-10-16') : clock('12:00');
      const done = decide(visit, COMMANDS[type], visitContext(role, now));
      if (!from.includes(state) || !by.includes(role)) {
        expect(isRefusal(done) && done.refused).toMatch(/^(visit-of-another|visit-state)$/);
        continue;
      }
      if (isRefusal(done)) throw new Error(`${type} by ${role} was refused: ${done.refused}`);
      expect(done.after.state).toBe(to === '=' ? state : to);
      expect(done.after.version).toBe(visit.version + 1);
    }
  });

  it('offers the actions that it takes', () => {
    expect(visitActions('planned', 'owner')).toEqual(['done', 'excuse', 'miss']);
    expect(visitActions('planned', 'superior')).toEqual(['excuse']);
    expect(visitActions('done', 'owner')).toEqual([]);
  });
});

describe('a visit that took place (CR-56)', () => {
  it('needs a proof or a reason at home, and none at the station', () => {
    expect(refusedOf(visitIn('planned'), { ...COMMANDS.done, proof: 'none' })).toBe('reason-missing');
    expect(refusedOf(visitIn('planned'), { ...COMMANDS.done, proof: 'none', way: 'station' })).toBe('taken');
    const manual = decide(
      visitIn('planned'),
      { ...COMMANDS.done, proof: 'none', reason: 'no-tag' },
      visitContext('owner'),
    );
    expect(isRefusal(manual) ? manual : manual.after.marks).toEqual(['manual']);
  });

  it('lies inside its period, and not ahead of the clock', () => {
    const other = { ...COMMANDS.done, when: { day: '2026-10-19', workingDaysSince: 0 } };
    expect(refusedOf(visitIn('planned'), other)).toBe('visit-other-period');
    expect(refusedOf(visitIn('planned'), { ...COMMANDS.done, at: clock('12:06') })).toBe('clock-skewed');
    expect(refusedOf(visitIn('planned'), COMMANDS.done, clock('12:00', '2026-10-18'))).toBe('upload-too-late');
  });

  it('of a missed one may be uploaded within 24 h, and the missed fact stays', () => {
    const late = {
      ...COMMANDS.done,
      at: clock('20:00', '2026-10-18'),
      when: { day: '2026-10-18', workingDaysSince: 1 },
    };
    const done = decide(visitIn('missed'), late, visitContext('owner', clock('09:00', '2026-10-19')));
    expect(isRefusal(done) ? done : done.after).toMatchObject({ state: 'done', marks: ['late-upload'] });
    expect(isRefusal(done) ? done : done.after.missedAt).not.toBeNull();
  });

  it('by telephone needs her recognised, no high risk, and no call before it', () => {
    const call = { ...COMMANDS.done, way: 'call', proof: 'none', recognised: true } as const;
    expect(refusedOf(visitIn('planned'), call)).toBe('taken');
    expect(refusedOf(visitIn('planned'), { ...call, recognised: false })).toBe('recognition-missing');
    expect(refusedOf(visitIn('planned', { risk: 'high' }), call)).toBe('visit-in-person');
    expect(refusedOf(visitIn('planned'), { ...call, before: { ...before, lastWasCall: true } })).toBe(
      'call-twice-running',
    );
    const third = { ...call, before: { ...before, excusedRunning: 2 } };
    expect(refusedOf(visitIn('planned', { risk: 'high' }), third)).toBe('taken');
  });
});

describe('an empty visit (CR-56)', () => {
  const empty = { ...COMMANDS.done, met: false } as const;
  it('is tried again within 24 h, and a second one asks for help', () => {
    const first = decide(visitIn('planned'), empty, visitContext('owner'));
    if (isRefusal(first)) throw new Error(first.refused);
    expect(first.after).toMatchObject({ state: 'empty', retryBy: clock('11:58', '2026-10-16'), concernAt: null });
    const second = decide(first.after, { ...empty, at: clock('15:00') }, visitContext('owner', clock('15:00')));
    expect(isRefusal(second) ? second : second.after.concernAt).toBe(clock('15:00'));
  });

  it('that her contact explains asks for no help, neither at 24 h nor when tried again', () => {
    for (const [answer, help] of [
      ['knows-where', false],
      ['with-her', false],
      ['no-news', true],
      ['not-reached', true],
    ] as const) {
      const asked = decide(visitIn('empty'), { type: 'ask-contact', answer }, visitContext('owner'));
      if (isRefusal(asked)) throw new Error(asked.refused);
      expect(asked.after).toMatchObject({ state: 'empty', contact: { answer, at: clock('12:00') } });
      const over = decide(asked.after, COMMANDS['no-news'], visitContext('clock', clock('09:00', '2026-10-16')));
      expect(isRefusal(over) ? over : over.events).toHaveLength(help ? 1 : 0);
      const again = decide(asked.after, { ...empty, at: clock('15:00') }, visitContext('owner', clock('15:00')));
      expect(isRefusal(again) ? again : again.after.concernAt !== null).toBe(help);
    }
  });

  it('without news asks for help when the 24 h are over, and not before', () => {
    const at = (time: string) =>
      decide(visitIn('empty'), COMMANDS['no-news'], visitContext('clock', clock(time, '2026-10-16')));
    expect(at('08:59')).toMatchObject({ events: [] });
    expect(at('09:00')).toMatchObject({ events: [{ type: 'no-news' }] });
  });
});

describe('an absence (CR-56)', () => {
  const third = { ...before, excusedRunning: 2 };
  it('excuses two periods running, then a call is owed', () => {
    expect(refusedOf(visitIn('planned'), { ...COMMANDS.excuse, before: third })).toBe('excused-twice-running');
    const closed = (so: typeof before) =>
      decide(visitIn('planned'), { type: 'close', absent: 'hospital', before: so }, visitContext('clock'));
    expect(closed(before)).toMatchObject({ after: { state: 'excused', excuse: { reason: 'hospital' } } });
    expect(closed(third)).toMatchObject({ after: { state: 'missed' } });
  });

  it('outside the period excuses nothing', () => {
    expect(refusedOf(visitIn('planned'), { ...COMMANDS.excuse, from: '2026-10-19', to: '2026-10-25' })).toBe(
      'excuse-days',
    );
    expect(refusedOf(visitIn('planned'), { ...COMMANDS.excuse, from: '2026-10-14', to: '2026-10-13' })).toBe(
      'excuse-days',
    );
  });
});

it('a missed visit is explained once', () => {
  const done = decide(visitIn('missed'), { type: 'miss' }, visitContext('owner'));
  if (isRefusal(done)) throw new Error(done.refused);
  expect(done.after.missExplained).toBe(true);
  expect(refusedOf(done.after, { type: 'miss' })).toBe('visit-state');
});
