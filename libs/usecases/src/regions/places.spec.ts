import { describe, expect, it } from '@jest/globals';
import { geoPoint, type GeoPoint } from '@silverbell/kernel';
import { isWithin, placeOnFile, placeWarnings, type Boundary } from './index.js';

const point = (lat: number, lng: number): GeoPoint => {
  const made = geoPoint(lat, lng);
  if (made === null) throw new Error('no place');
  return made;
};
const square = (west: number, south: number, size: number) => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
  [west, south],
];
const withHole = {
  type: 'Polygon',
  coordinates: [square(103, 29, 2), square(103.5, 29.5, 0.5)],
} as unknown as Boundary;

describe('the boundary of a region', () => {
  it.each([
    ['inside', 29.2, 103.2, true],
    ['in a hole', 29.7, 103.7, false],
    ['east of it', 29.2, 106, false],
    ['north of it', 32, 104, false],
  ])('has a point %s or not', (_, lat, lng, within) => {
    expect(isWithin(withHole, point(lat, lng))).toBe(within);
  });

  it('of two parts has the points of both', () => {
    const parts = { type: 'MultiPolygon', coordinates: [[square(103, 29, 1)], [square(110, 29, 1)]] };
    const boundary = parts as unknown as Boundary;
    expect([isWithin(boundary, point(29.5, 103.5)), isWithin(boundary, point(29.5, 110.5))]).toEqual([true, true]);
    expect(isWithin(boundary, point(29.5, 107))).toBe(false);
  });
});

describe('a place that is put on file', () => {
  it('is kept in WGS-84, whatever it was measured in', () => {
    const written = { lat: 29.56, lng: 103.73 };
    expect(placeOnFile({ ...written, datum: 'wgs84' })).toEqual(written);
    expect(placeOnFile({ ...written, datum: 'unknown' })).toEqual(written);
    const gcj02 = placeOnFile({ ...written, datum: 'gcj02' }) as GeoPoint;
    const bd09 = placeOnFile({ ...written, datum: 'bd09' }) as GeoPoint;
    expect(Math.abs(gcj02.lat - written.lat)).toBeGreaterThan(0.0005);
    expect(Math.abs(bd09.lat - gcj02.lat)).toBeGreaterThan(0.001);
  });

  it('is refused at 0/0, where a form without a position points to', () => {
    expect(placeOnFile({ lat: 0, lng: 0, datum: 'wgs84' })).toMatchObject({ refused: 'place-nowhere' });
    expect(placeOnFile({ lat: 0, lng: 0, datum: 'bd09' })).toMatchObject({ refused: 'place-nowhere' });
  });

  it('is doubtful outside the boundary, 50 km from the centre, and with an unknown datum', () => {
    const region = { centre: point(29.2, 103.2), boundary: withHole };
    expect(placeWarnings(point(29.25, 103.2), 'wgs84', region)).toEqual([]);
    expect(placeWarnings(point(29.25, 102.9), 'wgs84', region)).toEqual(['outside-boundary']);
    expect(placeWarnings(point(30.9, 104.9), 'unknown', region)).toEqual(['datum-unknown', 'far-from-centre']);
    expect(placeWarnings(point(29.25, 102.9), 'wgs84', null)).toEqual([]);
  });
});
