import { describe, expect, it } from '@jest/globals';
import { catalogueOn, CATALOGUE_TEMPLATE, type ItemOverride } from './index.js';

const items = CATALOGUE_TEMPLATE.map((item) => ({ ...item, regionId: null, from: '2026-01-01' }));
const chain = ['village', 'town', 'county'];
const says = (regionId: string, more: Partial<ItemOverride>): ItemOverride => ({
  ...{
    code: 'cleaning',
    regionId,
    validFrom: '2026-07-01',
    priceFen: null,
    standard: null,
    classes: null,
    hidden: null,
  },
  ...more,
});
const cleaning = (overrides: readonly ItemOverride[], on = '2026-10-14') =>
  catalogueOn(chain, items, overrides, on).find(({ code }) => code === 'cleaning');

describe('CR-15: the catalogue', () => {
  it('ships 22 items with codes of their own', () => {
    expect(new Set(CATALOGUE_TEMPLATE.map(({ code }) => code)).size).toBe(22);
  });

  it('is that of the template where no region says anything', () => {
    expect(cleaning([])).toMatchObject({ priceFen: 2_000, from: null, hidden: false });
  });
});

describe('CR-16: what a region says otherwise', () => {
  it('counts from its day on, and field by field from the nearest region', () => {
    const overrides = [
      says('county', { priceFen: 1_800, standard: '县标准' }),
      says('town', { priceFen: 2_200, validFrom: '2026-10-01' }),
    ];
    expect(cleaning(overrides, '2026-09-30')).toMatchObject({ priceFen: 1_800, from: 'county' });
    expect(cleaning(overrides)).toMatchObject({ priceFen: 2_200, standard: '县标准', from: 'town' });
    expect(cleaning([says('elsewhere', { priceFen: 1 })])).toMatchObject({ priceFen: 2_000 });
  });

  it('hides an item, and a nearer region offers it again', () => {
    const hidden = says('county', { hidden: true });
    expect(cleaning([hidden])?.hidden).toBe(true);
    expect(cleaning([hidden, says('village', { hidden: false })])?.hidden).toBe(false);
  });

  it('adds an item of its own, which others do not have', () => {
    const own = items.slice(0, 1).map((item) => ({ ...item, code: 'own', regionId: 'town', from: '2026-10-01' }));
    expect(catalogueOn(chain, own, [], '2026-10-14')).toMatchObject([{ code: 'own', from: 'town' }]);
    expect(catalogueOn(['county'], own, [], '2026-10-14')).toEqual([]);
    expect(catalogueOn(chain, own, [], '2026-09-30')).toEqual([]);
  });
});
