import { describe, expect, it } from '@jest/globals';
import type { HelperOnMap } from '@silverbell/adapter-postgres';
import { as, instant, type RegionId } from '@silverbell/kernel';
import { HelperBoard } from './helper-board.js';

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
  const board = new HelperBoard(
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
  /** Resolves when the look that a word began is over: a look of the whole behind it waits for it. */
  const settled = () => board.lookAt(both);
  return { board, asked, held, state, troubles, onDuty, set, settled };
};
const shown = (board: HelperBoard, regions: ReadonlySet<RegionId> = both) =>
  board.in(regions)?.map(([id, lat, , atS]) => `${id} ${String(lat)} ${String(atS)}`);

describe('the board of helpers', () => {
  it('shows who is on duty in the regions of a console, whole, with the time of her position', async () => {
    const { board, set } = rig();
    set(row('wang', 30, 5_000), row('li', 31, null, town));
    await board.lookAt(both);
    expect(board.in(new Set([village]))).toEqual([['wang', 30, 120, 5, 1]]);
    expect(shown(board)).toEqual(['wang 30 5', 'li 31 0']);
  });

  it('shows nothing to a console whose regions were not all read: half of a picture is none', async () => {
    const { board, set } = rig();
    set(row('wang', 30, 5_000));
    expect(board.in(both)).toBeNull();
    await board.lookAt(new Set([village]));
    expect([board.in(both), board.in(new Set([village]))?.length]).toEqual([null, 1]);
  });

  it('moves her without asking the database, and never back', async () => {
    const { board, set, asked } = rig();
    set(row('wang', 30, 5_000));
    await board.lookAt(both);
    board.moved('wang', place(30.5, 7_000));
    expect(shown(board)).toEqual(['wang 30.5 7']);
    board.moved('wang', place(29, 6_000));
    expect(shown(board)).toEqual(['wang 30.5 7']);
    expect(asked).toEqual([null]);
  });

  it('shows somebody whose duty or standing changed nowhere until the database was asked about her alone', async () => {
    const { board, set, onDuty, asked, settled } = rig();
    set(row('wang', 30, 5_000), row('li', 31, 5_000));
    await board.lookAt(both);
    onDuty.delete('wang');
    board.changed('wang');
    board.changed('li');
    expect(shown(board)).toEqual([]);
    await settled();
    expect(shown(board)).toEqual(['li 31 5']);
    expect(asked[1]).toEqual(['wang']);
    // What she sends off duty is nobody's to see.
    board.moved('wang', place(30.1, 9_000));
    expect(shown(board)).toEqual(['li 31 5']);
  });

  it('a look that began before somebody was suspended does not bring her back', async () => {
    const { board, set, onDuty, held, state } = rig();
    set(row('wang', 30, 5_000));
    await board.lookAt(both);
    state.hold = true;
    const look = board.lookAt(both);
    expect(held).toHaveLength(1);
    onDuty.delete('wang');
    board.changed('wang');
    state.hold = false;
    held[0]?.();
    await look;
    expect(shown(board)).toEqual([]);
  });

  it('a look that began before she moved does not move her back', async () => {
    const { board, set, held, state } = rig();
    set(row('wang', 30, 5_000));
    await board.lookAt(both);
    state.hold = true;
    const look = board.lookAt(both);
    board.moved('wang', place(30.9, 8_000));
    state.hold = false;
    held[0]?.();
    await look;
    expect(shown(board)).toEqual(['wang 30.9 8']);
  });

  it('asks once about somebody it does not show who moves: her word may have been lost, or she is not ours', async () => {
    const { board, set, asked, settled } = rig();
    await board.lookAt(both);
    set(row('new', 30, 5_000));
    board.moved('new', place(30, 5_000));
    board.moved('elsewhere', place(30, 5_000));
    await settled();
    expect(shown(board)).toEqual(['new 30 5']);
    const before = asked.length;
    board.moved('new', place(30.2, 6_000));
    expect(asked.length).toBe(before);
  });

  it('keeps who is in doubt off the map while the database is away, and wants everything read afterwards', async () => {
    const { board, set, state, troubles } = rig();
    set(row('wang', 30, 5_000));
    await board.lookAt(both);
    expect(board.covers(both)).toBe(true);
    state.away = true;
    board.changed('wang');
    await expect(board.lookAt(both)).rejects.toThrow('away');
    expect([shown(board), board.covers(both), troubles.length]).toEqual([[], false, 1]);
    state.away = false;
    await board.lookAt(both);
    expect(shown(board)).toEqual(['wang 30 5']);
  });

  it('reads nothing while nobody watches, and everything for the first who does', async () => {
    const { board, set, asked } = rig();
    set(row('wang', 30, 5_000));
    await board.lookAt(both);
    board.rest();
    board.changed('wang');
    board.moved('li', place(1, 1));
    expect(asked).toHaveLength(1);
    expect(board.covers(new Set([village]))).toBe(false);
    await board.lookAt(new Set([village]));
    expect(board.covers(new Set([village]))).toBe(true);
    expect(board.covers(both)).toBe(false);
    expect(shown(board, new Set([village]))).toEqual(['wang 30 5']);
  });
});
