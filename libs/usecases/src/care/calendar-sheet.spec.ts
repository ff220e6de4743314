import { describe, expect, it } from '@jest/globals';
import { calendarOfRows } from './calendar-sheet.js';

const rows = (...lines: readonly (readonly string[])[]) => lines.map((cells, n) => ({ row: n + 1, cells }));
const HEAD = ['名称', '日期', '类型'];

describe('CR-02: a calendar as a table', () => {
  it('is read by its headings, in whatever order its columns stand', () => {
    expect(calendarOfRows(rows(HEAD, ['元旦', '2027-01-01', '休'], ['春节补班', '2027-01-30', '补班']))).toEqual([
      { date: '2027-01-01', kind: 'off', name: '元旦' },
      { date: '2027-01-30', kind: 'work', name: '春节补班' },
    ]);
  });

  it('names the row that does not fit, and is refused without headings or days', () => {
    const wrong = (...lines: readonly (readonly string[])[]) => calendarOfRows(rows(HEAD, ...lines));
    const day = ['元旦', '2027-01-01', '休'];
    expect(wrong(day, ['元旦', '1月2日', '休'])).toMatchObject({ refused: 'calendar-sheet', facts: { row: 3 } });
    for (const none of ['2027-02-29', '2027-04-31', '2027-13-01', '2027-1-1', ''])
      expect(wrong(['假日', none, '休'])).toMatchObject({ refused: 'calendar-sheet', facts: { row: 2 } });
    expect(wrong(['假日', '2028-02-29', '休'])).toHaveLength(1);
    expect(wrong(['元旦', '2027-01-01', '半天'])).toMatchObject({ facts: { row: 2 } });
    expect(wrong(['', '2027-01-01', '休'])).toMatchObject({ facts: { row: 2 } });
    expect(calendarOfRows(rows(['日期', '类型']))).toMatchObject({ refused: 'calendar-sheet' });
    expect(calendarOfRows(rows(['日期', '类型'], ['2027-01-01', '休']))).toMatchObject({ facts: { row: 1 } });
    expect(wrong(...Array.from({ length: 201 }, () => day))).toMatchObject({ refused: 'calendar-sheet' });
  });
});
