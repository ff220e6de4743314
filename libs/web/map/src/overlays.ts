import L from 'leaflet';

interface Spot {
  readonly lat: number;
  readonly lng: number;
}

/** A way on the map. `asked`: an open offer, `ahead`: still to go by one who accepted, `trail`: gone already. */
export interface MapWay {
  readonly id: string;
  readonly kind: 'asked' | 'ahead' | 'trail';
  readonly points: readonly Spot[];
  /** Stands at the middle of the way; the words are in the lists beside the map, too. */
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

const WAYS = {
  asked: { weight: 2, dashArray: '6 6' },
  ahead: { weight: 4, dashArray: '1 8' },
  trail: { weight: 4, dashArray: '' },
} as const;

/** What is drawn between base map and markers: the reach ring and the ways to the destination. Looked at, never pressed. */
export class OverlayLayer {
  readonly #group: L.LayerGroup;
  #drawn = '';

  constructor(map: L.Map) {
    this.#group = L.layerGroup().addTo(map);
  }

  show(ring: MapRing | null, ways: readonly MapWay[], words: readonly MapLabel[]): void {
    const wanted = JSON.stringify([ring, ways, words]);
    if (wanted === this.#drawn) return;
    this.#drawn = wanted;
    this.#group.clearLayers();
    if (ring !== null) this.#ring(ring);
    for (const way of ways) this.#way(way);
    for (const one of words) this.#words(L.latLng(one.lat, one.lng), one.words, 'sb-map-words sb-map-words-dark');
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

  #way({ kind, points, words }: MapWay): void {
    const line = points.map(({ lat, lng }) => L.latLng(lat, lng));
    const [first, last] = [line[0], line.at(-1)];
    if (first === undefined || last === undefined || line.length < 2) return;
    L.polyline(line, { ...WAYS[kind], className: `sb-way sb-way-${kind}`, interactive: false }).addTo(this.#group);
    if (words !== undefined) this.#words(L.latLngBounds([first, last]).getCenter(), words);
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
