import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, daysBetween, quarterBegins, weekdayOf } from '../calendar/civil-day.js';
import { poolOf } from './minutes.js';

describe('CR-33: the days that share their minutes', () => {
  const day = fc.integer({ min: 0, max: 20_000 }).map((n) => addDays('2000-01-01', n));

  it('are every day once: whichever of them is asked, the answer is the same', () => {
    fc.assert(
      fc.property(day, fc.constantFrom('day', 'week', 'month'), (one, pool) => {
        const [from, to] = poolOf(pool, one);
        expect(from <= one && one <= to).toBe(true);
        for (let other = from; other <= to; other = addDays(other, 1)) expect(poolOf(pool, other)).toEqual([from, to]);
        expect(poolOf(pool, addDays(to, 1))[0]).toBe(addDays(to, 1));
        expect(poolOf(pool, addDays(from, -1))[1]).toBe(addDays(from, -1));
      }),
    );
  });

  it('never reach into another quarter', () => {
    fc.assert(
      fc.property(day, fc.constantFrom('day', 'week', 'month'), (one, pool) => {
        const [from, to] = poolOf(pool, one);
        expect(quarterBegins(from)).toBe(quarterBegins(to));
      }),
    );
  });

  it('of a week begin on Monday and end on Sunday, but where a quarter ends between them', () => {
    fc.assert(
      fc.property(day, (one) => {
        const [from, to] = poolOf('week', one);
        expect(daysBetween(from, to)).toBeLessThan(7);
        expect(weekdayOf(from) === 1 || quarterBegins(from) === from).toBe(true);
        expect(weekdayOf(to) === 7 || quarterBegins(addDays(to, 1)) === addDays(to, 1)).toBe(true);
      }),
    );
    expect(poolOf('week', '2026-09-29')).toEqual(['2026-09-28', '2026-09-30']);
    expect(poolOf('week', '2026-10-04')).toEqual(['2026-10-01', '2026-10-04']);
  });

  it('of a month are the first to the last of it', () => {
    expect(poolOf('month', '2028-02-10')).toEqual(['2028-02-01', '2028-02-29']);
    expect(poolOf('month', '2026-02-28')).toEqual(['2026-02-01', '2026-02-28']);
    expect(poolOf('month', '2026-12-31')).toEqual(['2026-12-01', '2026-12-31']);
    expect(poolOf('month', '2026-04-30')).toEqual(['2026-04-01', '2026-04-30']);
  });
});
