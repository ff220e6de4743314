import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  addDays,
  ageOn,
  daysAfter,
  daysBetween,
  dueAnew,
  HOLIDAYS_2026,
  isWorkingDay,
  nextQuarterBegins,
  quarterBegins,
  weekdayOf,
  workCalendar,
  workingDayBefore,
  workingDaysAfter,
} from './index.js';

const calendar = workCalendar(HOLIDAYS_2026, [2026]);

describe('CR-02: a term of working days', () => {
  it('example 1: counts a make-up Sunday', () => {
    const term = workingDaysAfter(calendar, '2026-09-16', 3);
    expect(term).toEqual({
      due: '2026-09-20',
      counted: ['2026-09-17', '2026-09-18', '2026-09-20'],
      provisional: false,
    });
  });

  it('example 2: leaves holidays out and counts the Saturday worked before one', () => {
    expect(workingDaysAfter(calendar, '2026-09-23', 3).due).toBe('2026-09-29');
    expect(workingDaysAfter(calendar, '2026-02-13', 3).due).toBe('2026-02-25');
  });

  it('that reaches a year without rows is counted by weekdays and marked provisional', () => {
    expect(workingDaysAfter(calendar, '2026-12-30', 3)).toMatchObject({ due: '2027-01-04', provisional: true });
    expect(workingDaysAfter(calendar, '2026-12-28', 3)).toMatchObject({ due: '2026-12-31', provisional: false });
  });

  it('always ends on a working day, with as many working days as were asked for', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 364 }), fc.integer({ min: 1, max: 60 }), (start, n) => {
        const from = addDays('2026-01-01', start);
        const { due, counted } = workingDaysAfter(calendar, from, n);
        expect(counted).toHaveLength(n);
        expect(counted.at(-1)).toBe(due);
        expect(counted.every((day) => isWorkingDay(calendar, day) && day > from)).toBe(true);
      }),
    );
  });
});

describe('CR-02: a term of calendar days', () => {
  it('example 4: a minimum term whose last day is a holiday ends on the next working day', () => {
    expect(daysAfter(calendar, '2026-09-22', 5, true).due).toBe('2026-09-28');
    expect(daysAfter(calendar, '2026-08-27', 5, true).due).toBe('2026-09-01');
  });

  it('that is no minimum ends on its last day, holiday or not', () => {
    const term = daysAfter(calendar, '2026-09-22', 5);
    expect([term.due, term.counted.length]).toEqual(['2026-09-27', 5]);
  });
});

describe('CR-02: any term', () => {
  // of three years the middle one is published
  const day = fc.integer({ min: -365, max: 729 }).map((n) => addDays('2026-01-01', n));
  const days = fc.integer({ min: 1, max: 400 });

  it('of least days ends on a working day, never earlier, and behind days off alone', () => {
    fc.assert(
      fc.property(day, days, (from, n) => {
        const { due } = daysAfter(calendar, from, n, true);
        const least = addDays(from, n);
        expect(due >= least && isWorkingDay(calendar, due)).toBe(true);
        for (let one = least; one < due; one = addDays(one, 1)) expect(isWorkingDay(calendar, one)).toBe(false);
      }),
    );
  });

  it('is provisional exactly where it touches a year that is not published', () => {
    fc.assert(
      fc.property(day, days, fc.constantFrom('working', 'days', 'least'), (from, n, kind) => {
        const term =
          kind === 'working' ? workingDaysAfter(calendar, from, n) : daysAfter(calendar, from, n, kind === 'least');
        const touched = Array.from({ length: daysBetween(from, term.due) + 1 }, (_, past) => addDays(from, past));
        expect(term.provisional).toBe(touched.some((one) => !one.startsWith('2026')));
      }),
    );
  });

  it('of one working day leads back to the working day before it', () => {
    fc.assert(
      fc.property(day, (from) => {
        fc.pre(isWorkingDay(calendar, from));
        expect(workingDayBefore(calendar, workingDaysAfter(calendar, from, 1).due)).toBe(from);
        expect(workingDaysAfter(calendar, workingDayBefore(calendar, from), 1).due).toBe(from);
      }),
    );
  });
});

describe('CR-02: a due day that is counted anew', () => {
  it('is what the published year makes of it, and never before tomorrow', () => {
    expect(dueAnew('2027-01-06', '2027-01-07', '2027-01-04')).toBe('2027-01-07');
    expect(dueAnew('2027-01-07', '2027-01-05', '2027-01-04')).toBe('2027-01-05');
    expect(dueAnew('2027-01-07', '2027-01-05', '2027-01-05')).toBe('2027-01-06');
    // what is overdue stays so
    expect(dueAnew('2027-01-04', '2027-01-03', '2027-01-05')).toBe('2027-01-04');
  });
});

describe('days of the calendar', () => {
  it('are weekdays from 1 Monday to 7 Sunday', () => {
    expect(['2026-11-30', '2026-12-06'].map(weekdayOf)).toEqual([1, 7]);
  });

  it('stand in quarters', () => {
    expect([quarterBegins('2026-09-30'), nextQuarterBegins('2026-09-30')]).toEqual(['2026-07-01', '2026-10-01']);
    expect([quarterBegins('2026-10-08'), nextQuarterBegins('2026-10-08')]).toEqual(['2026-10-01', '2027-01-01']);
  });

  it('give an age that rises on the birthday', () => {
    expect([ageOn('1966-10-14', '2026-10-13'), ageOn('1966-10-14', '2026-10-14')]).toEqual([59, 60]);
    expect([ageOn('1964-02-29', '2026-02-28'), ageOn('1964-02-29', '2026-03-01')]).toEqual([61, 62]);
  });

  it('have a working day before them', () => {
    expect([workingDayBefore(calendar, '2026-10-08'), workingDayBefore(calendar, '2026-09-21')]).toEqual([
      '2026-09-30',
      '2026-09-20',
    ]);
  });

  it('are as far apart as the days added between them', () => {
    fc.assert(
      fc.property(fc.integer({ min: -4_000, max: 4_000 }), (n) => {
        expect(daysBetween('2026-03-01', addDays('2026-03-01', n))).toBe(n);
      }),
    );
  });
});
