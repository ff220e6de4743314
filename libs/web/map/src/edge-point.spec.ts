import { describe, expect, it } from '@jest/globals';
import { edgePoint } from './edge-point.js';

const SIZE = { x: 800, y: 600 };

describe('the place of a pointer at the edge of the map', () => {
  it('is none while the case is in view', () => {
    expect(edgePoint({ x: 0, y: 600 }, SIZE)).toBeNull();
    expect(edgePoint({ x: 400, y: 300 }, SIZE)).toBeNull();
  });

  it.each([
    ['east', { x: 5_000, y: 300 }, 0],
    ['south', { x: 400, y: 9_000 }, 90],
    ['west', { x: -10, y: 300 }, 180],
    ['north', { x: 400, y: -10 }, -90],
  ])('lies inside the map and shows %s', (_, place, angle) => {
    const at = edgePoint(place, SIZE);
    expect(at?.angle).toBe(angle);
    expect(at!.x).toBeGreaterThanOrEqual(0);
    expect(at!.x).toBeLessThanOrEqual(SIZE.x);
    expect(at!.y).toBeGreaterThanOrEqual(0);
    expect(at!.y).toBeLessThanOrEqual(SIZE.y);
  });

  it('is none on a map that has no size yet', () => {
    expect(edgePoint({ x: 10, y: 10 }, { x: 0, y: 0 })).toBeNull();
  });
});
