import { describe, expect, it } from '@jest/globals';
import { withAllBelow } from './home-counts.js';

const county = [
  { id: 'county', parentId: 'above' },
  { id: 'town', parentId: 'county' },
  { id: 'village', parentId: 'town' },
  { id: 'empty', parentId: 'town' },
];

describe('the homes of a region', () => {
  it('are those of itself and of everything below it', () => {
    const counts = withAllBelow(county, [
      { regionId: 'village', homes: 39, seniors: 45 },
      { regionId: 'town', homes: 2, seniors: 1 },
    ]);
    expect([...counts].map(([id, { homes, seniors }]) => [id, homes, seniors])).toEqual([
      ['county', 41, 46],
      ['town', 41, 46],
      ['village', 39, 45],
      ['empty', 0, 0],
    ]);
  });
});
