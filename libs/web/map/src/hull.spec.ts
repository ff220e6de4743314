import { describe, expect, it } from '@jest/globals';
import { hullAround } from './hull.js';

const at = (lat: number, lng: number) => ({ lat, lng });
const SQUARE = [at(30, 119), at(30, 119.02), at(30.02, 119.02), at(30.02, 119)];

/** In metres, how far a place lies inside of each side of the area; below zero: outside. */
const inside = (corners: readonly { lat: number; lng: number }[], spot: { lat: number; lng: number }): number => {
  const metres = ({ lat, lng }: { lat: number; lng: number }) => ({
    ...{ x: lng * 111_320 * Math.cos((30 * Math.PI) / 180), y: lat * 111_320 },
  });
  const { x, y } = metres(spot);
  return Math.min(
    ...corners.map((corner, n) => {
      const [a, b] = [metres(corner), metres(corners[(n + 1) % corners.length]!)];
      return ((b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x)) / Math.hypot(b.x - a.x, b.y - a.y);
    }),
  );
};

describe('the area around homes', () => {
  it('holds each of them with the margin around it', () => {
    const homes = [...SQUARE, at(30.01, 119.01), at(30.005, 119.015)];
    const corners = hullAround(homes, 100);
    for (const home of homes) expect(inside(corners, home)).toBeGreaterThanOrEqual(99);
  });

  it('is no larger than the margin asks for', () => {
    expect(inside(hullAround(SQUARE, 100), at(30.01, 119))).toBeLessThan(110);
    expect(inside(hullAround(SQUARE, 100), at(30.01, 118.998))).toBeLessThan(0);
  });

  it('is drawn by its outer homes alone, whatever their order', () => {
    const corners = hullAround(SQUARE, 100);
    expect(hullAround([at(30.01, 119.01), ...SQUARE].reverse(), 100)).toHaveLength(corners.length);
  });

  it('is a circle around one home, and around two of one house', () => {
    const alone = hullAround([at(30, 119)], 100);
    expect(alone).toHaveLength(12);
    expect(inside(alone, at(30, 119))).toBeCloseTo(100, 0);
    expect(hullAround([at(30, 119), at(30, 119)], 100)).toHaveLength(12);
  });

  it('is none without a home', () => {
    expect(hullAround([], 100)).toEqual([]);
  });
});
