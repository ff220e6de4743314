import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { labelsThatFit, labelWidth, placeAlong, symbolBoxes, type LabelBox } from './label-places.js';

const label = (id: string, x: number, y: number, rank = 0, text = '周月娥 待受理'): LabelBox => ({
  id,
  x,
  y,
  rank,
  text,
});

describe('labels on the map', () => {
  it('all stand where they do not meet', () => {
    expect([...labelsThatFit([label('a', 0, 0), label('b', 0, 40), label('c', 300, 0)])]).toEqual(['a', 'b', 'c']);
  });

  it('give way to the more urgent where they meet, in whatever order they come', () => {
    expect([...labelsThatFit([label('helper', 10, 5, 9), label('p1', 0, 0, 1)])]).toEqual(['p1']);
    expect([...labelsThatFit([label('first', 0, 0, 1), label('second', 20, 0, 1)])]).toEqual(['first']);
  });

  it('are as wide as their words', () => {
    expect(labelWidth('周月娥')).toBe(3 * 12 + 14);
    expect(labelWidth('abc')).toBeCloseTo(3 * 7.2 + 14);
  });

  it('never leave out the most urgent one', () => {
    const some = fc.array(
      fc.record({ x: fc.integer({ max: 900 }), y: fc.integer({ max: 900 }), rank: fc.integer({ max: 9 }) }),
      { minLength: 1, maxLength: 40 },
    );
    fc.assert(
      fc.property(some, (places) => {
        const boxes = places.map(({ x, y, rank }, n) => label(String(n), x, y, rank));
        const least = Math.min(...boxes.map(({ rank }) => rank));
        expect(labelsThatFit(boxes).has(boxes.find(({ rank }) => rank === least)!.id)).toBe(true);
      }),
    );
  });
});

describe('words on a way', () => {
  const ends = [...symbolBoxes({ x: 0, y: 0 }), ...symbolBoxes({ x: 300, y: 0 }, '周月娥')];

  it('stand at its middle where nothing is', () => {
    expect(placeAlong({ x: 0, y: 0 }, { x: 300, y: 0 }, '6 分', ends)).toMatchObject({ x: 150, y: 0 });
  });

  it('move along it from the words of a way beside it', () => {
    const first = placeAlong({ x: 0, y: 0 }, { x: 300, y: 0 }, '6 分', ends)!;
    const second = placeAlong({ x: 0, y: 10 }, { x: 300, y: 0 }, '7 分', [...ends, first])!;
    expect(second.x).toBe(210);
  });

  it('are left out where the way is shorter than the symbols at its ends', () => {
    const near = { x: 30, y: 0 };
    expect(placeAlong({ x: 0, y: 0 }, near, '6 分', [...symbolBoxes({ x: 0, y: 0 }), ...symbolBoxes(near)])).toBeNull();
  });
});
