import { describe, expect, it } from '@jest/globals';
import { geoPoint, instant } from '@silverbell/kernel';
import { expectedArrival } from './progress-report.js';

describe('the expected arrival of somebody on her way', () => {
  it('is now when she is there, and grows with the way by road', () => {
    const home = geoPoint(30.25, 119.03)!;
    expect(expectedArrival(home, home, instant(1_000))).toBe(1_000);
    const kilometre = geoPoint(30.259, 119.03)!;
    const minutes = (expectedArrival(kilometre, home, instant(0)) as number) / 60_000;
    expect(minutes).toBeGreaterThan(5);
    expect(minutes).toBeLessThan(8);
  });
});
