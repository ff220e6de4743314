import { describe, expect, it } from '@jest/globals';
import { EXPIRED_AFTER_S, lookOf, MoverTracks, OLD_AFTER_S, type MoverPlace } from './mover-tracks.js';
import { worldPoint } from './point-buckets.js';

const NOW_S = 1_000_000;
const HERE = { lat: 30.25, lng: 119.03 };
/** Some 50 m east of it. */
const EAST = { lat: 30.25, lng: 119.0305 };

const places = (...list: readonly (readonly [string, Partial<MoverPlace>])[]): ReadonlyMap<string, MoverPlace> =>
  new Map(list.map(([id, more]) => [id, { ...HERE, atS: NOW_S, ...more }]));

const set = (tracks: MoverTracks, whole: ReadonlyMap<string, MoverPlace>, nowMs: number, glide = true): void =>
  tracks.set(whole, worldPoint, nowMs, glide);

function drawn(tracks: MoverTracks, nowMs: number): Record<string, readonly [x: number, y: number]> {
  const seen: Record<string, readonly [number, number]> = {};
  tracks.each(nowMs, (slot, x, y) => (seen[tracks.idOf(slot)] = [x, y]));
  return seen;
}
const at = ({ lat, lng }: { lat: number; lng: number }): readonly [number, number] => {
  const { x, y } = worldPoint(lat, lng);
  return [x, y];
};

describe('how old a place is', () => {
  it.each([
    [NOW_S, 'fresh'],
    [NOW_S - OLD_AFTER_S, 'fresh'],
    [NOW_S - OLD_AFTER_S - 1, 'old'],
    [NOW_S - EXPIRED_AFTER_S, 'old'],
    [NOW_S - EXPIRED_AFTER_S - 1, 'expired'],
    [0, 'based'],
  ])('%i is %s', (atS, look) => {
    expect(lookOf(atS, NOW_S)).toBe(look);
  });
});

describe('those who move', () => {
  it('glide from place to place as long as lies between the two measurements, and then rest', () => {
    const tracks = new MoverTracks();
    set(tracks, places(['h', {}]), 0);
    set(tracks, places(['h', { ...EAST, atS: NOW_S + 4 }]), 1_000);
    expect(drawn(tracks, 1_000)['h']).toEqual(at(HERE));
    expect(drawn(tracks, 3_000)['h']![0]).toBeCloseTo((at(HERE)[0] + at(EAST)[0]) / 2, 12);
    expect(tracks.moves(4_999)).toBe(true);
    expect(drawn(tracks, 5_000)['h']).toEqual(at(EAST));
    expect(tracks.moves(5_000)).toBe(false);
  });

  it('head where they went, and keep the heading while the fix only trembles', () => {
    const tracks = new MoverTracks();
    set(tracks, places(['h', {}]), 0);
    expect(tracks.headingOf(0)).toBeNaN();
    set(tracks, places(['h', { ...EAST, atS: NOW_S + 4 }]), 0);
    expect(tracks.headingOf(0)).toBeCloseTo(Math.PI / 2, 6);
    set(tracks, places(['h', { lat: EAST.lat + 1e-6, lng: EAST.lng, atS: NOW_S + 5 }]), 0);
    expect(tracks.headingOf(0)).toBeCloseTo(Math.PI / 2, 6);
  });

  it.each([
    ['after more than 15 s without a word', { ...EAST, atS: NOW_S + 16 }, true],
    ['over a jump', { lat: 30.35, lng: 119.03, atS: NOW_S + 4 }, true],
    ['when nothing may move by itself', { ...EAST, atS: NOW_S + 4 }, false],
  ])('stand where they are at once %s', (_, to, glide) => {
    const tracks = new MoverTracks();
    set(tracks, places(['h', {}]), 0);
    set(tracks, places(['h', to]), 0, glide);
    expect(drawn(tracks, 0)['h']).toEqual(at(to));
    expect(tracks.moves(0)).toBe(false);
  });

  it('have no heading while they stand for where somebody is registered', () => {
    const tracks = new MoverTracks();
    set(tracks, places(['h', { atS: 0 }]), 0);
    set(tracks, places(['h', EAST]), 0);
    expect(tracks.headingOf(0)).toBeNaN();
  });

  it('are all kept apart while hundreds come and go', () => {
    const tracks = new MoverTracks();
    const many = (from: number, to: number) =>
      places(
        ...Array.from({ length: to - from }, (_, n) => [`h${from + n}`, { lat: 30 + (from + n) / 1_000 }] as const),
      );
    for (const [from, to] of [
      [0, 300],
      [150, 420],
      [10, 160],
    ] as const) {
      set(tracks, many(from, to), 0);
      expect(tracks.size).toBe(to - from);
      const seen = drawn(tracks, 0);
      for (const [id, place] of many(from, to)) expect(seen[id]).toEqual(at(place));
    }
  });
});
