import { describe, expect, it } from '@jest/globals';
import { after, as, instant, seconds, type HomeId, type RegionId } from '@silverbell/kernel';
import { CALL_EVENT_TYPES, type CallEventType } from '@silverbell/vocabulary';
import fc from 'fast-check';
import {
  agentStateOf,
  homeOf,
  isMissed,
  progressOf,
  type CallEvent,
  type CallProgress,
  type NumberMatch,
} from './call.js';

const START = instant(Date.UTC(2026, 10, 29, 6));
const event = (type: CallEventType, atS: number, more: Partial<CallEvent> = {}): CallEvent => ({
  ...{ callId: 'c', type, at: after(START, seconds(atS)), direction: 'in', extension: null, queue: null, cause: null },
  recording: null,
  ...more,
});
const call = (...events: CallEvent[]): CallProgress => {
  const progress = progressOf(events);
  if (progress === null) throw new Error('no call');
  return progress;
};

describe('a call is what all its reports say', () => {
  it('in the order of their times, each once, whatever order they come in', () => {
    const reports = fc.array(
      fc.record({ type: fc.constantFrom(...CALL_EVENT_TYPES), atS: fc.integer({ min: 0, max: 5 }) }),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(reports, fc.infiniteStream(fc.nat()), (said, randoms) => {
        const events = said.map(({ type, atS }) => event(type, atS));
        const shuffled = [...events, ...events]
          .map((one) => ({ one, at: randoms.next().value as number }))
          .sort((a, b) => a.at - b.at)
          .map(({ one }) => one);
        expect(progressOf(shuffled)).toEqual(progressOf(events));
      }),
    );
  });

  it('rings, is answered, held, resumed and ended, with its times', () => {
    const said = [event('ringing', 0, { queue: '12349' }), event('answered', 4, { extension: '801' })];
    expect(call(...said)).toMatchObject({ state: 'talking', extension: '801', queue: '12349', startedAt: START });
    expect(call(...said, event('held', 9)).state).toBe('held');
    expect(call(...said, event('held', 9), event('resumed', 12)).state).toBe('talking');
    expect(call(...said, event('ended', 30, { cause: 'caller' }))).toMatchObject({
      ...{ state: 'ended', cause: 'caller', answeredAt: after(START, seconds(4)), endedAt: after(START, seconds(30)) },
    });
  });

  it('stays ended when a late report of it comes in', () => {
    const said = [event('ringing', 0), event('ended', 5), event('answered', 6), event('recording', 7)];
    expect(call(...said)).toMatchObject({ state: 'ended' });
  });

  it('is missed when a person rang and no operator answered', () => {
    expect(isMissed(call(event('ringing', 0)))).toBe(false);
    expect(isMissed(call(event('ringing', 0), event('ended', 20)))).toBe(true);
    expect(isMissed(call(event('ringing', 0), event('answered', 3), event('ended', 20)))).toBe(false);
    expect(isMissed(call(event('ringing', 0, { direction: 'out' }), event('ended', 20, { direction: 'out' })))).toBe(
      false,
    );
  });
});

describe('the home of a caller', () => {
  const match = (homeId: string | null): NumberMatch => ({
    ...{
      as: 'contact',
      id: 'x',
      name: '周建国',
      seniorName: '周月娥',
      homeLabel: '家',
      regionId: as<RegionId>('village'),
    },
    homeId: homeId === null ? null : as<HomeId>(homeId),
  });
  it('is the one that everybody with this number belongs to', () => {
    expect(homeOf([match('a'), match('a'), match(null)])).toEqual({ homeId: 'a', regionId: 'village' });
  });
  it('is asked for when a land line is on file of several homes, or of none', () => {
    expect(homeOf([match('a'), match('b')])).toBeNull();
    expect(homeOf([match(null)])).toBeNull();
    expect(homeOf([])).toBeNull();
  });
});

describe('what an agent does', () => {
  const ready = { choice: 'ready', since: START } as const;
  const now = after(START, seconds(100));
  const over = call(event('ringing', 0), event('answered', 5), event('ended', 60));
  it.each([
    ['ready', ready, []],
    ['ringing', ready, [call(event('ringing', 90))]],
    ['talking', ready, [call(event('ringing', 80), event('answered', 85))]],
    ['talking', { choice: 'break', since: START }, [call(event('ringing', 80), event('answered', 85))]],
    ['wrap-up', ready, [over]],
    ['break', { choice: 'break', since: START }, [over]],
    ['ready', { choice: 'ready', since: after(START, seconds(70)) }, [over]],
  ] as const)('is %s by what she chose and by her calls', (state, agent, calls) => {
    expect(agentStateOf(agent, calls, now)).toBe(state);
  });
  it('is ready again 60 s after the call at the latest', () => {
    expect(agentStateOf(ready, [over], after(START, seconds(120)))).toBe('ready');
  });
});
