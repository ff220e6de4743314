import { describe, expect, it } from '@jest/globals';
import { geoPoint, instant, minutes, type GeoPoint } from '@silverbell/kernel';
import { arrivalProofOf as proofOf, type Arriving } from './arrival.js';
import { DEFAULT_DISPATCH_POLICY as policy } from './policy.js';

const home = geoPoint(30.25, 119.03)!;
const now = instant(Date.UTC(2026, 2, 1, 4));
const at = (lat: number, lng: number, accuracyM: number | null = 10, age = 0) => ({
  fix: { point: geoPoint(lat, lng)!, takenAt: instant(now - age), accuracyM },
});
const arrivalProofOf = (shown: Partial<Arriving>, door: GeoPoint | null, tag: string | null) =>
  proofOf({ fix: null, doorTag: null, ...shown }, door, tag, now, policy);

describe('an arrival', () => {
  it('is proved by the tag on the door', () => {
    expect(arrivalProofOf({ doorTag: 'T-37' }, home, 'T-37')).toEqual({ proof: 'door-tag', doorTagMatches: true });
  });

  it('at a door with another tag says so, whatever the position', () => {
    expect(arrivalProofOf({ doorTag: 'T-38', ...at(30.25, 119.03) }, home, 'T-37')).toEqual({
      proof: 'position',
      doorTagMatches: false,
    });
  });

  it('is proved by a position near the destination', () => {
    expect(arrivalProofOf(at(30.2505, 119.03), home, null).proof).toBe('position');
  });

  it('a fix at the door without a precision proves an arrival, with no allowance added', () => {
    expect(arrivalProofOf(at(30.2505, 119.03, null), home, null).proof).toBe('position');
    expect(arrivalProofOf(at(30.2515, 119.03, null), home, null).proof).toBe('unproven');
  });

  it.each([
    ['a position a kilometre away', at(30.26, 119.03)],
    ['a position that is anywhere within a village', at(30.25, 119.03, 900)],
    ['a position of two hours ago', at(30.25, 119.03, 10, minutes(120))],
    ['a position 200 km away', at(32.05, 119.03)],
    ['nothing at all', {}],
  ])('is shown as unproven with %s', (_, said) => {
    expect(arrivalProofOf(said, home, 'T-37')).toEqual({ proof: 'unproven', doorTagMatches: null });
  });

  it('is her word alone where nobody knows the place', () => {
    expect(arrivalProofOf(at(30.25, 119.03), null, null).proof).toBe('unproven');
  });
});
