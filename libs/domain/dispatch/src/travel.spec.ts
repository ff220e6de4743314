import { describe, expect, it } from '@jest/globals';
import { as, between, geoPoint, instant, minutes, seconds, type GeoPoint, type HelperId } from '@silverbell/kernel';
import fc from 'fast-check';
import type { HelperFacts, Transport } from './facts.js';
import { DEFAULT_DISPATCH_POLICY as policy } from './policy.js';
import { rankNamed } from './rank.js';
import { arrivalBy, isWorthSaying, reachM, travelS } from './travel.js';

const home = geoPoint(29.5, 103.6) as GeoPoint;
const north = (kilometres: number): GeoPoint => geoPoint(29.5 + kilometres / 111.195, 103.6) as GeoPoint;
const now = instant(Date.UTC(2026, 2, 1, 4));
const fix = (kilometres: number, age = 0, accuracyM: number | null = 10) => ({
  ...{ point: north(kilometres), takenAt: instant(now - age), accuracyM },
});
const minutesOf = (kilometres: number, transport: Transport, night = false): number =>
  between(now, arrivalBy(fix(kilometres), home, { transport, night }, now, policy) ?? now) / 60_000;

describe('when somebody on her way is expected', () => {
  it.each([
    ['walk', false, 21, 22],
    ['walk', true, 26, 28],
    ['bicycle', false, 7, 8],
    ['e-bike', false, 5, 6],
    ['car', true, 4, 5],
  ] as const)('is by how she travels: 1.2 km by %s, at night: %p', (transport, night, least, most) => {
    expect(minutesOf(1.2, transport, night)).toBeGreaterThan(least);
    expect(minutesOf(1.2, transport, night)).toBeLessThan(most);
  });

  it('is now when she is there', () => {
    expect(arrivalBy(fix(0), home, { transport: 'walk', night: false }, now, policy)).toBe(now);
  });

  it('is counted from when the fix was taken: she went on since', () => {
    const walking = { transport: 'walk', night: false } as const;
    const [fresh, later] = [0, minutes(3)].map((age) => arrivalBy(fix(1.2, age), home, walking, now, policy) ?? NaN);
    expect((fresh ?? 0) - (later ?? 0)).toBe(minutes(3));
  });

  it.each([
    ['older than five minutes', fix(1.2, minutes(6))],
    ['of 600 m', fix(1.2, 0, 600)],
    ['of 12 km', fix(0, 0, 12_000)],
    ['without an accuracy', fix(1.2, 0, null)],
  ])('is not promised by a fix %s', (_, vague) => {
    expect(arrivalBy(vague, home, { transport: 'walk', night: false }, now, policy)).toBeNull();
  });

  it('is what the ranking expected of her, less her turnout: there is one estimate of a way', () => {
    const transports = fc.constantFrom<Transport>('walk', 'bicycle', 'e-bike', 'car');
    fc.assert(
      fc.property(fc.double({ min: 0, max: 30, noNaN: true }), transports, fc.boolean(), (far, transport, night) => {
        const helper: HelperFacts = {
          ...{ helperId: as<HelperId>('wang'), kind: 'volunteer', ageYears: 45, onDuty: true, pairedHere: false },
          ...{ standing: false, nightCalls: true, suspended: false, inConflict: false, certificateValid: true },
          ...{ base: home, fix: fix(far), transport, turnoutDayS: 100, turnoutNightS: 140, acceptanceChance: 0.4 },
          ...{ liveAssignments: { p1: 0, p3: 0 }, openOffers: 0, needlessOffers: [] },
        };
        const asked = { at: home, now, night, lifting: false, exclude: [], wasNight: () => night };
        const ranked = rankNamed([helper], asked).ranked[0]?.expectedArrivalS ?? NaN;
        const onTheWay = arrivalBy(fix(far), home, { transport, night }, now, policy) ?? now;
        expect(Math.abs(ranked - (night ? 140 : 100) - between(now, onTheWay) / 1_000)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('is said anew when it moves by a minute, to either side', () => {
    const known = instant(now + minutes(10));
    const moved = (by: number) => isWorthSaying(known, instant(known + by), policy);
    expect([moved(seconds(59)), moved(seconds(60)), moved(-seconds(60)), moved(-seconds(59))]).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
});

describe('how far help comes in time', () => {
  it.each(['walk', 'bicycle', 'e-bike', 'car'] as const)('is where the way takes just that long by %s', (transport) => {
    for (const night of [false, true]) {
      const travelling = { transport, night };
      expect(travelS(reachM(900, travelling, policy), travelling, policy)).toBeCloseTo(900, 6);
    }
  });
});
