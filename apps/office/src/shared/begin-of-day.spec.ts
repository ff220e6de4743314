import { describe, expect, it } from '@jest/globals';
import { beginOfDay } from './begin-of-day.js';

const of = (day: string, zone: string) => {
  const at = beginOfDay(day, zone);
  return at === null ? null : new Date(at).toISOString();
};

describe('the begin of a day', () => {
  it("is midnight on the clocks of the server's zone, whatever the PC's zone is", () => {
    expect(of('20260301', 'Asia/Shanghai')).toBe('2026-02-28T16:00:00.000Z');
    expect(of('2026-03-01', 'America/St_Johns')).toBe('2026-03-01T03:30:00.000Z');
  });

  it('of words that are no day is none', () => {
    expect([of('', 'Asia/Shanghai'), of('昨天', 'Asia/Shanghai')]).toEqual([null, null]);
  });
});
