import { describe, expect, it } from '@jest/globals';
import { hours, instant } from '@silverbell/kernel';
import { channelStateOf, channelWorkOf, isTestHour, type ChannelHistory } from './index.js';

const H = 3_600_000;
const at = (hour: number) => instant(hour * H);
const history = (more: Partial<ChannelHistory> = {}): ChannelHistory => ({
  ...{ sentAt: at(0), answerBy: at(48), failedAt: null, error: null, workedAt: null, inVainSince: null },
  ...more,
});
const TERM = hours(72);

describe('a channel', () => {
  it.each([
    ['untested', history({ sentAt: null, answerBy: null }), 1],
    ['waiting', history(), 47],
    ['fails', history(), 48],
    ['fails', history({ failedAt: at(1), error: 'no-number' }), 2],
    ['works', history({ workedAt: at(1) }), 100],
    // It worked last week, and this week nobody answered.
    ['fails', history({ sentAt: at(168), answerBy: at(216), workedAt: at(1) }), 216],
  ] as const)('is %s', (state, tests, hour) => {
    expect(channelStateOf(tests, at(hour))).toBe(state);
  });

  it('that fails is work from its first failed test on, with the term of its region', () => {
    const failing = history({ inVainSince: at(48) });
    expect(channelWorkOf(failing, null, TERM, at(50))).toEqual({
      ...{ since: at(48), dueAt: at(120), isLate: false, owner: null, error: 'no-answer' },
    });
    expect(channelWorkOf(failing, null, TERM, at(120))).toMatchObject({ isLate: true });
    expect(channelWorkOf(history({ workedAt: at(1) }), null, TERM, at(50))).toBeNull();
  });

  it('keeps the owner and the term decided for this failure, not those of an earlier one', () => {
    const decided = { since: at(48), dueAt: at(60), owner: 'wang' };
    expect(channelWorkOf(history({ inVainSince: at(48) }), decided, TERM, at(50))).toMatchObject({
      owner: 'wang',
      dueAt: at(60),
    });
    expect(channelWorkOf(history({ inVainSince: at(300) }), decided, TERM, at(301))).toMatchObject({ owner: null });
  });

  it('is tested by day', () => {
    expect([8, 9, 16, 17].map(isTestHour)).toEqual([false, true, true, false]);
  });
});
