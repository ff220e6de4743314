import { describe, expect, it } from '@jest/globals';
import { as, geoPoint, instant, type GeoPoint, type HelperId } from '@silverbell/kernel';
import fc from 'fast-check';
import { reachesWithin } from './coverage.js';
import { DEFAULT_DISPATCH_POLICY as policy } from './policy.js';
import { couldReach, unreachedNow, type ReadyHelper } from './reached-now.js';

const now = instant(Date.parse('2026-01-05T06:00:00Z'));
const at = (lat: number, lng = 103.6): GeoPoint => geoPoint(lat, lng) as GeoPoint;
const helper = (id: string, base: GeoPoint, more: Partial<ReadyHelper> = {}): ReadyHelper => ({
  ...{ helperId: as<HelperId>(id), base, fix: null, ageYears: 45, nightCalls: true, suspended: false },
  ...{ transport: 'e-bike', turnoutDayS: 120, turnoutNightS: 180 },
  ...more,
});
const asked = { now, night: false, withinS: 900, policy };
const home = (id: string, point: GeoPoint) => ({ id, point });
const ids = (found: ReturnType<typeof unreachedNow>) => found.map((one) => one.home.id);

// By day an electric bicycle comes (900 − 120) s × 5 m/s ÷ 1.35 = 2,889 m straight in 15 min: 0.026 degrees of latitude.
const near = home('near', at(29.52));
const far = home('far', at(29.6));

describe('homes that nobody on duty reaches in time', () => {
  it('are those farther than turnout and way allow, with who would be there first and when', () => {
    const found = unreachedNow([near, far], [helper('a', at(29.5)), helper('b', at(29.54))], asked);
    expect(ids(found)).toEqual(['far']);
    expect(found[0]?.soonest?.helperId).toBe('b');
    expect(found[0]?.soonest?.arrivalS).toBeGreaterThan(900);
  });

  it('are all when nobody may be sent, and then no minutes are named', () => {
    for (const more of [{ suspended: true }, { ageYears: 17 }])
      expect(unreachedNow([near], [helper('a', at(29.5), more)], asked)).toEqual([{ home: near, soonest: null }]);
    expect(
      ids(unreachedNow([near], [helper('a', at(29.5), { nightCalls: false })], { ...asked, night: true })),
    ).toEqual(['near']);
  });

  it('count a helper from a fresh position, and from her base when it is old', () => {
    const fix = (ageS: number) => ({ point: at(29.6), takenAt: instant(now - ageS * 1_000), accuracyM: 20 });
    expect(ids(unreachedNow([near, far], [helper('a', at(29.5), { fix: fix(30) })], asked))).toEqual(['near']);
    expect(ids(unreachedNow([near, far], [helper('a', at(29.5), { fix: fix(3_600) })], asked))).toEqual(['far']);
  });

  it('agree with the coverage by the calendar wherever a helper is counted from her base', () => {
    const place = fc.tuple(
      fc.double({ min: 29.4, max: 29.6, noNaN: true }),
      fc.double({ min: 103.5, max: 103.7, noNaN: true }),
    );
    fc.assert(
      fc.property(
        place,
        place,
        fc.boolean(),
        fc.constantFrom('walk', 'bicycle', 'e-bike', 'car'),
        (a, b, night, transport) => {
          const one = helper('a', at(...a), { transport });
          const to = at(...b);
          const reached = unreachedNow([home('h', to)], [one], { ...asked, night }).length === 0;
          expect(reached).toBe(reachesWithin(one, { from: one.base, to, night, withinS: 900 }, policy));
        },
      ),
    );
  });
});

describe('helpers who could be asked to go on duty', () => {
  it('are those at rest who would reach some of these homes, most homes first', () => {
    const resting = [helper('one', at(29.62)), helper('both', at(29.6)), helper('none', at(29.8))];
    expect(couldReach([far, home('beside', at(29.58))], resting, asked)).toEqual([
      { helperId: 'both', homes: 2 },
      { helperId: 'one', homes: 1 },
    ]);
  });
});
