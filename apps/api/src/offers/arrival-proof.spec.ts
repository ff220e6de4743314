import { describe, expect, it } from '@jest/globals';
import { geoPoint } from '@silverbell/kernel';
import { arrivalProofOf } from './arrival-proof.js';

const home = geoPoint(30.25, 119.03)!;
const at = (lat: number, lng: number, accuracyM: number | null = 10) => ({ position: { lat, lng, accuracyM } });

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

  it.each([
    ['a position a kilometre away', at(30.26, 119.03)],
    ['a position that is anywhere within a village', at(30.25, 119.03, 900)],
    ['the 0/0 of a phone without a fix', at(0, 0)],
    ['nothing at all', {}],
  ])('is shown as unproven with %s', (_, said) => {
    expect(arrivalProofOf(said, home, 'T-37')).toEqual({ proof: 'unproven', doorTagMatches: null });
  });

  it('is her word alone where nobody knows the place', () => {
    expect(arrivalProofOf(at(30.25, 119.03), null, null).proof).toBe('unproven');
  });
});
