import { describe, expect, it } from '@jest/globals';
import { edgePoint, HEIGHT_PX, placePointers, type Outside } from './edge-point.js';

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

describe('pointers of many cases outside', () => {
  const east = (n: number, severity = 1): Outside => ({
    ...{ id: `east-${String(n)}`, severity, at: { x: 786, y: 300, angle: 0 } },
  });

  it('never lie on top of each other, and those without room are counted', () => {
    const many = Array.from({ length: 200 }, (_, n) => east(n));
    const { placed, rest } = placePointers(many, SIZE);
    const rows = placed.map(({ at }) => at.y).sort((a, b) => a - b);
    expect(rows.every((y, n) => n === 0 || y - rows[n - 1]! >= HEIGHT_PX)).toBe(true);
    expect(rows.every((y) => y > 0 && y < SIZE.y - HEIGHT_PX)).toBe(true);
    expect(rest).toEqual([{ right: true, count: 200 - placed.length, y: expect.any(Number) }]);
    expect(placed.length).toBeGreaterThan(5);
  });

  it('stand at the side of the map when they have to give way', () => {
    const north = (n: number): Outside => ({ id: String(n), severity: 1, at: { x: 500, y: 29, angle: -90 } });
    const { placed } = placePointers([north(1), north(2), north(3)], SIZE);
    expect(placed.map(({ at }) => at.x)).toEqual([500, SIZE.x, SIZE.x]);
  });

  it('name the gravest first', () => {
    const many = [...Array.from({ length: 40 }, (_, n) => east(n, 3)), east(99, 1)];
    expect(placePointers(many, SIZE).placed.map(({ id }) => id)).toContain('east-99');
  });

  it('keep the one that has the keyboard, however many graver ones come', () => {
    const many = [...Array.from({ length: 40 }, (_, n) => east(n, 1)), { ...east(99, 3), focused: true }];
    const { placed, rest } = placePointers(many, SIZE);
    expect(placed.map(({ id }) => id)).toContain('east-99');
    expect(rest[0]?.count).toBe(41 - placed.length);
  });

  it('need no number while all have room', () => {
    expect(placePointers([east(1), east(2)], SIZE).rest).toEqual([]);
  });
});
