import { describe, expect, it } from '@jest/globals';
import type { HelperOnMap } from '@silverbell/adapter-postgres';
import { as, instant, type RegionId } from '@silverbell/kernel';
import { PositionLane } from './position-lane.js';

const village = as<RegionId>('village');
const wang: HelperOnMap = { id: 'wang', regionId: village, lat: 30, lng: 120, positionAt: instant(1_000) };

const rig = () => {
  const state = { consoles: 1, open: true, sinceCasesMs: 0, now: 0, reads: 0 };
  const told: number[] = [];
  let heard = (): void => undefined;
  const lane = new PositionLane({
    house: {
      get consoles() {
        return state.consoles;
      },
      watchedRegions: () => new Set([village]),
      tellPositions: (board) => {
        told.push(board.in(new Set([village]))?.length ?? -1);
        heard();
      },
    },
    read: () => {
      state.reads += 1;
      return Promise.resolve([wang]);
    },
    line: {
      get isOpen() {
        return state.open;
      },
    },
    sinceCasesMs: () => state.sinceCasesMs,
    onTrouble: () => undefined,
    steady: () => state.now,
  });
  const nextTold = () => new Promise<void>((resolve) => (heard = resolve));
  return { lane, state, told, nextTold };
};

describe('telling consoles where the helpers are', () => {
  it('while the replicas hear each other the database is asked every 15 s, and the consoles are told every second', async () => {
    const { lane, state, told } = rig();
    for (; state.now <= 31_000; state.now += 1_000) await lane.tick();
    expect(state.reads).toBe(2);
    expect(told.length).toBeGreaterThanOrEqual(32);
    lane.close();
  });

  it('without a line between them the database is asked every second', async () => {
    const { lane, state } = rig();
    state.open = false;
    for (; state.now < 5_000; state.now += 1_000) await lane.tick();
    expect(state.reads).toBe(5);
    lane.close();
  });

  it('when the line is back, what was missed is read at once', async () => {
    const { lane, state } = rig();
    await lane.tick();
    await lane.tick();
    expect(state.reads).toBe(1);
    lane.news.mayHaveMissed();
    await lane.tick();
    expect(state.reads).toBe(2);
    lane.close();
  });

  it('somebody who moved or left is told of without waiting for the second to end', async () => {
    const { lane, told, nextTold } = rig();
    await lane.tick();
    await nextTold();
    const next = nextTold();
    lane.news.moved('wang', { lat: 31, lng: 120, at: instant(2_000) });
    await next;
    expect(told.at(-1)).toBe(1);
    lane.close();
  });

  it('says nothing when the cases behind it were not seen for seconds: a page takes it for a sign of life', async () => {
    const { lane, state, told } = rig();
    state.sinceCasesMs = 4_000;
    await lane.tick();
    expect([state.reads, told]).toEqual([1, []]);
    state.sinceCasesMs = 500;
    await lane.tick();
    expect(told).toEqual([1]);
    lane.close();
  });

  it('asks nothing while no console is open', async () => {
    const { lane, state, told } = rig();
    state.consoles = 0;
    await lane.tick();
    lane.news.changed('wang');
    expect([state.reads, told]).toEqual([0, []]);
    lane.close();
  });
});
