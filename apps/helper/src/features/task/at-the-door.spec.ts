import { describe, expect, it } from '@jest/globals';
import { isAtTheDoor, metresLeft } from './at-the-door.js';

const door = { lat: 30.2565, lng: 119.0311 };
const fix = (lat: number, accuracyM = 10) => ({ lat, lng: 119.0311, accuracyM, at: '2026-11-28T06:36:00.000Z' });
const METRE = 1 / 111_195;

describe('a helper at the door', () => {
  it.each([
    ['30 m away, precise', fix(30.2565 + 30 * METRE), true],
    ['60 m away, precise', fix(30.2565 + 60 * METRE), false],
    ['at the door, but known to 200 m only', fix(30.2565, 200), false],
    ['without a fix', null, false],
  ] as const)('%s: %s', (_, where, there) => {
    expect(isAtTheDoor(where, door)).toBe(there);
  });

  it('is nowhere near a home without coordinates, nor with the 0/0 of a phone that knows nothing', () => {
    expect(isAtTheDoor(fix(30.2565), null)).toBe(false);
    expect(metresLeft({ ...fix(0), lng: 0 }, door)).toBeNull();
  });
});
