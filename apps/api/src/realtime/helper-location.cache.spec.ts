import { describe, expect, it } from '@jest/globals';
import type { HelperOnMap } from '@silverbell/adapter-postgres';
import { as, instant, type RegionId } from '@silverbell/kernel';
import { HelperLocationCache } from './helper-location.cache.js';

const village = as<RegionId>('village');
const town = as<RegionId>('town');
const both = new Set([village, town]);
const place = (lat: number, at: number) => ({ lat, lng: 120, at: instant(at) });
const row = (id: string, lat: number, at: number | null, regionId = village): HelperOnMap => ({
  ...{ id, regionId, lat, lng: 120 },
  positionAt: at === null ? null : instant(at),
});

/** A database whose answers come when the test says so. */
const rig = () => {
  const onDuty = new Map<string, HelperOnMap>();
  const asked: (readonly string[] | null)[] = [];
  const held: (() => void)[] = [];
  const state = { hold: false, away: false, changes: 0 };
  const troubles: unknown[] = [];
  const cache = new HelperLocationCache(
    async ({ regions, ids }) => {
      asked.push(ids);
      if (state.away) throw new Error('away');
      const rows = [...onDuty.values()].filter(
        (one) => regions.includes(one.regionId) && (ids === null || ids.includes(one.id)),
      );
      if (state.hold) await new Promise<void>((go) => held.push(go));
      return rows;
    },
    () => (state.changes += 1),
    (error) => void troubles.push(error),
  );
  const set = (...rows: HelperOnMap[]) => rows.forEach((one) => onDuty.set(one.id, one));
  /** Resolves when the read that a message caused is over: a full read waits for it. */
  const settled = () => cache.read(both);
  return { cache, asked, held, state, troubles, onDuty, set, settled };
};
const shown = (cache: HelperLocationCache, regions: ReadonlySet<RegionId> = both) =>
  cache.in(regions)?.map(([id, lat, , atS]) => `${id} ${String(lat)} ${String(atS)}`);

describe('the cache of helper positions', () => {
  it('has the helpers on duty in the regions of a console, with the time of the position', async () => {
    const { cache, set } = rig();
    set(row('wang', 30, 5_000), row('li', 31, null, town));
    await cache.read(both);
    expect(cache.in(new Set([village]))).toEqual([['wang', 30, 120, 5, 1]]);
    expect(shown(cache)).toEqual(['wang 30 5', 'li 31 0']);
  });

  it('has nothing for a console until all of its regions were read', async () => {
    const { cache, set } = rig();
    set(row('wang', 30, 5_000));
    expect(cache.in(both)).toBeNull();
    await cache.read(new Set([village]));
    expect([cache.in(both), cache.in(new Set([village]))?.length]).toEqual([null, 1]);
  });

  it('moves a helper without a read, and never back to an older position', async () => {
    const { cache, set, asked } = rig();
    set(row('wang', 30, 5_000));
    await cache.read(both);
    cache.onMoved('wang', place(30.5, 7_000));
    expect(shown(cache)).toEqual(['wang 30.5 7']);
    cache.onMoved('wang', place(29, 6_000));
    expect(shown(cache)).toEqual(['wang 30.5 7']);
    expect(asked).toEqual([null]);
  });

  it('hides a helper whose duty or status changed until she was re-read', async () => {
    const { cache, set, onDuty, asked, settled } = rig();
    set(row('wang', 30, 5_000), row('li', 31, 5_000));
    await cache.read(both);
    onDuty.delete('wang');
    cache.onStatusChanged('wang');
    cache.onStatusChanged('li');
    expect(shown(cache)).toEqual([]);
    await settled();
    expect(shown(cache)).toEqual(['li 31 5']);
    expect(asked[1]).toEqual(['wang']);
    // A position sent off duty is shown to no console.
    cache.onMoved('wang', place(30.1, 9_000));
    expect(shown(cache)).toEqual(['li 31 5']);
  });

  it('does not show a suspended helper again through a read that began before', async () => {
    const { cache, set, onDuty, held, state } = rig();
    set(row('wang', 30, 5_000));
    await cache.read(both);
    state.hold = true;
    const read = cache.read(both);
    expect(held).toHaveLength(1);
    onDuty.delete('wang');
    cache.onStatusChanged('wang');
    state.hold = false;
    held[0]?.();
    await read;
    expect(shown(cache)).toEqual([]);
  });

  it('does not move a helper back through a read that began before she moved', async () => {
    const { cache, set, held, state } = rig();
    set(row('wang', 30, 5_000));
    await cache.read(both);
    state.hold = true;
    const read = cache.read(both);
    cache.onMoved('wang', place(30.9, 8_000));
    state.hold = false;
    held[0]?.();
    await read;
    expect(shown(cache)).toEqual(['wang 30.9 8']);
  });

  it('reads once a moving helper who is not shown: a message may have been lost', async () => {
    const { cache, set, asked, settled } = rig();
    await cache.read(both);
    set(row('new', 30, 5_000));
    cache.onMoved('new', place(30, 5_000));
    cache.onMoved('elsewhere', place(30, 5_000));
    await settled();
    expect(shown(cache)).toEqual(['new 30 5']);
    const before = asked.length;
    cache.onMoved('new', place(30.2, 6_000));
    expect(asked.length).toBe(before);
  });

  it('hides stale helpers while the database is away, and reads everything afterwards', async () => {
    const { cache, set, state, troubles } = rig();
    set(row('wang', 30, 5_000));
    await cache.read(both);
    expect(cache.covers(both)).toBe(true);
    state.away = true;
    cache.onStatusChanged('wang');
    await expect(cache.read(both)).rejects.toThrow('away');
    expect([shown(cache), cache.covers(both), troubles.length]).toEqual([[], false, 1]);
    state.away = false;
    await cache.read(both);
    expect(shown(cache)).toEqual(['wang 30 5']);
  });

  it('reads nothing without a console, and everything for the first one', async () => {
    const { cache, set, asked } = rig();
    set(row('wang', 30, 5_000));
    await cache.read(both);
    cache.rest();
    cache.onStatusChanged('wang');
    cache.onMoved('li', place(1, 1));
    expect(asked).toHaveLength(1);
    expect(cache.covers(new Set([village]))).toBe(false);
    await cache.read(new Set([village]));
    expect(cache.covers(new Set([village]))).toBe(true);
    expect(cache.covers(both)).toBe(false);
    expect(shown(cache, new Set([village]))).toEqual(['wang 30 5']);
  });
});
