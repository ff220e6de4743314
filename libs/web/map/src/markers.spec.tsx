import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import L from 'leaflet';
import { MOST_CASES } from './drawn-cases.js';
import { MarkerLayer, type MapMarker } from './markers.js';
import { squareHolder } from './testing/noted-pen.js';

const HERE = { lat: 30.25, lng: 119.72 };
const AWAY = { lat: 31.5, lng: 121 };
const cases = (count: number, severity: 1 | 3, prefix: string): MapMarker[] =>
  Array.from({ length: count }, (_, n) => ({
    ...{ id: `${prefix}-${n}`, kind: 'incident', ...HERE, label: `${prefix}-${n}`, severity },
  }));

let map: L.Map;
let layer: MarkerLayer;
let opened: string[];
beforeEach(() => {
  map = L.map(squareHolder(), { center: HERE, zoom: 14 });
  opened = [];
  layer = new MarkerLayer(
    map,
    (id) => opened.push(id),
    () => undefined,
  );
});
afterEach(() => {
  map.remove();
  document.body.replaceChildren();
});

const marker = (label: string): HTMLElement | null => document.querySelector(`[aria-label="${label}"]`);

describe('the marker that has the keyboard focus', () => {
  const few = cases(5, 3, 'case');

  it('stays when a flood of graver incidents comes', () => {
    layer.show(few, null);
    marker('case-4')!.focus();
    layer.show([...few, ...cases(MOST_CASES, 1, 'p1')], null);
    expect(document.activeElement?.getAttribute('aria-label')).toBe('case-4');
    expect(marker('case-3')).toBeNull();
  });

  it('stays in a flood when the map looks elsewhere, until the focus goes on', () => {
    const all = [...few, ...cases(MOST_CASES, 3, 'p3')];
    layer.show(all, null);
    marker('case-4')!.focus();
    map.setView(AWAY, 14, { animate: false });
    expect(document.activeElement?.getAttribute('aria-label')).toBe('case-4');
    expect(marker('case-3')).toBeNull();
    marker('case-4')!.blur();
    layer.show(all, null);
    expect(marker('case-4')).toBeNull();
  });
});

describe('a marker without a mouse', () => {
  const press = (label: string, key: string): boolean =>
    marker(label)!.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));

  it.each(['Enter', ' '])('an incident is opened by the key "%s", and the page does not scroll', (key) => {
    layer.show(cases(2, 1, 'case'), null);
    expect(press('case-1', key)).toBe(false);
    expect(opened).toEqual(['case-1']);
  });

  it('nothing is opened by another key, nor by a marker that is only looked at', () => {
    layer.show([...cases(1, 1, 'case'), { id: 'home', kind: 'home', ...HERE, label: 'home' }], null);
    expect(press('case-0', 'Tab')).toBe(true);
    press('home', 'Enter');
    expect(opened).toEqual([]);
  });
});
