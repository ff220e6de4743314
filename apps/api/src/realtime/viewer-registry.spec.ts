import { describe, expect, it } from '@jest/globals';
import { as, type RegionId } from '@silverbell/kernel';
import { ViewerRegistry } from './viewer-registry.js';

const EXPIRES_MS = 30_000;
const place = { regionId: as<RegionId>('village'), practice: null };
const wang = { id: 'wang', name: '王芳' };
const li = { id: 'li', name: '李某' };
const at = (incidentId: string, person = wang) => ({ incidentId, person, place });

const rig = () => {
  const registry = new ViewerRegistry<string>(EXPIRES_MS);
  const shown = (incidentId: string) => registry.of(incidentId).map(({ id }) => id);
  return { registry, shown };
};

describe('the registry of viewers', () => {
  it('has a viewer until she goes to another incident or to none', () => {
    const { registry, shown } = rig();
    expect(registry.set('page', at('i-1'), 0)).toEqual(['i-1']);
    expect(shown('i-1')).toEqual(['wang']);
    expect(registry.set('page', at('i-2'), 1)).toEqual(['i-1', 'i-2']);
    expect([shown('i-1'), shown('i-2')]).toEqual([[], ['wang']]);
    expect(registry.set('page', null, 2)).toEqual(['i-2']);
    expect([shown('i-2'), [...registry.incidentsHere]]).toEqual([[], []]);
  });

  it('reports no change for a repetition, or when a page without an incident leaves', () => {
    const { registry } = rig();
    registry.set('page', at('i-1'), 0);
    expect(registry.set('page', at('i-1'), 10_000)).toEqual([]);
    expect(registry.set('another page', null, 10_000)).toEqual([]);
  });

  it('expires a page that did not renew in time, and keeps one that did', () => {
    const { registry, shown } = rig();
    registry.set('hers', at('i-1'), 0);
    registry.set('his', at('i-1', li), 0);
    registry.set('his', at('i-1', li), 20_000);
    expect(registry.expire(EXPIRES_MS - 1)).toEqual({ here: [], elsewhere: [] });
    expect(registry.expire(EXPIRES_MS)).toEqual({ here: ['i-1'], elsewhere: [] });
    expect(shown('i-1')).toEqual(['li']);
  });

  it('has a person once for several pages and replicas', () => {
    const { registry, shown } = rig();
    registry.set('one tab', at('i-1'), 0);
    registry.set('another tab', at('i-1'), 0);
    registry.setOfReplica('replica', 'i-1', [li, wang], 0);
    expect(shown('i-1')).toEqual(['li', 'wang']);
    expect(registry.here('i-1')).toEqual([wang]);
    registry.set('one tab', null, 1);
    expect(shown('i-1')).toEqual(['li', 'wang']);
  });

  it('replaces the viewers of a replica by its latest message', () => {
    const { registry, shown } = rig();
    expect(registry.setOfReplica('replica', 'i-1', [li, wang], 0)).toBe(true);
    expect(registry.setOfReplica('replica', 'i-1', [wang, li], 1)).toBe(false);
    expect(registry.setOfReplica('replica', 'i-1', [wang], 2)).toBe(true);
    expect(shown('i-1')).toEqual(['wang']);
    expect(registry.setOfReplica('replica', 'i-1', [], 3)).toBe(true);
    expect(shown('i-1')).toEqual([]);
    expect(registry.setOfReplica('replica', 'i-1', [], 4)).toBe(false);
  });

  it('expires the viewers of a dead replica and keeps those of the others', () => {
    const { registry, shown } = rig();
    registry.setOfReplica('dead', 'i-1', [wang], 0);
    registry.setOfReplica('alive', 'i-1', [li], 0);
    registry.setOfReplica('alive', 'i-1', [li], 25_000);
    expect(registry.expire(EXPIRES_MS)).toEqual({ here: [], elsewhere: ['i-1'] });
    expect(shown('i-1')).toEqual(['li']);
  });
});
