import { describe, expect, it } from '@jest/globals';
import { bodyOf, EMPTY } from './home-values.js';

const centre = { lat: 30.2, lng: 119.1, datum: 'wgs84' } as const;
const home = { ...EMPTY, regionId: 'r', label: '云谷村三组', addressWords: '云谷村三组2号' };

describe('a home that is put on file', () => {
  it('without coordinates stands at the centre of its region, from an unknown source', () => {
    expect(bodyOf(home, centre).position).toEqual({ ...centre, source: 'unknown' });
    const position = { lat: '30.25', lng: '119.03', datum: 'gcj02', by: 'map-click' } as const;
    expect(bodyOf({ ...home, position }, centre).position).toEqual({
      ...{ lat: 30.25, lng: 119.03, datum: 'gcj02', source: 'map-click' },
    });
  });

  it('has the point where a car stops, or none; words that are no point are left to the server', () => {
    const written = ['', '30.25，119.03', '桥头'].map((roadPoint) => bodyOf({ ...home, roadPoint }, centre).roadPoint);
    const datum = 'wgs84';
    expect(written).toEqual([null, { lat: 30.25, lng: 119.03, datum }, { lat: Number.NaN, lng: Number.NaN, datum }]);
  });
});
