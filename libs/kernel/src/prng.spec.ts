import { describe, expect, it } from '@jest/globals';
import { seededRandom, seedOf } from './prng.js';

describe('seededRandom', () => {
  it('returns the published numbers of mulberry32 for seed 1', () => {
    const next = seededRandom(1);
    expect([next(), next(), next()]).toEqual([0.6270739405881613, 0.002735721180215478, 0.5274470399599522]);
  });

  it('returns the same numbers for the same seed, all from 0 to below 1', () => {
    const [one, other] = [seededRandom(20_261_128), seededRandom(20_261_128)];
    for (let n = 0; n < 1_000; n += 1) {
      const value = one();
      expect(other()).toBe(value);
      expect(value >= 0 && value < 1).toBe(true);
    }
  });
});

describe('seedOf', () => {
  it.each([
    ['', 0x811c9dc5],
    ['a', 0xe40c292c],
    ['foobar', 0xbf9cf968],
  ])('of "%s" is the published FNV-1a', (text, hash) => {
    expect(seedOf(text)).toBe(hash);
  });
});
