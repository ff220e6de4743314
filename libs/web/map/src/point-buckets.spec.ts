import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PointBuckets, TILE_PX, worldPoint } from './point-buckets.js';

const degrees = fc.tuple(fc.double({ min: 29, max: 31, noNaN: true }), fc.double({ min: 118, max: 120, noNaN: true }));

/** The tile of a place at a zoom. */
const tileOf = ([lat, lng]: readonly [number, number], z: number) => {
  const at = worldPoint(lat, lng);
  return { x: Math.floor(at.x * 2 ** z), y: Math.floor(at.y * 2 ** z), z };
};

describe('points in buckets', () => {
  it('put the middle of the world in the middle, and keep north above south', () => {
    expect(worldPoint(0, 0)).toEqual({ x: 0.5, y: 0.5 });
    expect(worldPoint(60, 0).y).toBeLessThan(worldPoint(30, 0).y);
    expect(worldPoint(90, 0).y).toBeGreaterThanOrEqual(-1e-9);
  });

  it.each([8, 11, 12, 13, 17])('are all found in their own tile and in no other, at zoom %i', (z) => {
    fc.assert(
      fc.property(fc.array(degrees, { minLength: 1, maxLength: 60 }), (points) => {
        const buckets = new PointBuckets(points);
        const tiles = new Map(points.map((point) => [JSON.stringify(tileOf(point, z)), tileOf(point, z)]));
        const counts = [...tiles.values()].map((tile) => buckets.inTile(tile).length);
        expect(counts.reduce((sum, one) => sum + one, 0)).toBe(points.length);
        expect(buckets.size).toBe(points.length);
      }),
      { numRuns: 60 },
    );
  });

  it('lie inside their tile, and with a margin a little outside, too', () => {
    const place = [30.2, 119.03] as const;
    const tile = tileOf(place, 15);
    const buckets = new PointBuckets([place]);
    const [found] = buckets.inTile(tile);
    for (const side of [found!.x, found!.y]) {
      expect(side).toBeGreaterThanOrEqual(0);
      expect(side).toBeLessThan(TILE_PX);
    }
    expect(buckets.inTile({ ...tile, x: tile.x + 1 })).toEqual([]);
    expect(buckets.inTile({ ...tile, x: tile.x + 1 }, TILE_PX)).toHaveLength(1);
  });
});
