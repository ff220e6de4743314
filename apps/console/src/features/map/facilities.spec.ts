import { describe, expect, it } from '@jest/globals';
import { widened } from './facilities.js';

describe('SR-77: the part of the map whose stations are asked for', () => {
  it('is the same for views that differ by little, and holds each of them', () => {
    const views = [
      { south: 30.11, west: 118.12, north: 30.18, east: 118.19 },
      { south: 30.12, west: 118.13, north: 30.19, east: 118.15 },
    ];
    const [one, other] = views.map(widened);
    expect(other).toEqual(one);
    expect(one?.south).toBeLessThanOrEqual(30.11);
    expect(one?.north).toBeGreaterThanOrEqual(30.19);
  });

  it('stays within the latitudes and longitudes of the earth', () => {
    expect(widened({ south: -95, west: -190, north: 95, east: 190 })).toEqual({
      south: -90,
      west: -180,
      north: 90,
      east: 180,
    });
  });
});
