import { describe, expect, it } from '@jest/globals';
import type { HelperOnMap } from '@silverbell/adapter-postgres';
import { as, instant, type RegionId } from '@silverbell/kernel';
import { HelperLocationPublisher } from './helper-location-publisher.js';

const village = as<RegionId>('village');
const wang: HelperOnMap = { id: 'wang', regionId: village, lat: 30, lng: 120, positionAt: instant(1_000) };

const rig = () => {
  const state = { consoles: 1, open: true, sinceIncidentsMs: 0, now: 0, reads: 0 };
  const published: number[] = [];
  let happened = (): void => undefined;
  const publisher = new HelperLocationPublisher({
    operators: {
      get connections() {
        return state.consoles;
      },
      watchedRegions: () => new Set([village]),
      publishPositions: (cache) => {
        published.push(cache.in(new Set([village]))?.length ?? -1);
        happened();
      },
    },
    read: () => {
      state.reads += 1;
      return Promise.resolve([wang]);
    },
    bus: {
      get isConnected() {
        return state.open;
      },
    },
    sinceIncidentsMs: () => state.sinceIncidentsMs,
    onTrouble: () => undefined,
    monotonicNow: () => state.now,
  });
  const nextPublished = () => new Promise<void>((resolve) => (happened = resolve));
  return { publisher, state, published, nextPublished };
};

describe('publishing helper positions', () => {
  it('publishes every second and reads the database every 15 s while the bus is up', async () => {
    const { publisher, state, published } = rig();
    for (; state.now <= 31_000; state.now += 1_000) await publisher.tick();
    expect(state.reads).toBe(2);
    expect(published.length).toBeGreaterThanOrEqual(32);
    publisher.close();
  });

  it('reads the database every second without a bus', async () => {
    const { publisher, state } = rig();
    state.open = false;
    for (; state.now < 5_000; state.now += 1_000) await publisher.tick();
    expect(state.reads).toBe(5);
    publisher.close();
  });

  it('reads at once when the bus is back', async () => {
    const { publisher, state } = rig();
    await publisher.tick();
    await publisher.tick();
    expect(state.reads).toBe(1);
    publisher.listener.onReconnected();
    await publisher.tick();
    expect(state.reads).toBe(2);
    publisher.close();
  });

  it('publishes a move before the second is over', async () => {
    const { publisher, published, nextPublished } = rig();
    await publisher.tick();
    await nextPublished();
    const next = nextPublished();
    publisher.listener.onMoved('wang', { lat: 31, lng: 120, at: instant(2_000) });
    await next;
    expect(published.at(-1)).toBe(1);
    publisher.close();
  });

  it('publishes nothing while the incidents were not compared for seconds', async () => {
    const { publisher, state, published } = rig();
    state.sinceIncidentsMs = 4_000;
    await publisher.tick();
    expect([state.reads, published]).toEqual([1, []]);
    state.sinceIncidentsMs = 500;
    await publisher.tick();
    expect(published).toEqual([1]);
    publisher.close();
  });

  it('reads nothing while no console is connected', async () => {
    const { publisher, state, published } = rig();
    state.consoles = 0;
    await publisher.tick();
    publisher.listener.onStatusChanged('wang');
    expect([state.reads, published]).toEqual([0, []]);
    publisher.close();
  });
});
