import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { amountFen, roundHalfUp, shareOut } from './money.js';

describe('money of care, in whole fen (CR-03)', () => {
  it('CR-03: 77 minutes at 17.00 an hour are 21.82, shared 60 to 40 as 13.09 and 8.73', () => {
    expect(amountFen(77, 1700)).toBe(2182);
    expect(shareOut(2182, [60, 40])).toEqual([1309, 873]);
  });

  it('CR-03: a half fen is rounded upwards, once', () => {
    expect(roundHalfUp(1, 2)).toBe(1);
    expect(roundHalfUp(149, 100)).toBe(1);
  });

  it('CR-03: shares add up to the line, and none is negative, whatever the weights', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e9 }),
        fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 5 }),
        (line, weights) => {
          fc.pre(weights.some((weight) => weight > 0));
          const shares = shareOut(line, weights);
          expect(shares.reduce((sum, share) => sum + share, 0)).toBe(line);
          expect(Math.min(...shares)).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });

  it('CR-03: an amount is within half a fen of minutes × rate, and grows with either', () => {
    const minutes = fc.integer({ min: 0, max: 100_000 });
    const rate = fc.integer({ min: 0, max: 100_000 });
    fc.assert(
      fc.property(minutes, rate, fc.integer({ min: 0, max: 1_000 }), (many, each, more) => {
        const off = 60 * amountFen(many, each) - many * each;
        expect(off).toBeGreaterThan(-30);
        expect(off).toBeLessThanOrEqual(30);
        expect(amountFen(many + more, each)).toBeGreaterThanOrEqual(amountFen(many, each));
        expect(amountFen(many, each + more)).toBeGreaterThanOrEqual(amountFen(many, each));
      }),
    );
  });

  it('CR-03: a negative or broken number of minutes is refused', () => {
    expect(() => amountFen(-1, 1700)).toThrow(RangeError);
    expect(() => amountFen(0.5, 1701)).toThrow(RangeError);
  });
});
