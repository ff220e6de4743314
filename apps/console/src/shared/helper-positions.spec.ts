import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Push } from '@silverbell/web-live';
import { HelperPositions } from './helper-positions.js';

type Message = Push<'positions'>;

let tell: ((message: Message) => void) | null = null;
let positions: HelperPositions;
const source = {
  on: (_: 'positions', listener: (message: Message) => void) => {
    tell = listener;
    return () => (tell = null);
  },
};
const NOW_S = 1_000_000;
const says = (...helpers: readonly (readonly [id: string, lat: number, atS?: number])[]): void =>
  tell?.({ at: '', helpers: helpers.map(([id, lat, atS = NOW_S]) => [id, lat, 119, atS, 1]) });
const place = (lat: number) => ({ lat, lng: 119 });

beforeEach(() => {
  tell = null;
  positions = new HelperPositions(source, () => NOW_S * 1_000);
});

describe('positions of helpers', () => {
  it('are heard while somebody looks, and no longer', () => {
    let told = 0;
    const undo = positions.subscribe(() => (told += 1));
    const other = positions.subscribe(() => undefined);
    says(['a', 30]);
    expect(told).toBe(1);
    expect(positions.places().get('a')).toEqual({ ...place(30), atS: NOW_S });
    undo();
    other();
    expect(tell).toBeNull();
  });

  it('are whole in each message: who is missing is gone, with her way', () => {
    positions.subscribe(() => undefined);
    says(['a', 30], ['b', 30]);
    says(['b', 30]);
    expect([...positions.places().keys()]).toEqual(['b']);
    expect(positions.of(['a', 'b']).trails.has('a')).toBe(false);
  });

  it('make a way of every new place, of none twice, and of the newest 500', () => {
    positions.subscribe(() => undefined);
    for (const lat of [1, 1, 2]) says(['a', lat]);
    expect(positions.of(['a']).trails.get('a')).toEqual([place(1), place(2)]);
    for (let lat = 3; lat < 700; lat += 1) says(['a', lat]);
    expect(positions.of(['a']).trails.get('a')).toHaveLength(500);
    expect(positions.of(['a']).trails.get('a')?.at(-1)).toEqual(place(699));
  });

  it('make no way of where somebody is registered', () => {
    positions.subscribe(() => undefined);
    says(['a', 1, 0]);
    expect(positions.of(['a']).trails.has('a')).toBe(false);
  });

  it('of a few are the same answer until one of these few has moved', () => {
    positions.subscribe(() => undefined);
    says(['a', 1], ['b', 1]);
    const first = positions.of(['a']);
    says(['a', 1], ['b', 2]);
    expect(positions.of(['a'])).toBe(first);
    says(['a', 2], ['b', 2]);
    expect(positions.of(['a'])).not.toBe(first);
    expect(positions.of(['a']).places.get('a')?.lat).toBe(2);
  });
});
