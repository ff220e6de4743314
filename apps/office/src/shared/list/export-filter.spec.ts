import { describe, expect, it } from '@jest/globals';
import { filterOf } from './export-filter.js';

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
});
