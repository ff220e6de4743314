import { describe, expect, it } from '@jest/globals';
import { asksForPeriod, filterOf } from './export-filter.js';

describe('CR-78: what a file is narrowed by', () => {
  it('is what the page of follow-ups shows: the due ones, unless the waiting ones are chosen', () => {
    for (const list of ['follow-ups', 'care-follow-ups'] as const) {
      expect(filterOf(list, {})).toEqual({ state: 'due' });
      expect(filterOf(list, { regionId: 'demo-county' })).toEqual({ regionId: 'demo-county', state: 'due' });
      expect(filterOf(list, { state: 'waiting' })).toEqual({ state: 'waiting' });
    }
  });

  it('is nothing where another page is not filtered, and no filter that the file does not know', () => {
    expect(filterOf('seniors', {})).toEqual({});
    expect(filterOf('complaints', { state: 'received', q: '王' })).toEqual({ q: '王' });
  });

  it('is the period that is asked for, where the page shows a single day', () => {
    expect([asksForPeriod('meals'), asksForPeriod('care-calls'), asksForPeriod('complaints')]).toEqual([
      ...[true, true, false],
    ]);
    const filters = { on: '2026-10-14', from: '20261001', to: '', state: 'booked' };
    expect(filterOf('meals', filters)).toEqual({ from: '2026-10-01' });
  });
});
