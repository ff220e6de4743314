import { describe, expect, it } from '@jest/globals';
import { as, fromIso, seconds, after, type Instant, type RegionId } from '@silverbell/kernel';
import { RegionScope } from './region-scope.js';

const county = as<RegionId>('county');
const NOON = fromIso('2026-11-29T04:00:00Z') as Instant;

describe('the regions that an account sees', () => {
  it('hold what an import in another process has written as soon as its end is known (SR-01)', async () => {
    let [now, villages] = [NOON, ['county', 'village']];
    const tree = { visibleRegions: () => Promise.resolve(villages.map((id) => as<RegionId>(id))) };
    const scope = new RegionScope(tree, { now: () => now });
    expect(await scope.below(county)).toEqual(new Set(['county', 'village']));
    villages = [...villages, 'imported'];
    now = after(NOON, seconds(5));
    expect(await scope.below(county)).not.toContain('imported');
    scope.forgetBefore(after(NOON, seconds(-1)));
    expect((await scope.below(county)).has(as<RegionId>('imported'))).toBe(false);
    scope.forgetBefore(after(NOON, seconds(3)));
    expect((await scope.below(county)).has(as<RegionId>('imported'))).toBe(true);
  });

  it('are those of the tree within a minute, whichever replica changed it (SR-01)', async () => {
    let [now, villages] = [NOON, ['county', 'village']];
    const tree = { visibleRegions: () => Promise.resolve(villages.map((id) => as<RegionId>(id))) };
    const scope = new RegionScope(tree, { now: () => now });
    await scope.below(county);
    villages = ['county', 'new-village'];
    const account = { roles: [{ role: 'lead' as const, regionId: county }] };
    expect(await scope.sees(account, as<RegionId>('new-village'))).toBe(true);
    villages = ['county'];
    now = after(NOON, seconds(60));
    expect(await scope.below(county)).toEqual(new Set(['county']));
  });
});
