import L from 'leaflet';
import { FetchSource, PMTiles } from 'pmtiles';
import {
  CenteredTextSymbolizer,
  OffsetTextSymbolizer,
  TextPlacements,
  leafletLayer,
  LineLabelSymbolizer,
  LineSymbolizer,
  PolygonSymbolizer,
  type LabelRule,
  type LeafletLayerOptions,
  type PaintRule,
} from 'protomaps-leaflet';
import { canTransfer, showStill } from './still-canvas.js';

const token = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Widths in pixels by zoom, between them in proportion. */
const widths =
  (...stops: readonly (readonly [zoom: number, px: number])[]) =>
  (zoom: number): number => {
    const after = stops.findIndex(([at]) => at > zoom);
    const [to, from] = [stops[after], stops[after - 1]];
    if (to === undefined) return stops.at(-1)?.[1] ?? 1;
    if (from === undefined) return to[1];
    return from[1] + ((zoom - from[0]) / (to[0] - from[0])) * (to[1] - from[1]);
  };
const MAIN = widths([8, 1], [12, 3], [15, 8], [18, 20]);
const STREET = widths([12, 0.6], [14, 2.5], [16, 7], [18, 16]);
const LANE = widths([13, 0.4], [15, 2.2], [17, 6], [19, 12]);

const kindIs =
  (...kinds: readonly string[]) =>
  (_zoom: number, { props }: { readonly props: Readonly<Record<string, unknown>> }): boolean =>
    kinds.includes(String(props['kind']));
const detailIs = (detail: string) => (_zoom: number, one: { readonly props: Readonly<Record<string, unknown>> }) =>
  one.props['kind'] === 'minor_road' && (one.props['kind_detail'] === 'service') === (detail === 'service');

const area = (dataLayer: string, fill: string, more: Partial<PaintRule> = {}): PaintRule => ({
  ...{ dataLayer, symbolizer: new PolygonSymbolizer({ fill: token(fill) }), ...more },
});
const line = (
  dataLayer: string,
  color: string,
  width: (zoom: number) => number,
  more: Partial<PaintRule> = {},
): PaintRule => ({
  ...{ dataLayer, symbolizer: new LineSymbolizer({ color: token(color), width, lineCap: 'round', lineJoin: 'round' }) },
  ...more,
});

/** Land, fields, hills, water, built ground, streets with their edges first, in the colours of the theme. */
const paintRules = (): PaintRule[] => [
  area('earth', '--m-land'),
  ...[1, 2, 3].map((height) =>
    area('landuse', `--m-hill-${String(height)}`, {
      filter: (_zoom, { props }) => props['kind'] === 'hill' && props['height'] === height,
    }),
  ),
  ...[1, 2, 3].map((shade) =>
    area('landuse', `--m-field-${String(shade)}`, {
      filter: (_zoom, { props }) => props['kind'] === 'farmland' && Number(props['shade'] ?? 1) === shade,
    }),
  ),
  area('landuse', '--m-wood', { filter: kindIs('wood', 'forest', 'park', 'grassland') }),
  area('landuse', '--m-built', { filter: kindIs('residential', 'commercial', 'industrial') }),
  area('water', '--m-water', { filter: (_zoom, { geomType }) => Number(geomType) === 3 }),
  line('water', '--m-water-edge', widths([9, 2], [13, 7], [17, 26]), { filter: kindIs('river') }),
  line('water', '--m-water', widths([9, 1], [13, 5], [17, 23]), { filter: kindIs('river', 'stream', 'canal') }),
  line('boundaries', '--m-border', widths([8, 0.8], [14, 1.4])),
  line('roads', '--m-road-edge', (zoom) => LANE(zoom) + 1.4, { filter: detailIs('service'), minzoom: 14 }),
  line('roads', '--m-road-edge', (zoom) => STREET(zoom) + 1.6, { filter: detailIs('residential'), minzoom: 12 }),
  line('roads', '--m-main-edge', (zoom) => MAIN(zoom) + 1.8, { filter: kindIs('major_road', 'highway') }),
  line('roads', '--m-road', LANE, { filter: detailIs('service'), minzoom: 13 }),
  line('roads', '--m-road', STREET, { filter: detailIs('residential') }),
  line('roads', '--m-main', MAIN, { filter: kindIs('major_road', 'highway') }),
  area('buildings', '--m-bldg', { minzoom: 15 }),
];

const FONT = 'system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';
const words = (size: number, fill: string, weight = 400) => ({
  ...{ labelProps: ['name'], font: `${String(weight)} ${String(size)}px ${FONT}`, fill: token(fill) },
  ...{ stroke: token('--m-halo'), width: 3 },
});
/** Homes and stations lie where a place has its middle: its name stands above them. */
const ABOVE = { offsetY: -20, placements: [TextPlacements.N] };
const labelRules = (): LabelRule[] => [
  {
    ...{
      dataLayer: 'places',
      maxzoom: 12,
      symbolizer: new OffsetTextSymbolizer({ ...words(15, '--m-label', 700), ...ABOVE }),
    },
    filter: (_zoom, { props }) => props['kind_detail'] === 'town' || props['kind_detail'] === 'city',
  },
  {
    ...{
      dataLayer: 'places',
      minzoom: 12,
      maxzoom: 16,
      symbolizer: new OffsetTextSymbolizer({ ...words(13, '--m-label'), ...ABOVE }),
    },
    filter: (_zoom, { props }) => props['kind_detail'] === 'village' || props['kind_detail'] === 'hamlet',
  },
  {
    dataLayer: 'water',
    minzoom: 13,
    symbolizer: new LineLabelSymbolizer(words(13, '--m-label-water')),
    filter: kindIs('river'),
  },
  {
    dataLayer: 'water',
    minzoom: 13,
    symbolizer: new CenteredTextSymbolizer(words(13, '--m-label-water')),
    filter: kindIs('lake'),
  },
  {
    dataLayer: 'roads',
    minzoom: 14,
    symbolizer: new LineLabelSymbolizer(words(12, '--m-label-2')),
    filter: kindIs('major_road'),
  },
  {
    dataLayer: 'roads',
    minzoom: 15,
    symbolizer: new LineLabelSymbolizer(words(12, '--m-label-2')),
    filter: detailIs('residential'),
  },
  {
    dataLayer: 'roads',
    minzoom: 17,
    symbolizer: new LineLabelSymbolizer(words(11, '--m-label-2')),
    filter: detailIs('service'),
  },
];

/** The file over HTTP. What cannot be read is reported, and then left out by the library without a word of its own on the page's log. */
class ReportingSource extends FetchSource {
  constructor(
    url: string,
    private readonly report: () => void,
  ) {
    super(url);
  }

  override async getBytes(...asked: Parameters<FetchSource['getBytes']>): ReturnType<FetchSource['getBytes']> {
    try {
      return await super.getBytes(...asked);
    } catch (error) {
      if (error instanceof Error && error.name === 'AbortError') throw error;
      this.report();
      throw new DOMException('a part of the map file could not be read', 'AbortError');
    }
  }
}

/**
 * Streets, houses and names out of a PMTiles file with the layer names of the Protomaps basemap, in the colours that hold now.
 * Throws when the file cannot be read; `failed` is called for each part of it that cannot be read later.
 */
export async function streetLayer(
  url: string,
  zIndex: number,
  failed: () => void,
): Promise<{ readonly layer: L.Layer; readonly attribution: string }> {
  const file = new PMTiles(new ReportingSource(url, failed));
  const { maxZoom } = await file.getHeader();
  const { attribution } = (await file.getMetadata()) as { readonly attribution?: unknown };
  // The library builds its layer on the Leaflet of the page, and looks for it in the global scope.
  (globalThis as { L?: typeof L }).L ??= L;
  // The types of the library name an older release of the reader; it calls `getZxy` alone, which is the same in both.
  const reader = file as unknown as NonNullable<LeafletLayerOptions['url']>;
  const layer = leafletLayer({
    ...{ url: reader, zIndex, maxDataZoom: maxZoom, paintRules: paintRules(), labelRules: labelRules() },
    backgroundColor: token('--m-land'),
  });
  drawsStills(layer as unknown as TileDrawer);
  return { layer: layer as unknown as L.Layer, attribution: typeof attribution === 'string' ? attribution : '' };
}

/** As much of the library's layer as draws a tile. It draws again when a name of a neighbour changes. */
interface TileDrawer {
  renderTile(coords: L.Coords, tile: DrawnTile, key: string, done?: () => void): Promise<void>;
}
type DrawnTile = HTMLCanvasElement & { readonly key?: string };

/** The library draws on a sheet outside the page; the page has finished pictures. */
function drawsStills(layer: TileDrawer): void {
  if (!canTransfer()) return;
  const render = layer.renderTile.bind(layer);
  layer.renderTile = (coords, tile, key, done) => {
    const sheet = new OffscreenCanvas(1, 1);
    // A tile that is no longer wanted loses its key, and is not drawn.
    const drawn = Object.defineProperty(sheet, 'key', { get: () => tile.key });
    return render(coords, drawn as unknown as DrawnTile, key, () => {
      showStill(tile, sheet);
      done?.();
    });
  };
}
