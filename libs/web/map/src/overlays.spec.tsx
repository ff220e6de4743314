import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import L from 'leaflet';
import { OverlayLayer, type MapWay } from './overlays.js';

let map: L.Map;
let layer: OverlayLayer;
const HOME = { lat: 30.25, lng: 119.72 };
const FAR = { lat: 30.26, lng: 119.74 };

beforeEach(() => {
  map = L.map(document.body.appendChild(document.createElement('div')), { center: HOME, zoom: 14 });
  layer = new OverlayLayer(map);
});
afterEach(() => {
  map.remove();
  document.body.replaceChildren();
});

const ways = (kind: string): number => document.querySelectorAll(`.sb-way-${kind}`).length;
const words = (): (string | null)[] => [...document.querySelectorAll('.sb-map-words')].map((one) => one.textContent);
const way = (kind: MapWay['kind'], more: Partial<MapWay> = {}): MapWay => ({
  ...{ id: kind, kind, points: [HOME, FAR] },
  ...more,
});

describe('what is drawn over the base map', () => {
  it('tells an offer, the way ahead and the trail apart', () => {
    layer.show(null, [way('asked', { words: '6 分' }), way('ahead'), way('trail')], []);
    expect([ways('asked'), ways('ahead'), ways('trail')]).toEqual([1, 1, 1]);
    expect(words()).toEqual(['6 分']);
  });

  it('draws the reach with its words, and takes it away with the case', () => {
    layer.show({ centre: HOME, radiusM: 2_000, words: '15 分钟可达' }, [], []);
    expect(document.querySelectorAll('.sb-ring')).toHaveLength(1);
    expect(words()).toEqual(['15 分钟可达']);
    layer.show(null, [], []);
    expect(document.querySelectorAll('.sb-ring, .sb-map-words')).toHaveLength(0);
  });

  it('draws no way of a single point, and nothing twice', () => {
    layer.show(null, [way('trail', { points: [HOME] }), way('ahead')], []);
    const before = document.querySelector('.sb-way-ahead');
    layer.show(null, [way('trail', { points: [HOME] }), way('ahead')], []);
    expect([ways('trail'), ways('ahead')]).toEqual([0, 1]);
    expect(document.querySelector('.sb-way-ahead')).toBe(before);
  });

  it('moves words of ways side by side, and leaves out those of a way too short', () => {
    const beside = { lat: FAR.lat + 0.0005, lng: FAR.lng };
    layer.show(null, [way('asked', { words: '6 分' }), way('asked', { points: [beside, HOME], words: '7 分' })], []);
    const places = [...document.querySelectorAll<HTMLElement>('.sb-map-words')].map(
      ({ style }) => style.left + style.top,
    );
    expect(new Set(places).size).toBe(2);
    layer.show(null, [way('asked', { points: [HOME, { ...HOME, lng: HOME.lng + 0.000_2 }], words: '1 分' })], []);
    expect([ways('asked'), words()]).toEqual([1, []]);
  });

  it('draws the area of an outage around its silent homes, with its words, below everything else', () => {
    const said = '失联区域·2 户静默·点名 1';
    layer.show({ centre: HOME, radiusM: 500, words: '可达' }, [], [], [{ spots: [HOME, FAR], words: said }]);
    const drawn = [...document.querySelectorAll('path')].map((one) => one.classList[0]);
    expect(drawn).toEqual(['sb-area', 'sb-ring']);
    expect(document.querySelector('.sb-area')?.classList.contains('leaflet-interactive')).toBe(false);
    expect(words()).toContain(said);
    layer.show(null, [], [], [{ spots: [HOME], words: '失联区域·1 户静默·点名 2' }]);
    expect(words()).toEqual(['失联区域·1 户静默·点名 2']);
    layer.show(null, [], [], [{ spots: [], words: said }]);
    expect([document.querySelectorAll('.sb-area').length, words()]).toEqual([0, []]);
  });

  it('finds its words another place when the map comes nearer', () => {
    const near = { lat: HOME.lat, lng: HOME.lng + 0.002 };
    layer.show(null, [way('asked', { points: [near, HOME], words: '2 分' })], []);
    expect(words()).toEqual([]);
    map.setZoom(18, { animate: false });
    expect(words()).toEqual(['2 分']);
  });

  it('writes words as words, whatever is in them', () => {
    layer.show(null, [], [{ ...HOME, words: '<b>王</b>' }]);
    expect(words()).toEqual(['<b>王</b>']);
    expect(document.querySelector('.sb-map-words b')).toBeNull();
  });
});
