import { afterEach, describe, expect, it } from '@jest/globals';
import L from 'leaflet';
import { GCJ02_CRS, projectorOf } from './gcj02-crs.js';

const HOME = { lat: 30.25, lng: 119.03 };
const ZOOM = 15;

let map: L.Map;
afterEach(() => {
  map.remove();
});

describe('what is drawn on a canvas of our own', () => {
  it.each([
    ['WGS-84', L.CRS.EPSG3857],
    ['GCJ-02', GCJ02_CRS],
  ])('stands where Leaflet puts a marker, on tiles in %s', (_, crs) => {
    map = L.map(document.createElement('div'), { center: HOME, zoom: ZOOM, crs });
    const { x, y } = projectorOf(map)(HOME.lat, HOME.lng);
    const marker = map.project([HOME.lat, HOME.lng], ZOOM);
    expect(Math.hypot(x * crs.scale(ZOOM) - marker.x, y * crs.scale(ZOOM) - marker.y)).toBeLessThan(0.01);
  });

  it('is moved by some hundred metres from one to the other', () => {
    map = L.map(document.createElement('div'), { center: HOME, zoom: ZOOM });
    const before = projectorOf(map)(HOME.lat, HOME.lng);
    map.options.crs = GCJ02_CRS;
    const after = projectorOf(map)(HOME.lat, HOME.lng);
    const scale = L.CRS.EPSG3857.scale(ZOOM);
    expect(Math.hypot((after.x - before.x) * scale, (after.y - before.y) * scale)).toBeGreaterThan(50);
  });
});
