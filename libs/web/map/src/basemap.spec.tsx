import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import L from 'leaflet';
import { boundsOf, drawBasemap, type Basemap } from './basemap.js';
import { notedPen, squareHolder } from './testing/noted-pen.js';

const around = (lat: number, lng: number, half: number) => [
  [lng - half, lat - half],
  [lng + half, lat - half],
  [lng + half, lat + half],
  [lng - half, lat + half],
  [lng - half, lat - half],
];
const boundary = (name: string, level: number, half: number) => ({
  ...{ type: 'Feature', properties: { kind: 'boundary', name, level } },
  geometry: { type: 'Polygon', coordinates: [around(30.25, 119.03, half)] },
});
const line = (kind: string, name: string, lat: number) => ({
  ...{ type: 'Feature', properties: { kind, name } },
  geometry: {
    type: 'LineString',
    coordinates: [
      [119.02, lat],
      [119.04, lat],
    ],
  },
});
const BASEMAP: Basemap = {
  type: 'FeatureCollection',
  features: [
    line('lane', '磨坊巷', 30.251),
    line('road', '<b>清溪路</b>', 30.252),
    boundary('银铃县', 1, 0.2),
    boundary('清溪镇', 2, 0.1),
    boundary('桃源村', 3, 0.02),
    line('river', '清溪', 30.248),
  ],
};

let map: L.Map;
let done: string[];
beforeEach(() => {
  const noted = notedPen();
  done = noted.done;
  jest.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(noted.pen as never);
  map = L.map(squareHolder(), { center: [30.25, 119.03], zoom: 14, zoomSnap: 0.5, fadeAnimation: false });
});
afterEach(() => {
  map.remove();
  document.body.replaceChildren();
  jest.restoreAllMocks();
});

const names = (): readonly (string | null)[] =>
  [...document.querySelectorAll('.sb-map-name')].map(({ textContent }) => textContent).sort();
const at = (zoom: number): readonly (string | null)[] => {
  map.setZoom(zoom, { animate: false });
  return names();
};

describe('the base map that comes with the page', () => {
  it('writes at each zoom the names of one level, and those of streets from near by', () => {
    drawBasemap(map, BASEMAP, true);
    expect(at(9)).toEqual(['银铃县']);
    expect(at(11)).toEqual(['清溪镇']);
    expect(at(13)).toEqual(['桃源村', '清溪']);
    expect(at(14)).toEqual(['<b>清溪路</b>', '桃源村', '清溪'].sort());
    expect(at(17)).toContain('磨坊巷');
    expect(at(18)).not.toContain('桃源村');
  });

  it('writes a name as text, whatever is in it', () => {
    drawBasemap(map, BASEMAP, true);
    at(14);
    expect(document.querySelector('.sb-map-name b')).toBeNull();
  });

  it('writes no names where a better tier above it brings its own, and draws all the same', () => {
    drawBasemap(map, BASEMAP, false);
    expect(at(13)).toEqual([]);
    expect(done.filter((one) => one === 'stroke').length).toBeGreaterThan(0);
  });

  it('draws boundaries first, and of a line its edge before its filling', () => {
    const widths: number[] = [];
    jest.restoreAllMocks();
    const { pen } = notedPen();
    const noting = Object.assign(pen, { stroke: () => void widths.push(pen.lineWidth) });
    jest.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(noting as never);
    const remove = drawBasemap(map, BASEMAP, false);
    map.setZoom(13, { animate: false });
    // County, township, village · edges of river, lane, road · their fillings.
    expect(widths.slice(0, 9)).toEqual([2, 1.4, 0.8, 9, 3.5, 8, 7, 2.2, 6]);
    remove();
  });

  it('is taken away with everything of it', () => {
    const remove = drawBasemap(map, BASEMAP, true);
    remove();
    expect([at(13), document.querySelectorAll('canvas').length]).toEqual([[], 0]);
  });

  it('has bounds, unless nothing is on it', () => {
    expect(boundsOf(BASEMAP)?.getNorth()).toBeCloseTo(30.45);
    expect(boundsOf({ type: 'FeatureCollection', features: [] })).toBeNull();
  });
});
