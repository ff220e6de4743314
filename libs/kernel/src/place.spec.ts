import { describe, expect, it } from '@jest/globals';
import { distanceM, geoPoint, type GeoPoint } from './place.js';

const point = (lat: number, lng: number): GeoPoint => {
  const made = geoPoint(lat, lng);
  if (!made) throw new Error(`no place: ${lat}, ${lng}`);
  return made;
};

describe('a point', () => {
  it('keeps the degrees it was given', () => {
    expect(point(30.25, 120.15)).toEqual({ lat: 30.25, lng: 120.15 });
  });

  it('may lie on the equator, on the prime meridian and at the edges of the map', () => {
    expect(geoPoint(0, 9)).not.toBeNull();
    expect(geoPoint(51.4779, 0)).not.toBeNull();
    expect(geoPoint(-90, 180)).not.toBeNull();
  });

  it.each([
    ['0/0, which means "no fix"', 0, 0],
    ['almost 0/0', 1e-9, -1e-9],
    ['a latitude above the pole', 90.1, 10],
    ['a longitude beyond the date line', 10, -180.1],
    ['not a number', Number.NaN, 10],
    ['infinite', 10, Number.POSITIVE_INFINITY],
  ])('is refused when it is %s', (_why, lat, lng) => {
    expect(geoPoint(lat, lng)).toBeNull();
  });
});

describe('the distance between two points', () => {
  it('is nothing from a point to itself', () => {
    expect(distanceM(point(30.25, 120.15), point(30.25, 120.15))).toBe(0);
  });

  it('is the same both ways', () => {
    const [a, b] = [point(30.25, 120.15), point(30.27, 120.19)];
    expect(distanceM(a, b)).toBe(distanceM(b, a));
  });

  it('is about 111.2 km for one degree of latitude, anywhere', () => {
    expect(distanceM(point(30, 120), point(31, 120))).toBeCloseTo(111_195, -2);
    expect(distanceM(point(-60, 5), point(-61, 5))).toBeCloseTo(111_195, -2);
  });

  it('shrinks with the cosine of the latitude along a parallel', () => {
    expect(distanceM(point(60, 120), point(60, 120.01))).toBeCloseTo(1_111.95 * Math.cos(Math.PI / 3), 0);
  });

  it('takes the short way across the date line', () => {
    expect(distanceM(point(10, 179.99), point(10, -179.99))).toBeLessThan(2_300);
  });

  it('is half the circumference to the other side of the earth, and a number', () => {
    expect(distanceM(point(0, 90), point(0, -90))).toBeCloseTo(Math.PI * 6_371_008.8, 0);
  });
});
