import L from 'leaflet';
import { hullAround } from './hull.js';
import { type Box, placeAlong, symbolBoxes } from './label-places.js';

interface Spot {
  readonly lat: number;
  readonly lng: number;
}

/** A way on the map. `asked`: an open offer, `ahead`: still to go by one who accepted, `trail`: gone already. */
export interface MapWay {
  readonly id: string;
  readonly kind: 'asked' | 'ahead' | 'trail';
  readonly points: readonly Spot[];
  /** Stands on the way, where it covers no symbol and no other words; they are in the lists beside the map, too. */
  readonly words?: string;
}

export interface MapRing {
  readonly centre: Spot;
  readonly radiusM: number;
  readonly words: string;
}

/** Words at a place of the map; what they say stands beside the map, too. */
export interface MapLabel {
  readonly lat: number;
  readonly lng: number;
  readonly words: string;
}

/** Around places that have lost something in common, at this time; what its words say stands beside the map, too. */
export interface MapArea {
  readonly spots: readonly Spot[];
  readonly words: string;
}

/** So far around the outermost home of an area. */
const AREA_MARGIN_M = 120;

const WAYS = {
  asked: { weight: 2, dashArray: '6 6' },
  ahead: { weight: 4, dashArray: '1 8' },
  trail: { weight: 4, dashArray: '' },
} as const;

/** As long as the words below an incident's symbol may be: name and phase. */
const TAG_WORDS = '欧阳月娥 等待出发';

type Shown = readonly [MapRing | null, readonly MapWay[], readonly MapLabel[], readonly MapArea[]];

/** What is drawn between base map and markers: areas, the reach ring and the ways to the destination. Looked at, never pressed. */
export class OverlayLayer {
  readonly #map: L.Map;
  readonly #group: L.LayerGroup;
  #shown: Shown = [null, [], [], []];
  #drawn = '';

  constructor(map: L.Map) {
    this.#map = map;
    this.#group = L.layerGroup().addTo(map);
    map.on('zoomend', () => this.#draw());
  }

  show(
    ring: MapRing | null,
    ways: readonly MapWay[],
    words: readonly MapLabel[],
    areas: readonly MapArea[] = [],
  ): void {
    const wanted = JSON.stringify([ring, ways, words, areas]);
    if (wanted === this.#drawn) return;
    this.#drawn = wanted;
    this.#shown = [ring, ways, words, areas];
    this.#draw();
  }

  #draw(): void {
    const [ring, ways, words, areas] = this.#shown;
    this.#group.clearLayers();
    for (const area of areas) this.#area(area);
    if (ring !== null) this.#ring(ring);
    for (const way of ways) this.#way(way);
    this.#waysWords(ways);
    for (const one of words) this.#words(L.latLng(one.lat, one.lng), one.words, 'sb-map-words sb-map-words-dark');
  }

  #area({ spots, words }: MapArea): void {
    const corners = hullAround(spots, AREA_MARGIN_M).map(({ lat, lng }) => L.latLng(lat, lng));
    const [first, ...more] = corners;
    if (first === undefined) return;
    const look = { className: 'sb-area', weight: 2, dashArray: '8 5', fillOpacity: 0.1, interactive: false };
    L.polygon(corners, look).addTo(this.#group);
    const north = more.reduce((best, one) => (one.lat > best.lat ? one : best), first);
    this.#words(north, words, 'sb-map-words sb-map-words-area');
  }

  #ring({ centre, radiusM, words }: MapRing): void {
    L.circle([centre.lat, centre.lng], {
      radius: radiusM,
      className: 'sb-ring',
      weight: 2,
      dashArray: '2 6',
      fillOpacity: 0.03,
      interactive: false,
    }).addTo(this.#group);
    // The label sits on the northern edge of the ring: one degree of latitude is 111,320 m.
    this.#words(L.latLng(centre.lat + radiusM / 111_320, centre.lng), words);
  }

  #way({ kind, points }: MapWay): void {
    if (points.length < 2) return;
    const line = points.map(({ lat, lng }) => L.latLng(lat, lng));
    L.polyline(line, { ...WAYS[kind], className: `sb-way sb-way-${kind}`, interactive: false }).addTo(this.#group);
  }

  /** Where at this zoom a way is too short for them, its words are left to the lists. */
  #waysWords(ways: readonly MapWay[]): void {
    const drawn = ways.flatMap(({ points: [first, ...more], words }) => {
      const last = more.at(-1);
      if (first === undefined || last === undefined) return [];
      return [{ from: this.#at(first), to: this.#at(last), words }];
    });
    const taken: Box[] = drawn.flatMap(({ from, to }) => [...symbolBoxes(from), ...symbolBoxes(to, TAG_WORDS)]);
    for (const { from, to, words } of drawn) {
      const place = words === undefined ? null : placeAlong(from, to, words, taken);
      if (words === undefined || place === null) continue;
      taken.push(place);
      this.#words(this.#map.layerPointToLatLng([place.x, place.y]), words);
    }
  }

  #at({ lat, lng }: Spot): L.Point {
    return this.#map.latLngToLayerPoint([lat, lng]);
  }

  #words(at: L.LatLng, words: string, className = 'sb-map-words'): void {
    const text = document.createElement('span');
    text.textContent = words;
    L.tooltip({ permanent: true, direction: 'center', className, interactive: false })
      .setLatLng(at)
      .setContent(text)
      .addTo(this.#group);
  }
}
