import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import L from 'leaflet';
import { EdgePointers } from './edge-pointers.js';
import type { MapMarker } from './markers.js';

const HERE = { lat: 30.25, lng: 119.72 };
/** East of what the map shows. */
const AWAY = { lat: 30.25, lng: 121 };
const cases = (count: number, severity: 1 | 3, prefix: string): MapMarker[] =>
  Array.from({ length: count }, (_, n) => ({
    ...{ id: `${prefix}-${String(n)}`, kind: 'incident', ...AWAY, label: `${prefix}-${String(n)}`, severity },
  }));

let map: L.Map;
let pointers: EdgePointers;
beforeEach(() => {
  const holder = document.body.appendChild(document.createElement('div'));
  for (const name of ['clientWidth', 'clientHeight']) Object.defineProperty(holder, name, { value: 600 });
  map = L.map(holder, { center: HERE, zoom: 14 });
  pointers = new EdgePointers(
    map,
    () => undefined,
    (count) => `${String(count)} more`,
  );
});
afterEach(() => {
  map.remove();
  document.body.replaceChildren();
});

const pointer = (label: string): HTMLElement | null => document.querySelector(`button[aria-label="${label}"]`);

describe('the pointer that has the keyboard focus', () => {
  it('stays when a flood of graver incidents comes, until the focus goes on', () => {
    const few = cases(2, 3, 'case');
    const flood = [...few, ...cases(80, 1, 'p1')];
    pointers.show(few);
    pointer('case-1')!.focus();
    pointers.show(flood);
    expect(document.activeElement?.getAttribute('aria-label')).toBe('case-1');
    expect(pointer('case-0')).toBeNull();
    pointer('case-1')!.blur();
    pointers.show([...flood, ...cases(1, 1, 'one-more')]);
    expect(pointer('case-1')).toBeNull();
  });

  it('gives the keyboard to the map when its incident comes into view', () => {
    pointers.show(cases(1, 1, 'case'));
    pointer('case-0')!.focus();
    map.setView(AWAY, 14, { animate: false });
    expect(pointer('case-0')).toBeNull();
    expect(document.activeElement).toBe(map.getContainer());
  });
});
