import L from 'leaflet';
import { edgePoint, HEIGHT_PX, placePointers, type Outside } from './edge-point.js';
import { within, type MapMarker } from './markers.js';

/** Names at the edge of the map for incidents that lie outside: a map never hides an incident because it was moved. */
export class EdgePointers {
  readonly #map: L.Map;
  readonly #onSelect: (id: string) => void;
  readonly #restLabel: (count: number) => string;
  readonly #buttons = new Map<string, HTMLButtonElement>();
  #cases: readonly MapMarker[] = [];

  constructor(map: L.Map, onSelect: (id: string) => void, restLabel: (count: number) => string) {
    this.#map = map;
    this.#onSelect = onSelect;
    this.#restLabel = restLabel;
    map.on('move zoomend resize', () => this.#place());
  }

  show(markers: readonly MapMarker[]): void {
    const before = this.#cases;
    this.#cases = markers.filter(({ kind }) => kind === 'incident');
    if (!sameAtTheEdge(before, this.#cases)) this.#place();
  }

  #place(): void {
    const size = this.#map.getSize();
    const focused = document.activeElement;
    const isInView = within(this.#map.getBounds());
    const away = this.#cases.filter((one) => !isInView(one));
    const byId = new Map(away.map((one) => [one.id, one]));
    const outside = away.flatMap((one): readonly Outside[] => {
      const at = edgePoint(this.#map.latLngToContainerPoint([one.lat, one.lng]), size);
      const own = this.#buttons.get(one.id);
      return at === null
        ? []
        : [{ id: one.id, severity: one.severity ?? 3, focused: own !== undefined && own === focused, at }];
    });
    const { placed, rest } = placePointers(outside, size);
    for (const { id, at, right } of placed) {
      const one = byId.get(id);
      if (one !== undefined) standsAt(this.#buttonOf(one), { ...at, right }, size);
    }
    for (const { right, count, y } of rest)
      standsAt(this.#restOf(right, count), { x: right ? size.x : 0, y, right, angle: right ? 0 : 180 }, size);
    const kept = new Set([...placed.map(({ id }) => id), ...rest.map(({ right }) => restId(right))]);
    for (const [id, button] of this.#buttons) {
      if (kept.has(id)) continue;
      // What it pointed at is in view now: the keyboard goes on from the map, and not from the top of the page.
      if (button === focused) this.#map.getContainer().focus({ preventScroll: true });
      button.remove();
      this.#buttons.delete(id);
    }
  }

  /** How many more lie outside on this side; pressed, the map shows all incidents. */
  #restOf(right: boolean, count: number): HTMLButtonElement {
    const button = this.#buttonFor(restId(right), () => {
      const places = this.#cases.map(({ lat, lng }) => L.latLng(lat, lng));
      this.#map.fitBounds(L.latLngBounds(places), { animate: false, padding: [40, 40] });
    });
    button.className = 'sb-pointer sb-pointer-rest';
    button.textContent = `+${String(count)}`;
    button.setAttribute('aria-label', this.#restLabel(count));
    return button;
  }

  #buttonOf(one: MapMarker): HTMLButtonElement {
    const button = this.#buttonFor(one.id, () => {
      this.#map.setView([one.lat, one.lng], this.#map.getZoom(), { animate: false });
      this.#onSelect(one.id);
    });
    button.className = `sb-pointer sb-pointer-p${one.severity ?? 3}`;
    button.textContent = one.tag ?? one.label;
    button.setAttribute('aria-label', one.label);
    return button;
  }

  #buttonFor(id: string, onPress: () => void): HTMLButtonElement {
    const known = this.#buttons.get(id);
    if (known !== undefined) return known;
    const button = document.createElement('button');
    button.type = 'button';
    L.DomEvent.disableClickPropagation(button);
    button.addEventListener('click', onPress);
    this.#map.getContainer().append(button);
    this.#buttons.set(id, button);
    return button;
  }
}

/** Nothing that a pointer shows has changed. */
const sameAtTheEdge = (before: readonly MapMarker[], after: readonly MapMarker[]): boolean =>
  before.length === after.length &&
  after.every((one, n) => {
    const was = before[n];
    return (
      was === one ||
      (was !== undefined &&
        was.id === one.id &&
        was.lat === one.lat &&
        was.lng === one.lng &&
        was.severity === one.severity &&
        was.label === one.label &&
        was.tag === one.tag)
    );
  });

const restId = (right: boolean): string => (right ? 'rest right' : 'rest left');

function standsAt(
  button: HTMLButtonElement,
  { x, y, right, angle }: { readonly x: number; readonly y: number; readonly right: boolean; readonly angle: number },
  size: { readonly x: number },
): void {
  const margin = 14;
  button.style.left = right ? '' : `${String(Math.max(x, margin))}px`;
  button.style.right = right ? `${String(Math.max(size.x - x, margin))}px` : '';
  button.style.top = `${String(y - HEIGHT_PX / 2)}px`;
  button.style.setProperty('--sb-angle', `${String(angle)}deg`);
}
