import { describe, expect, it } from '@jest/globals';
import { needsRegions, secondTo } from './who-answers-first.js';

const seat = (id: string, regionId: string, more: object = {}) => ({
  ...{ person: { id, name: id }, role: 'operator' as const, regionId, training: false },
  ...{ since: '2026-11-28T06:00:00.000Z', consoleConnected: true, ...more },
});
const of = (regionId: string, silent = false) => ({ regionId, silent });
const tree = [
  { id: 'city', parentId: null },
  { id: 'county-a', parentId: 'city' },
  { id: 'county-b', parentId: 'city' },
  { id: 'village-a', parentId: 'county-a' },
  { id: 'village-b', parentId: 'county-b' },
];
const lead = { me: 'deng', role: 'lead', regionId: 'county-a' };
const overflow = { me: 'sun', role: 'operator', regionId: 'city' };

describe('who answers an incident first', () => {
  it('is an operator of the same centre, before the lead, but for a silent alarm', () => {
    expect(secondTo(lead, [seat('xu', 'county-a')], [])(of('village-a'))).toBe(true);
    expect(secondTo(lead, [seat('xu', 'county-a')], [])(of('village-a', true))).toBe(false);
    expect(secondTo({ ...lead, me: 'xu', role: 'operator' }, [seat('li', 'county-a')], [])(of('village-a'))).toBe(
      false,
    );
  });

  it.each([
    ['nobody', []],
    ['a lead', [seat('bai', 'county-a', { role: 'lead' })]],
    ['a console that is not connected', [seat('xu', 'county-a', { consoleConnected: false })]],
    ['a seat in training', [seat('xu', 'county-a', { training: true })]],
    ['this person herself', [seat('deng', 'county-a')]],
  ])('is the lead when there is %s', (_, seats) => {
    expect(secondTo(lead, seats as never, tree)(of('village-a'))).toBe(false);
  });

  it('is the nearer centre, before the overflow centre, and only for its own region', () => {
    const second = secondTo(overflow, [seat('xu', 'county-a'), seat('he', 'city')], tree);
    expect([second(of('village-a')), second(of('village-b')), second(of('nowhere'))]).toEqual([true, false, false]);
    expect(secondTo({ ...overflow, role: 'lead' }, [seat('xu', 'county-a')], tree)(of('village-b'))).toBe(false);
  });

  it('is this desk as long as the tree of regions was not read', () => {
    expect(secondTo(overflow, [seat('xu', 'county-a')], [])(of('village-a'))).toBe(false);
    expect(needsRegions([seat('xu', 'county-a')], 'city')).toBe(true);
    expect(needsRegions([seat('xu', 'city')], 'city')).toBe(false);
  });
});
