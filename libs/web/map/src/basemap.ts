import L from 'leaflet';

/** The bundled vector layer as `/api/v1/basemap` serves it: GeoJSON in WGS-84 with the kind of each feature. */
export interface Basemap {
  readonly type: 'FeatureCollection';
  readonly attribution?: string;
  readonly features: readonly unknown[];
}

interface Drawn {
  readonly kind?: string;
  readonly name?: string;
  readonly level?: number;
}

const drawn = (feature: unknown): Drawn => (feature as { properties?: Drawn | null } | undefined)?.properties ?? {};

const token = (name: string, fallback: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim() || fallback;

/** A line's edge is drawn below all lines, so that crossings stay open. */
type Pass = 'edge' | 'fill';

function styleOf(feature: unknown, pass: Pass): L.PathOptions {
  const { kind, level = 1 } = drawn(feature);
  const water = token('--m-water', '#c6dde5');
  const edge = (color: string, weight: number): L.PathOptions => ({ color, weight, fill: false, opacity: 1 });
  switch (kind) {
    case 'boundary':
      return {
        color: token('--m-border', '#8b8f98'),
        weight: level <= 1 ? 2 : level === 2 ? 1.4 : 0.8,
        dashArray: level <= 1 ? '' : '6 4',
        fillColor: token('--m-land', '#f2f0ea'),
        fillOpacity: level <= 1 ? 1 : 0,
      };
    case 'river':
      return edge(pass === 'edge' ? token('--m-water-edge', '#aacbd7') : water, pass === 'edge' ? 9 : 7);
    case 'lake':
      return { color: token('--m-water-edge', '#aacbd7'), weight: 1, fillColor: water, fillOpacity: 1 };
    case 'road':
      return pass === 'edge' ? edge(token('--m-main-edge', '#d3b878'), 8) : edge(token('--m-main', '#fbe9bd'), 6);
    case 'street':
      return pass === 'edge' ? edge(token('--m-road-edge', '#cfcabf'), 6) : edge(token('--m-road', '#ffffff'), 4);
    default:
      return pass === 'edge' ? edge(token('--m-road-edge', '#cfcabf'), 3.5) : edge(token('--m-road', '#ffffff'), 2.2);
  }
}

const hasEdge = (feature: unknown): boolean => !['boundary', 'lake'].includes(drawn(feature).kind ?? '');

const order = ['boundary', 'lake', 'river', 'lane', 'street', 'road'];
/** The zoom from which a name is worth its space. */
const namedFrom: Record<string, number> = { lake: 13, river: 13, road: 14, street: 15, lane: 17 };

/** Names of the outermost boundary, the next and the innermost: at each zoom one level of names, never two on top of each other. */
const boundaryNames: readonly (readonly [from: number, to: number])[] = [
  [8, 10],
  [10, 13],
  [13, 18],
];

/**
 * Draws the lowest tier of the map: boundaries, water and streets on one canvas, names by zoom. No tile, no request.
 * @param named whether names are written: a better tier above this one brings its own
 */
export function drawBasemap(map: L.Map, basemap: Basemap, named: boolean): () => void {
  const features = [...basemap.features].sort((a, b) => {
    const rank = (feature: unknown): number =>
      order.indexOf(drawn(feature).kind ?? '') * 10 + (drawn(feature).level ?? 0);
    return rank(a) - rank(b);
  });
  const canvas = L.canvas({ padding: 0.3, pane: 'tilePane' });
  const layerOf = (some: readonly unknown[], pass: Pass): L.GeoJSON =>
    L.geoJSON(
      { type: 'FeatureCollection', features: some } as unknown as GeoJSON.FeatureCollection,
      {
        style: (feature: unknown) => styleOf(feature, pass),
        interactive: false,
        renderer: canvas,
      } as L.GeoJSONOptions,
    ).addTo(map);
  const ground = layerOf(
    features.filter((one) => !hasEdge(one)),
    'fill',
  );
  const edges = layerOf(features.filter(hasEdge), 'edge');
  const lines = layerOf(features.filter(hasEdge), 'fill');

  const names: { readonly at: L.LatLng; readonly from: number; readonly to: number; readonly tip: L.Tooltip }[] = [];
  const levels = [
    ...new Set(features.filter((one) => drawn(one).kind === 'boundary').map((one) => drawn(one).level ?? 1)),
  ].sort((a, b) => a - b);
  const nameOf = (one: L.Layer): void => {
    const { kind = '', name, level = 1 } = drawn((one as L.Layer & { feature?: unknown }).feature);
    if (!name || !(one instanceof L.Polyline)) return;
    const at = one.getBounds().getCenter();
    const [from, to] =
      kind === 'boundary' ? (boundaryNames[levels.indexOf(level)] ?? [13, 18]) : [namedFrom[kind] ?? 16, 20];
    const tip = L.tooltip({
      permanent: true,
      // Below the markers: a street's name never covers an incident.
      pane: 'shadowPane',
      direction: 'center',
      // Homes and stations lie where a place has its middle: its name stands above them.
      offset: kind === 'boundary' ? [0, -22] : [0, 0],
      className: `sb-map-name sb-map-name-${kind}`,
      interactive: false,
    })
      .setLatLng(at)
      .setContent(textOnly(name));
    names.push({ at, from, to, tip });
  };
  if (named) {
    ground.eachLayer(nameOf);
    lines.eachLayer(nameOf);
  }
  const showNames = (): void => {
    const zoom = map.getZoom();
    const view = map.getBounds();
    for (const { at, from, to, tip } of names) {
      const wanted = zoom >= from && zoom < to && view.contains(at);
      if (wanted && !map.hasLayer(tip)) tip.addTo(map);
      if (!wanted && map.hasLayer(tip)) tip.remove();
    }
  };
  map.on('zoomend moveend', showNames);
  showNames();
  return () => {
    map.off('zoomend moveend', showNames);
    for (const { tip } of names) tip.remove();
    for (const layer of [lines, edges, ground]) layer.remove();
    canvas.remove();
  };
}

export function boundsOf(basemap: Basemap): L.LatLngBounds | null {
  const bounds = L.geoJSON({
    type: 'FeatureCollection',
    features: [...basemap.features],
  } as unknown as GeoJSON.FeatureCollection).getBounds();
  return bounds.isValid() ? bounds : null;
}

/** Leaflet writes tooltips as HTML; a name from a data set is text. */
function textOnly(text: string): HTMLElement {
  const element = document.createElement('span');
  element.textContent = text;
  return element;
}
