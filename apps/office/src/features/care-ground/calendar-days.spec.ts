import { describe, expect, it } from '@jest/globals';
import { daysOf, linesOf, spansOf, type CalendarDay } from './calendar-days.js';

const day = (date: string, kind: CalendarDay['kind'], name: string): CalendarDay => ({ date, kind, name });
const newYear = [
  ...[day('2027-01-01', 'off', '元旦'), day('2027-01-02', 'off', '元旦'), day('2027-01-03', 'work', '元旦调休')],
  ...[day('2027-02-28', 'off', '春节'), day('2027-03-01', 'off', '春节')],
];

describe('the days of a calendar', () => {
  it('that follow each other with one kind and name are one line', () => {
    expect(spansOf(newYear).map(({ from, to, count, kind }) => [from, to, count, kind])).toEqual([
      ['2027-01-01', '2027-01-02', 2, 'off'],
      ['2027-01-03', '2027-01-03', 1, 'work'],
      ['2027-02-28', '2027-03-01', 2, 'off'],
    ]);
    expect(spansOf([])).toEqual([]);
  });

  it('written as lines are read again as they were', () => {
    const lines = linesOf(newYear, { off: '放假', work: '上班' });
    expect(lines.split('\n')[0]).toBe('2027-01-01~2027-01-02 放假 元旦');
    expect(daysOf(lines)).toEqual({ days: newYear, unread: [] });
    expect(daysOf(linesOf(newYear, { off: 'off', work: 'work' })).days).toEqual(newYear);
  });

  it('are read as people write them: dates in any form, tabs, full-width marks, empty lines', () => {
    expect(daysOf('20270101～2027.1.2，休，元旦\n\n2027年1月3日\t补班\t元旦调休').days).toEqual(newYear.slice(0, 3));
  });

  it('are not guessed: a line that cannot be read is named by its number', () => {
    const wrong = ['2027-02-30 休 春节', '2027-01-01 元旦', '2027-01-02~2027-01-01 休 元旦', '2027-01-01 半天 元旦'];
    expect(daysOf(['2027-01-01 休 元旦', ...wrong, '2026-01-01~2027-01-01 休 元旦'].join('\n'))).toEqual({
      days: newYear.slice(0, 1),
      unread: [2, 3, 4, 5, 6],
    });
  });
});
