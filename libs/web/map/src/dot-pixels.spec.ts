import { describe, expect, it } from '@jest/globals';
import { rgbOf, stampDots } from './dot-pixels.js';

const SIDE = 16;
const stamped = (...places: readonly (readonly [x: number, y: number])[]): Uint8ClampedArray => {
  const pixels = new Uint8ClampedArray(SIDE * SIDE * 4);
  stampDots(...([pixels, SIDE, places.map(([x, y]) => ({ x, y })), 2.6] as const), [95, 75, 139]);
  return pixels;
};
const at = (pixels: Uint8ClampedArray, x: number, y: number): number[] => [
  ...pixels.subarray((y * SIDE + x) * 4, (y * SIDE + x) * 4 + 4),
];
const opaque = (pixels: Uint8ClampedArray): number => pixels.filter((value, n) => n % 4 === 3 && value > 0).length;

describe('dots in the pixels of a tile', () => {
  it('are round, strong in the middle and soft at the edge', () => {
    const pixels = stamped([8, 8]);
    expect(at(pixels, 8, 8)).toEqual([95, 75, 139, 255]);
    expect(at(pixels, 7, 7)).toEqual([95, 75, 139, 255]);
    const edge = at(pixels, 10, 8)[3] ?? 0;
    expect(edge).toBeGreaterThan(0);
    expect(edge).toBeLessThan(255);
    expect([at(pixels, 10, 10)[3], at(pixels, 12, 8)[3]]).toEqual([0, 0]);
  });

  it('are cut off at the edge of the tile, and never wrap round it', () => {
    const pixels = stamped([0, 8], [SIDE, 3], [-3, -3]);
    expect(at(pixels, 0, 8)[3]).toBe(255);
    expect(at(pixels, SIDE - 1, 8)[3]).toBe(0);
    expect(at(pixels, SIDE - 1, 3)[3]).toBe(255);
    expect(at(pixels, 0, 3)[3]).toBe(0);
  });

  it('stay as strong as one where they lie on top of each other', () => {
    expect(stamped([8, 8], [8, 8])).toEqual(stamped([8, 8]));
    expect(opaque(stamped([8, 8], [9, 8]))).toBeGreaterThan(opaque(stamped([8, 8])));
  });
});

describe('a colour of the tokens', () => {
  it('is read from its six digits, and is black where it is none', () => {
    expect(rgbOf(' #5f4b8b')).toEqual([95, 75, 139]);
    expect(rgbOf('#B7A5E6')).toEqual([183, 165, 230]);
    expect(rgbOf('teal')).toEqual([0, 0, 0]);
  });
});
