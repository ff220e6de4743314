import { describe, expect, it } from '@jest/globals';
import type { Region } from '../../shared/regions/use-regions.js';
import { chainOf, changesOf, rowsOf, type CatalogueItem } from './catalogue-rows.js';

const item = (code: string, more: Partial<CatalogueItem> = {}): CatalogueItem => ({
  ...{ code, name: code, aid: 'meals', content: '用餐', unit: 'meal', priceFen: 800, standard: '按规范' },
  ...{ subsidised: true, twoPeople: false, certificate: null, classes: [], from: null, ...more },
});
const of = (regionId: string, ...items: readonly CatalogueItem[]) => ({ regionId, items: [...items] });

describe('the rows of a catalogue', () => {
  it('CR-16: end with what regions above offer, and name the region that hid it', () => {
    const chain = [of('village', item('a')), of('town', item('a'), item('b')), of('county', item('b'), item('c'))];
    expect(rowsOf(chain).map(({ item: { code }, hiddenBy }) => [code, hiddenBy])).toEqual([
      ['a', null],
      ['b', 'village'],
      ['c', 'town'],
    ]);
  });

  it('keep beside an item how the nearest region above has it', () => {
    const chain = [of('village', item('a'), item('own')), of('town', item('a', { priceFen: 700 }))];
    expect(rowsOf(chain).map(({ above }) => above?.priceFen ?? null)).toEqual([700, null]);
    expect(rowsOf([])).toEqual([]);
  });

  it('are read of the region and of those above it that are seen', () => {
    const region = (id: string, parentId: string | null) => ({ id, parentId }) as Region;
    expect(chainOf([region('town', 'county'), region('village', 'town')], 'village')).toEqual(['village', 'town']);
  });
});

describe('a change of an item', () => {
  const wanted = { priceFen: 800, standard: '按规范', classes: [], hidden: false };
  const row = { item: item('a', { classes: ['disabled', 'able'] }), above: null, hiddenBy: null };

  it('holds what differs, and nothing else', () => {
    expect(changesOf(row, { ...wanted, classes: ['able', 'disabled'] })).toEqual({});
    expect(changesOf(row, { ...wanted, priceFen: 900 })).toEqual({ priceFen: 900, classes: [] });
    expect(changesOf(row, { ...wanted, classes: ['able', 'disabled'], hidden: true })).toEqual({ hidden: true });
  });

  it('offers again what is hidden', () => {
    const hidden = { item: item('a'), above: item('a'), hiddenBy: 'town' };
    expect(changesOf(hidden, wanted)).toEqual({ hidden: false });
    expect(changesOf(hidden, { ...wanted, hidden: true })).toEqual({});
  });
});
