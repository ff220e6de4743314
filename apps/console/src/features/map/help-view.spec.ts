import { describe, expect, it } from '@jest/globals';
import { spotsOfHelp } from './help-view.js';

const HER = { lat: 30.25, lng: 119.03 };
const helper = (n: number, distanceM: number | null = n * 100) => ({ lat: 30.25 + n / 1_000, lng: 119.03, distanceM });

describe('what is seen of an incident when it is opened', () => {
  it('is her place and the six nearest who can be there in time', () => {
    const spots = spotsOfHelp(
      HER,
      [1, 2, 3, 4, 5, 6, 7].map((n) => helper(n)),
      3_000,
    );
    expect(spots).toEqual([HER, ...[1, 2, 3, 4, 5, 6].map((n) => ({ lat: 30.25 + n / 1_000, lng: 119.03 }))]);
  });

  it('leaves out who is beyond the reach, and who has no place', () => {
    const nowhere = { lat: null, lng: null, distanceM: null };
    expect(spotsOfHelp(HER, [nowhere, helper(9, 4_000), helper(2)], 3_000)).toEqual([
      HER,
      { lat: 30.252, lng: 119.03 },
    ]);
  });

  it('is left to the place alone when nobody is near, and to nothing without a place', () => {
    expect(spotsOfHelp(HER, [helper(9, 4_000)], 3_000)).toBeUndefined();
    expect(spotsOfHelp(null, [helper(1)], 3_000)).toBeUndefined();
  });
});
