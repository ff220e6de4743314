import { describe, expect, it } from '@jest/globals';
import { as, type RegionId } from '@silverbell/kernel';
import { figuresOf } from './index.js';

const region = (id: string, parentId: string | null, homes: number) => ({
  ...{ id: as<RegionId>(id), parentId: parentId === null ? null : as<RegionId>(parentId), homes },
  ...{ seniors: homes, helpers: 1, devices: 0, facilities: 0, seats: 0 },
});

describe('the figures of a region', () => {
  it('are its own, and those with everything below it', () => {
    const figures = figuresOf([region('county', null, 1), region('town', 'county', 2), region('village', 'town', 4)]);
    expect(figures.map(({ id, own, total }) => [id, own.homes, total.homes, total.helpers])).toEqual([
      ['county', 1, 7, 3],
      ['town', 2, 6, 2],
      ['village', 4, 4, 1],
    ]);
  });
});
