import { describe, expect, it } from '@jest/globals';
import { drawnCases, MOST_CASES } from './drawn-cases.js';
import type { MapMarker } from './markers.js';

const cases = (count: number, severity: 1 | 2 | 3 = 3, prefix = 'case'): MapMarker[] =>
  Array.from({ length: count }, (_, n) => ({
    ...{ id: `${prefix}-${n}`, kind: 'incident' as const, lat: 30 + n / 10_000, lng: 119, label: '', severity },
  }));
const everywhere = (): boolean => true;
const ids = (of: readonly MapMarker[]): string[] => of.map(({ id }) => id);

describe('incidents that get an element of the page', () => {
  it('are all of them on any day that is no flood, wherever the map looks', () => {
    const all = cases(MOST_CASES);
    expect(drawnCases(all, () => false, null)).toEqual({ drawn: all, left: 0 });
  });

  it('are those in view in a flood, and none of these is left out silently', () => {
    const all = cases(2_000);
    const { drawn, left } = drawnCases(all, ({ lat }) => lat < 30.01, null);
    expect(ids(drawn)).toEqual(ids(all.slice(0, 100)));
    expect(left).toBe(0);
    expect(drawnCases(all, everywhere, null).left).toBe(2_000 - MOST_CASES);
  });

  it('keep the selected one and every P1, and else the order in which they came', () => {
    const all = [...cases(500), ...cases(5, 1, 'p1')];
    const { drawn } = drawnCases(all, everywhere, 'case-499');
    expect(ids(drawn).slice(0, 7)).toEqual(['case-499', 'p1-0', 'p1-1', 'p1-2', 'p1-3', 'p1-4', 'case-0']);
  });
});
