import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import L from 'leaflet';
import { GCJ02_CRS } from './gcj02-crs.js';
import { HomesLayer } from './homes-layer.js';
import { notedPen, squareHolder } from './testing/noted-pen.js';

const HERE: readonly [number, number] = [30.25, 119.03];

let map: L.Map;
let done: string[];
let put: Uint8ClampedArray[];
beforeEach(() => {
  jest.useFakeTimers();
  const noted = notedPen();
  ({ done, put } = noted);
  jest.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(noted.pen as never);
  map = L.map(squareHolder(), { center: L.latLng(...HERE), zoom: 14, fadeAnimation: false });
});
afterEach(() => {
  map.remove();
  document.body.replaceChildren();
  jest.restoreAllMocks();
  jest.useRealTimers();
});

/** What was drawn since the last time, once every tile had its turn. */
const drawn = (step: string): readonly string[] => {
  jest.advanceTimersByTime(2_000);
  return done.splice(0).filter((one) => one.startsWith(step));
};
/** Full pixels of one dot; its edge is softer. */
const OF_A_DOT = 12;
/** Where the full pixels are, tile by tile, of the tiles that have any. */
function dots(): readonly (readonly number[])[] {
  jest.advanceTimersByTime(2_000);
  return put
    .splice(0)
    .map((pixels) => [...pixels].flatMap((value, n) => (n % 4 === 3 && value === 255 ? [n >> 2] : [])))
    .filter(({ length }) => length > 0);
}
const tiles = (): number => document.querySelectorAll('canvas').length;

describe('homes on the map', () => {
  it('are a dot each from near by', () => {
    new HomesLayer(map).show([HERE, [30.251, 119.031], [30.26, 119.04]]);
    expect(dots().flat()).toHaveLength(3 * OF_A_DOT);
  });

  it('on the edge of two tiles are drawn in both, so that the dot is whole', () => {
    const edge = map.unproject(
      map
        .project(L.latLng(...HERE))
        .divideBy(256)
        .floor()
        .multiplyBy(256)
        .add([0, 100]),
    );
    new HomesLayer(map).show([[edge.lat, edge.lng]]);
    const parts = dots();
    expect(parts).toHaveLength(2);
    expect(parts.flat()).toHaveLength(OF_A_DOT);
  });

  it('are squares of density from afar, the darker the more live there', () => {
    map.setZoom(10, { animate: false });
    const many = Array.from({ length: 60 }, (): readonly [number, number] => HERE);
    new HomesLayer(map).show([...many, [30.5, 119.03]]);
    const squares = drawn('fillRect');
    expect(squares).toHaveLength(2);
    const shades = squares.map((one) => Number(/\/ ([\d.]+)\)/.exec(one)?.[1])).sort((a, b) => a - b);
    expect(shades[0]).toBeLessThan(0.2);
    expect(shades[1]).toBeCloseTo(0.75);
  });

  it('that no helper reaches are squares of one size at every zoom', () => {
    const gaps = new HomesLayer(map, true);
    gaps.show([HERE]);
    const near = drawn('fillRect');
    map.setZoom(9, { animate: false });
    gaps.show([HERE]);
    const far = drawn('fillRect');
    expect(near).toHaveLength(1);
    for (const one of [...near, ...far]) expect(one.split(' ').slice(3)).toEqual(['6', '6', '#12191c']);
    expect(far.length).toBeGreaterThan(0);
  });

  it('are put away with their tiles, and shown again', () => {
    const layer = new HomesLayer(map);
    layer.show([HERE]);
    expect(tiles()).toBeGreaterThan(0);
    layer.show(null);
    expect(tiles()).toBe(0);
    layer.show([HERE]);
    expect(dots().flat()).toHaveLength(OF_A_DOT);
  });

  it('put away before their turn came are not drawn', () => {
    const layer = new HomesLayer(map);
    layer.show([HERE]);
    layer.show(null);
    expect(dots()).toEqual([]);
  });

  it('move with tiles in GCJ-02, as every marker does', () => {
    const layer = new HomesLayer(map);
    layer.show([HERE]);
    const before = dots();
    map.options.crs = GCJ02_CRS;
    map.setView(map.getCenter(), 14, { animate: false, reset: true } as L.ZoomPanOptions);
    const after = dots();
    expect([before.length, after.length]).toEqual([1, 1]);
    expect(after).not.toEqual(before);
    layer.show(null);
  });
});
