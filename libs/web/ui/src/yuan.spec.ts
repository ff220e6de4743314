import { describe, expect, it } from '@jest/globals';
import { fenOf, yuanOf } from './yuan.js';

describe('money in words of the pages (CR-03)', () => {
  it.each([
    [0, '0.00'],
    [5, '0.05'],
    [2_182, '21.82'],
    [99_999, '999.99'],
    [207_000, '2,070.00'],
    [276_000, '2,760.00'],
    [123_456_789, '1,234,567.89'],
    [-7_875, '-78.75'],
    [-207_000, '-2,070.00'],
  ])('%i fen is %s, and back', (fen, text) => {
    expect(yuanOf(fen)).toBe(text);
    expect(fenOf(text.replace('-', ''))).toBe(Math.abs(fen));
  });

  it.each([
    ['8', 800],
    ['8.5', 850],
    [' 2070.00 ', 207_000],
    ['12,070', 1_207_000],
    ['8,50', Number.NaN],
    ['2,0700', Number.NaN],
    ['八元', Number.NaN],
  ])('%s written by hand is %d fen', (written, fen) => {
    expect(fenOf(written)).toBe(fen);
  });
});
