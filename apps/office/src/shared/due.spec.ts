import { describe, expect, it } from '@jest/globals';
import { dayOf, dueLabel } from './due.js';

const zone = 'Asia/Shanghai';
const at = (clock: string): number => Date.parse(`${clock}+08:00`);
const now = at('2026-11-28T10:30:00');

describe('a deadline in words', () => {
  it.each([
    ['2026-11-28T10:29:50', { when: 'late', unit: 'minutes', n: 1 }],
    ['2026-11-28T08:20:00', { when: 'late', unit: 'hours', n: 2 }],
    ['2026-11-25T10:00:00', { when: 'late', unit: 'days', n: 3 }],
    ['2026-11-28T16:10:00', { when: 'today', time: '16:10' }],
    ['2026-11-28T23:59:00', { when: 'today', time: '23:59' }],
    ['2026-11-29T00:10:00', { when: 'later', day: '11/29周日' }],
  ])('CR-77: says of %s how late it is, at which time today, or on which day', (clock, words) => {
    expect(dueLabel(at(clock), now, zone, 'zh-CN')).toEqual(words);
  });

  it('takes the day of the county, not the one of the machine', () => {
    expect(dayOf(Date.parse('2026-11-28T17:00:00Z'), zone)).toBe('2026-11-29');
    expect(dayOf(Date.parse('2026-11-28T17:00:00Z'), 'UTC')).toBe('2026-11-28');
  });
});
