import { describe, expect, it } from '@jest/globals';
import { stepsOf } from './steps.js';

const fresh = { id: 'root', version: 1, centre: { lat: 35, lng: 105, datum: 'wgs84' as const } };
const parts = (['regions', 'seats', 'emergency-numbers', 'people', 'devices', 'first-press'] as const).map((part) => ({
  ...{ part, ready: false, count: 0 },
}));

describe('the steps of a fresh town', () => {
  it('begin with the name of the county and lead to a page each', () => {
    const steps = stepsOf(fresh, { parts });
    expect(steps.map(({ name }) => name)).toEqual(['county', ...parts.map(({ part }) => part)]);
    expect(steps.every(({ done, at }) => !done && at.startsWith('/'))).toBe(true);
  });

  it('count the county as named once somebody has written or placed it', () => {
    const named = (county: Parameters<typeof stepsOf>[0]) => stepsOf(county, { parts })[0]?.done;
    expect(named({ ...fresh, version: 2 })).toBe(true);
    expect(named({ ...fresh, centre: { ...fresh.centre, lat: 30.2 } })).toBe(true);
    expect(named(fresh)).toBe(false);
  });
});
