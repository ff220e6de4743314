import L from 'leaflet';
import { edgePoint, HEIGHT_PX } from './edge-point.js';
import type { MapMarker } from './markers.js';

/** Names at the edge of the map for incidents that lie outside: a map never hides an incident because it was moved. */
export class EdgePointers {
  readonly #map: L.Map;
  readonly #onSelect: (id: string) => void;
  readonly #buttons = new Map<string, HTMLButtonElement>();
  #cases: readonly MapMarker[] = [];

  constructor(map: L.Map, onSelect: (id: string) => void) {
    this.#map = map;
    this.#onSelect = onSelect;
    map.on('move zoomend resize', () => this.#place());
  }

  show(markers: readonly MapMarker[]): void {
    this.#cases = markers.filter(({ kind }) => kind === 'incident');
    this.#place();
  }

  #place(): void {
    const size = this.#map.getSize();
    const outside = new Set<string>();
    const rows: number[] = [];
    for (const one of this.#cases) {
      const at = edgePoint(this.#map.latLngToContainerPoint([one.lat, one.lng]), size);
      if (at === null) continue;
      outside.add(one.id);
      // Two incidents in one direction stand below one another.
      let { y } = at;
      while (rows.some((taken) => Math.abs(taken - y) < HEIGHT_PX) && y < size.y - HEIGHT_PX) y += HEIGHT_PX;
      rows.push(y);
      const button = this.#buttonOf(one);
      const right = at.x > size.x / 2;
      button.style.left = right ? '' : `${at.x}px`;
      button.style.right = right ? `${size.x - at.x}px` : '';
      button.style.top = `${y - HEIGHT_PX / 2}px`;
      button.style.setProperty('--sb-angle', `${at.angle}deg`);
    }
    for (const [id, button] of this.#buttons) {
      if (outside.has(id)) continue;
      button.remove();
      this.#buttons.delete(id);
    }
  }

  #buttonOf(one: MapMarker): HTMLButtonElement {
    let button = this.#buttons.get(one.id);
    if (button === undefined) {
      button = document.createElement('button');
      button.type = 'button';
      L.DomEvent.disableClickPropagation(button);
      button.addEventListener('click', () => {
        this.#map.setView([one.lat, one.lng], this.#map.getZoom(), { animate: false });
        this.#onSelect(one.id);
      });
      this.#map.getContainer().append(button);
      this.#buttons.set(one.id, button);
    }
    button.className = `sb-pointer sb-pointer-p${one.severity ?? 3}`;
    button.textContent = one.tag ?? one.label;
    button.setAttribute('aria-label', one.label);
    return button;
  }
}
