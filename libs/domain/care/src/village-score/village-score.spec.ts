import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { countedDays, isMonthDay, pointsOf, targetRefused, type VillageScore } from './village-score.js';

const terms = { fullPoints: 2, deadline: '12-15' };
const score = (more: Partial<VillageScore> = {}): VillageScore => ({
  ...{ regionId: 'village', year: 2026, measure: 'seniors-served', target: 40, frozen: null },
  ...more,
});

describe('CR-54: the points of a village', () => {
  it.each([
    [0, 40, 0],
    [10, 40, 0.5],
    [39, 40, 1.95],
    [40, 40, 2],
    [55, 40, 2],
    [1, 3, 0.67],
    [2, 3, 1.33],
    [1, 400, 0.01],
    [1, 401, 0],
    [5, 1_000, 0.01],
  ])('are of full 2, %d done and a target of %d: %d', (done, target, points) => {
    expect(pointsOf(2, done, target)).toBe(points);
  });

  it('never lie above the full ones or below 0, and never fall when more is done', () => {
    const whole = (max: number, min = 0) => fc.integer({ min, max });
    fc.assert(
      fc.property(whole(100, 1), whole(5_000), whole(5_000, 1), (full, done, target) => {
        const points = pointsOf(full, done, target);
        expect(points).toBeGreaterThanOrEqual(0);
        expect(points).toBeLessThanOrEqual(full);
        expect(pointsOf(full, done + 1, target)).toBeGreaterThanOrEqual(points);
        expect(Math.abs(points - full * Math.min(1, done / target))).toBeLessThanOrEqual(0.005 + 1e-9);
      }),
    );
  });

  it('count from 1 January to the end of 15 December', () => {
    expect(countedDays(2026, terms)).toEqual({ from: '2026-01-01', to: '2026-12-15' });
  });
});

describe('CR-54: a target', () => {
  it('is set on the day of the deadline and not behind it', () => {
    expect(targetRefused(null, 2026, { today: '2026-12-15', terms })).toBeNull();
    expect(targetRefused(null, 2026, { today: '2026-12-16', terms })?.refused).toBe('score-frozen');
  });

  it('of a score that is frozen stays, though the deadline was put off', () => {
    const frozen = score({ frozen: { done: 3, fullPoints: 2, on: '2026-12-16' } });
    const later = { today: '2026-12-18', terms: { ...terms, deadline: '12-31' } };
    expect(targetRefused(frozen, 2026, later)?.refused).toBe('score-frozen');
    expect(targetRefused(score(), 2026, later)).toBeNull();
  });
});

describe('a deadline', () => {
  it('is a day of every year', () => {
    expect(['12-15', '02-28', '12-31'].filter(isMonthDay)).toHaveLength(3);
    expect(['02-29', '02-30', '13-01', '00-10', '1-5', '12-15 ', ''].filter(isMonthDay)).toEqual([]);
  });
});
