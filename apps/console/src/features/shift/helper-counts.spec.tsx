import { describe, expect, it } from '@jest/globals';
import { countHelpers } from './helper-counts.js';

const NOW_S = 1_000_000;
const at = (atS: number) => ({ lat: 30, lng: 119, atS });

describe('helpers on duty', () => {
  it('are counted by what is known of where they are, as the map draws them', () => {
    const places = [at(0), at(0), at(NOW_S - 5), at(NOW_S - 299), at(NOW_S - 301)];
    expect(countHelpers(places, NOW_S)).toEqual({ onDuty: 5, live: 2, expired: 1, based: 2 });
  });
});
