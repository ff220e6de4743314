import L from 'leaflet';
import { drawnCases } from './drawn-cases.js';
import { labelsThatFit } from './label-places.js';

export interface MapMarker {
  readonly id: string;
  /** `place`: one of two places an operator has to choose between; never pressed here, the choice is made in words. */
  readonly kind: 'incident' | 'helper' | 'station' | 'home' | 'destination' | 'place';
  readonly lat: number;
  readonly lng: number;
  /** What a screen reader says and the pointer shows. */
  readonly label: string;
  readonly severity?: 1 | 2 | 3;
  /** Of a place: one sign that stands in the words beside the map, too. */
  readonly sign?: string;
  /** Helper: the position is older than it should be, drawn hollow. */
  readonly stale?: boolean;
  /** Written beside the symbol. */
  readonly tag?: string;
  /** One incident that waits and that nobody attends: the only thing on the map that moves by itself. */
  readonly pulse?: boolean;
  /** An incident that is an exercise: in a flood it gives way to every real one. */
  readonly practice?: boolean;
}

/** A case's icon and a little air. */
const besidePx = 36;

const shapes = {
  p1: '<polygon points="9,2 19,2 26,9 26,19 19,26 9,26 2,19 2,9"/><text x="14" y="19" text-anchor="middle">1</text>',
  p2: '<polygon points="14,2 27,26 1,26"/><text x="14" y="23" text-anchor="middle">2</text>',
  p3: '<circle cx="14" cy="14" r="12"/><text x="14" y="19" text-anchor="middle">3</text>',
  helper: '<circle cx="14" cy="9" r="5"/><path d="M4 26c0-7 4-11 10-11s10 4 10 11z"/>',
  station: '<path d="M3 13 14 3l11 10v13H3z"/>',
  home: '<circle cx="14" cy="14" r="6"/>',
  place:
    '<path d="M14 1a10 10 0 0 1 10 10c0 6.5-10 16-10 16S4 17.5 4 11A10 10 0 0 1 14 1z"/><text x="14" y="16" text-anchor="middle">SIGN</text>',
  destination: '<path d="M14 2a9 9 0 0 1 9 9c0 6-9 15-9 15S5 17 5 11a9 9 0 0 1 9-9z"/>',
};

const shapeOf = (marker: MapMarker): string =>
  marker.kind === 'incident'
    ? shapes[`p${marker.severity ?? 3}`]
    : shapes[marker.kind].replace('SIGN', () => [...(marker.sign ?? '')][0]?.replace(/[<&]/, '') ?? '');

/**
 * Real DOM markers, up to 300 incidents at once: focusable, named, operated with Enter. Only what changed is touched,
 * so a marker never loses the focus because another one moved, and in a flood the one that has it stays.
 */
export class MarkerLayer {
  readonly #map: L.Map;
  readonly #onSelect: (id: string) => void;
  readonly #drawn = new Map<string, { readonly marker: L.Marker; was: MapMarker; selected: boolean }>();

  readonly #onLeft: (count: number) => void;
  #given: readonly MapMarker[] = [];
  #selectedId: string | null = null;
  #left = 0;

  /** `onLeft`: so many incidents in view have no element. */
  constructor(map: L.Map, onSelect: (id: string) => void, onLeft: (count: number) => void) {
    this.#map = map;
    this.#onSelect = onSelect;
    this.#onLeft = onLeft;
    map.on('zoomend', () => this.#spread());
    map.on('moveend', () => {
      if (this.#given.length > this.#drawn.size) this.show(this.#given, this.#selectedId);
    });
  }

  show(given: readonly MapMarker[], selectedId: string | null): void {
    this.#given = given;
    this.#selectedId = selectedId;
    const view = this.#map.getBounds();
    const focused = [...this.#drawn].find(([, { marker }]) => marker.getElement() === document.activeElement);
    const { drawn, left } = drawnCases(
      given.filter(({ kind }) => kind === 'incident'),
      within(view),
      new Set([selectedId, focused?.[0]].filter((id) => typeof id === 'string')),
    );
    if (left !== this.#left) this.#onLeft(left);
    this.#left = left;
    this.#draw([...given.filter(({ kind }) => kind !== 'incident'), ...drawn], selectedId);
  }

  #draw(markers: readonly MapMarker[], selectedId: string | null): void {
    const wanted = new Set(markers.map((one) => one.id));
    let placesChanged = false;
    let tagsChanged = false;
    for (const [id, { marker }] of this.#drawn) {
      if (wanted.has(id)) continue;
      marker.remove();
      this.#drawn.delete(id);
      placesChanged = true;
    }
    for (const one of markers) {
      const selected = one.id === selectedId;
      const known = this.#drawn.get(one.id);
      if (known === undefined) {
        this.#drawn.set(one.id, { marker: this.#add(one, selected), was: one, selected });
        placesChanged = true;
        continue;
      }
      if (known.was.lat !== one.lat || known.was.lng !== one.lng) {
        known.marker.setLatLng([one.lat, one.lng]);
        placesChanged = true;
      }
      placesChanged ||= known.was.kind !== one.kind;
      tagsChanged ||= known.was.tag !== one.tag || known.was.severity !== one.severity || known.selected !== selected;
      if (known.was.kind !== one.kind || known.was.severity !== one.severity) {
        known.marker.setIcon(iconOf(one));
        this.#name(known.marker, one, selected);
      } else if (
        known.was.label !== one.label ||
        known.was.stale !== one.stale ||
        known.was.tag !== one.tag ||
        known.was.pulse !== one.pulse ||
        known.selected !== selected
      ) {
        this.#name(known.marker, one, selected);
      }
      known.was = one;
      known.selected = selected;
    }
    if (placesChanged) this.#spread();
    else if (tagsChanged) this.#unclutter();
  }

  /** Two incidents next door must both be seen and hit: the later one stands beside the earlier instead of behind it. */
  #spread(): void {
    // By columns of one width, so that a flood at one place is looked through once and not once for each.
    const taken = new Map<number, L.Point[]>();
    const isTaken = (x: number, y: number): boolean => {
      const column = Math.floor(x / besidePx);
      return [column - 1, column, column + 1].some((near) =>
        taken.get(near)?.some((one) => Math.abs(one.x - x) < besidePx && Math.abs(one.y - y) < besidePx),
      );
    };
    const cases = [...this.#drawn.values()].filter(({ was }) => was.kind === 'incident');
    for (const { marker, was } of cases.sort((a, b) => (a.was.id < b.was.id ? -1 : 1))) {
      const at = this.#map.latLngToLayerPoint([was.lat, was.lng]);
      let aside = 0;
      while (aside < 10 * besidePx && isTaken(at.x + aside, at.y)) aside += besidePx;
      const column = Math.floor((at.x + aside) / besidePx);
      const inColumn = taken.get(column);
      const stands = L.point(at.x + aside, at.y);
      if (inColumn === undefined) taken.set(column, [stands]);
      else inColumn.push(stands);
      const element = marker.getElement();
      if (element) element.style.translate = aside === 0 ? '' : `${aside}px 0`;
    }
    this.#unclutter();
  }

  /** Two labels on top of each other say nothing: the less urgent one waits for the pointer or the focus. */
  #unclutter(): void {
    const drawn = [...this.#drawn.values()];
    const fit = labelsThatFit(
      drawn.flatMap(({ was, selected }) => {
        if (was.tag === undefined) return [];
        const { x, y } = this.#map.latLngToLayerPoint([was.lat, was.lng]);
        return [
          { id: was.id, x, y, text: was.tag, rank: selected ? 0 : was.kind === 'incident' ? (was.severity ?? 3) : 9 },
        ];
      }),
    );
    for (const { marker, was } of drawn)
      marker.getElement()?.classList.toggle('sb-marker-quiet', was.tag !== undefined && !fit.has(was.id));
  }

  #add(one: MapMarker, selected: boolean): L.Marker {
    const marker = L.marker([one.lat, one.lng], {
      icon: iconOf(one),
      keyboard: acts(one),
      interactive: acts(one),
      riseOnHover: true,
    });
    marker.on('click', () => this.#onSelect(one.id));
    // Leaflet names a marker a button, and lets it be pressed by the pointer alone.
    marker.on('keydown', ({ originalEvent }) => {
      if (originalEvent.key !== 'Enter' && originalEvent.key !== ' ') return;
      originalEvent.preventDefault();
      this.#onSelect(one.id);
    });
    marker.addTo(this.#map);
    this.#name(marker, one, selected);
    return marker;
  }

  #name(marker: L.Marker, one: MapMarker, selected: boolean): void {
    const element = marker.getElement();
    if (element === undefined) return;
    element.setAttribute('aria-label', one.label);
    if (!acts(one)) element.setAttribute('role', 'img');
    element.title = one.label;
    if (one.kind === 'incident') element.setAttribute('aria-pressed', String(selected));
    element.classList.toggle('sb-marker-selected', selected);
    element.classList.toggle('sb-marker-stale', one.stale === true);
    element.classList.toggle('sb-marker-pulse', one.pulse === true);
    let tag = element.querySelector('.sb-marker-tag');
    if (one.tag === undefined) tag?.remove();
    else {
      if (tag === null) {
        tag = document.createElement('span');
        tag.className = 'sb-marker-tag';
        tag.setAttribute('aria-hidden', 'true');
        element.append(tag);
      }
      tag.textContent = one.tag;
    }
    marker.setZIndexOffset(selected ? 2_000 : one.kind === 'incident' ? 1_000 - (one.severity ?? 3) * 100 : 0);
  }
}

/** A helper's dot is looked at, not pressed: dozens of them must not stand in the way of the Tab key or of an incident. */
const acts = (one: MapMarker): boolean => one.kind === 'incident' || one.kind === 'station';

/** Whether a place lies in a view, without an object of Leaflet's for each of thousands. */
export function within(view: L.LatLngBounds): (place: { readonly lat: number; readonly lng: number }) => boolean {
  const [south, west, north, east] = [view.getSouth(), view.getWest(), view.getNorth(), view.getEast()];
  return ({ lat, lng }) => lat >= south && lat <= north && lng >= west && lng <= east;
}

/** Own inline shapes: Leaflet's default icons are images whose paths break under a bundler. */
function iconOf(one: MapMarker): L.DivIcon {
  const size = one.kind === 'incident' || one.kind === 'place' ? 32 : one.kind === 'home' ? 16 : 24;
  return L.divIcon({
    className: `sb-marker sb-marker-${one.kind}${one.kind === 'incident' ? ` sb-marker-p${one.severity ?? 3}` : ''}`,
    html: `<svg viewBox="0 0 28 28" width="${size}" height="${size}" aria-hidden="true" focusable="false">${shapeOf(one)}</svg>`,
    iconSize: [size, size],
    iconAnchor: one.kind === 'destination' || one.kind === 'place' ? [size / 2, size] : [size / 2, size / 2],
  });
}
