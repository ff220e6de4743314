import { describe, expect, it } from '@jest/globals';
import { pathOf, treeOf, type Region } from './use-regions.js';

const region = (id: string, parentId: string | null): Region =>
  ({ id, parentId, name: id.toUpperCase(), levelNo: 2, active: true }) as Region;
const county = [region('a', 'above'), region('b', 'a'), region('c', 'b'), region('d', 'a')];

describe('the regions one may see', () => {
  it('SR-01: make a tree whose top is the first one she may see', () => {
    const shape = (nodes: ReturnType<typeof treeOf>): unknown =>
      nodes.map((one) => [one.region.id, shape(one.children)]);
    expect(shape(treeOf(county))).toEqual([
      [
        'a',
        [
          ['b', [['c', []]]],
          ['d', []],
        ],
      ],
    ]);
  });

  it('are named by their path; one that is not seen keeps its id', () => {
    expect([pathOf(county, 'c'), pathOf(county, 'x')]).toEqual(['A / B / C', 'x']);
  });
});
