import { describe, expect, it } from '@jest/globals';
import { drawnCases, MOST_CASES } from './drawn-cases.js';
import type { MapMarker } from './markers.js';

const cases = (count: number, severity: 1 | 2 | 3 = 3, prefix = 'case'): MapMarker[] =>
  Array.from({ length: count }, (_, n) => ({
    ...{ id: `${prefix}-${n}`, kind: 'incident' as const, lat: 30 + n / 10_000, lng: 119, label: '', severity },
  }));
const everywhere = (): boolean => true;
const NONE: ReadonlySet<string> = new Set();
const ids = (of: readonly MapMarker[]): string[] => of.map(({ id }) => id);

describe('incidents that get an element of the page', () => {
  it('are all of them on any day that is no flood, wherever the map looks', () => {
    const all = cases(MOST_CASES);
    expect(drawnCases(all, () => false, NONE)).toEqual({ drawn: all, left: 0 });
  });

  it('are those in view in a flood, and none of these is left out silently', () => {
    const all = cases(2_000);
    const { drawn, left } = drawnCases(all, ({ lat }) => lat < 30.01, NONE);
    expect(ids(drawn)).toEqual(ids(all.slice(0, 100)));
    expect(left).toBe(0);
    expect(drawnCases(all, everywhere, NONE).left).toBe(2_000 - MOST_CASES);
  });

  it('keep in a flood of P1 those that wait, and give up exercises first', () => {
    const drills = cases(MOST_CASES, 1, 'drill').map((one) => ({ ...one, practice: true, pulse: true }));
    const waiting = cases(3, 1, 'waiting').map((one) => ({ ...one, pulse: true }));
    const all = [...drills, ...cases(10), ...cases(280, 1, 'attended'), ...cases(10, 2, 'p2'), ...waiting];
    const { drawn, left } = drawnCases(all, everywhere, new Set(['drill-7']));
    expect(ids(drawn).slice(0, 5)).toEqual(['drill-7', 'waiting-0', 'waiting-1', 'waiting-2', 'attended-0']);
    expect(ids(drawn).slice(-7)).toEqual(['p2-9', 'case-0', 'case-1', 'case-2', 'case-3', 'case-4', 'case-5']);
    expect(left).toBe(all.length - MOST_CASES);
  });

  it('keep those that must stay, wherever the map looks, and count no other for them', () => {
    const all = cases(2_000);
    const { drawn, left } = drawnCases(all, ({ lat }) => lat < 30.01, new Set(['case-1999']));
    expect(ids(drawn)).toEqual(ids([...all.slice(0, 100), ...all.slice(-1)]));
    expect(left).toBe(0);
  });
});
