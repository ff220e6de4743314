import { describe, expect, it } from '@jest/globals';
import { dayOf } from '../../shared/due.js';
import { byDue, totalsOf, weekOf, type TodoRow } from './todo-row.js';

const zone = 'Asia/Shanghai';
const at = (clock: string): number => Date.parse(`${clock}+08:00`);
const now = at('2026-11-28T10:00:00');
const row = (key: string, dueAt: number | null, n = 1): TodoRow => ({
  ...{ key, dueAt, n, group: 'devices', what: '离线', about: key, why: '', owner: null, to: '/', act: '' },
});
const rows = [
  row('tomorrow', at('2026-11-29T09:00:00')),
  row('late', at('2026-11-28T08:00:00'), 3),
  row('at-once', null),
  row('tonight', at('2026-11-28T20:00:00')),
  row('far', at('2026-12-20T09:00:00')),
];
const day = (instant: number): string => dayOf(instant, zone);

describe('what is to be done', () => {
  it('CR-77: stands in the order of its deadlines, and what is due at once before all', () => {
    expect(byDue(rows).map(({ key }) => key)).toEqual(['at-once', 'late', 'tonight', 'tomorrow', 'far']);
  });

  it('is counted as late, due today and due this week, with everything behind a row', () => {
    expect(totalsOf(rows, now, day)).toEqual({ all: 7, late: 3, today: 2, week: 6 });
  });

  it('is spread over the seven coming days, what is late on the first', () => {
    expect(weekOf(rows, now, day).map(({ n }) => n)).toEqual([5, 1, 0, 0, 0, 0, 0]);
  });
});
