import { describe, expect, it } from '@jest/globals';
import { sizeWithin } from './photo.js';

describe('CR-10 the size of a photo that is sent', () => {
  it('has no edge of more than 1,600 pixels, and keeps its proportions', () => {
    expect(sizeWithin(4_000, 3_000)).toEqual({ width: 1_600, height: 1_200 });
    expect(sizeWithin(3_000, 4_000)).toEqual({ width: 1_200, height: 1_600 });
    expect(sizeWithin(40_000, 3)).toEqual({ width: 1_600, height: 1 });
  });

  it('of a face is smaller still', () => {
    expect(sizeWithin(4_000, 3_000, 480)).toEqual({ width: 480, height: 360 });
  });

  it('is never made larger', () => {
    expect(sizeWithin(640, 480)).toEqual({ width: 640, height: 480 });
  });
});
