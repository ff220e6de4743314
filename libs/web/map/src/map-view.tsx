import L from 'leaflet';
import 'leaflet/dist/leaflet.css';
import { useEffect, useRef, useState } from 'react';
import { BaseLayers, type MapSources, type ShownTier } from './base-layers.js';
import { boundsOf, drawBasemap, type Basemap } from './basemap.js';
import { EdgePointers } from './edge-pointers.js';
import { HomesLayer } from './homes-layer.js';
import './map.css';
import { MarkerLayer, type MapMarker } from './markers.js';
import { MoversLayer, type MoversShown } from './movers-layer.js';
import { OverlayLayer, type MapArea, type MapLabel, type MapRing, type MapWay } from './overlays.js';
import { useTheme } from './use-theme.js';

export interface MapSides {
  readonly south: number;
  readonly west: number;
  readonly north: number;
  readonly east: number;
}

export interface MapViewProps {
  /** The name of the region for screen readers, for example 地图. */
  readonly label: string;
  readonly basemap: Basemap | null;
  readonly markers: readonly MapMarker[];
  readonly selectedId: string | null;
  readonly onSelect: (id: string) => void;
  /** A click on the map itself chooses a place. */
  readonly onPick?: (point: { readonly lat: number; readonly lng: number }) => void;
  /** The part of the earth that is in view, each time it has changed; degrees, WGS-84. */
  readonly onView?: (view: MapSides) => void;
  /** Where to look when the selection changes. */
  readonly focus: { readonly lat: number; readonly lng: number } | null;
  /** At least so near `focus` is looked at; 15 shows a few streets. */
  readonly focusZoom?: number;
  /** All of these are to be seen at once; goes before `focus`. */
  readonly fit?: readonly { readonly lat: number; readonly lng: number }[] | undefined;
  /** What may be drawn above the base map, of `GET /meta`; absent: nothing. */
  readonly sources?: MapSources | undefined;
  /** Which tier of the base map this is, in words; 演示地图（虚构） in demo mode. */
  readonly caption: (tier: ShownTier['tier']) => string;
  readonly zoomInLabel: string;
  readonly zoomOutLabel: string;
  /** How far help comes in time, around the destination. */
  readonly ring?: MapRing | null;
  readonly ways?: readonly MapWay[];
  /** Homes as dots without a name: latitude and longitude in degrees. Given: the map has this layer; `null`: it is put away. */
  readonly homes?: readonly (readonly [lat: number, lng: number])[] | null;
  /** Homes that no helper reaches in time, as black squares. */
  readonly gaps?: readonly (readonly [lat: number, lng: number])[] | null;
  readonly words?: readonly MapLabel[];
  /** Around homes that have lost something in common; looked at, never pressed. */
  readonly areas?: readonly MapArea[];
  /** Everybody who moves; `null`: the layer is put away. */
  readonly movers?: MoversShown | null;
  /** Incidents outside the view are named at the edge; it words how many more there are than have room. */
  readonly pointers?: (more: number) => string;
  /** In a flood: so many incidents in view stand in the queue alone. */
  readonly left?: (count: number) => string;
  /** Back to what `fit` or `focus` shows, each time this number changes. */
  readonly recentred?: number;
}

const PLAIN: ShownTier = { tier: 'plain', credit: '' };
const NO_SOURCES: MapSources = { file: null, tiles: null };

/** Leaflet in a React coat: React decides what is on the map, Leaflet where; positions never pass through React's render. */
export function MapView(props: MapViewProps) {
  const holder = useRef<HTMLDivElement>(null);
  const map = useRef<L.Map | null>(null);
  const layer = useRef<MarkerLayer | null>(null);
  const overlays = useRef<OverlayLayer | null>(null);
  const pointers = useRef<EdgePointers | null>(null);
  const homesLayer = useRef<HomesLayer | null>(null);
  const gapsLayer = useRef<HomesLayer | null>(null);
  const moversLayer = useRef<MoversLayer | null>(null);
  const fit = useRef<(() => void) | null>(null);
  const select = useRef(props.onSelect);
  select.current = props.onSelect;
  const [left, setLeft] = useState(0);
  const pick = useRef(props.onPick);
  pick.current = props.onPick;
  const view = useRef(props.onView);
  view.current = props.onView;

  useEffect(() => {
    const element = holder.current;
    if (element === null) return;
    const made = L.map(element, {
      zoomControl: false,
      attributionControl: false,
      minZoom: 8,
      maxZoom: 19,
      zoomSnap: 0.5,
      // Every new tile would change in each frame for a fifth of a second, and without a GPU the whole map with it.
      fadeAnimation: false,
    });
    made.setView([35, 105], 8);
    L.control
      .zoom({ position: 'topleft', zoomInTitle: props.zoomInLabel, zoomOutTitle: props.zoomOutLabel })
      .addTo(made);
    made.on('click', ({ latlng }) => pick.current?.({ lat: latlng.lat, lng: latlng.lng }));
    made.on('moveend', () => {
      const sides = made.getBounds();
      view.current?.({
        ...{ south: sides.getSouth(), west: sides.getWest(), north: sides.getNorth(), east: sides.getEast() },
      });
    });
    map.current = made;
    homesLayer.current = new HomesLayer(made);
    gapsLayer.current = new HomesLayer(made, true);
    overlays.current = new OverlayLayer(made);
    moversLayer.current = new MoversLayer(made);
    layer.current = new MarkerLayer(made, (id) => select.current(id), setLeft);
    if (props.pointers) pointers.current = new EdgePointers(made, (id) => select.current(id), props.pointers);
    L.control.scale({ position: 'bottomleft', imperial: false }).addTo(made);
    // A map in a dialog has no size until the dialog stands: what was fitted into nothing is fitted again.
    const sized = new ResizeObserver(() => {
      const hadNone = made.getSize().x === 0 || made.getSize().y === 0;
      made.invalidateSize({ animate: false });
      if (hadNone) fit.current?.();
    });
    sized.observe(element);
    return () => {
      sized.disconnect();
      moversLayer.current?.remove();
      made.remove();
      // Leaflet reports the end of a resize 200 ms later, on a map that is gone as well: nothing of ours may listen any more.
      made.off();
      map.current = null;
      layer.current = null;
      overlays.current = null;
      pointers.current = null;
      homesLayer.current = null;
      gapsLayer.current = null;
      moversLayer.current = null;
    };
    // The labels of the zoom buttons are set once; a change of language remounts the map by its key.
  }, []);

  const { basemap } = props;
  useEffect(() => {
    if (map.current === null || basemap === null) return;
    const bounds = boundsOf(basemap);
    if (bounds !== null) map.current.fitBounds(bounds, { animate: false, padding: [10, 10] });
  }, [basemap]);
  const theme = useTheme();
  const [shown, setShown] = useState<ShownTier>(PLAIN);
  const layers = useRef<BaseLayers | null>(null);
  const sources = JSON.stringify(props.sources ?? NO_SOURCES);
  useEffect(() => {
    if (map.current === null) return;
    const made = new BaseLayers(map.current, JSON.parse(sources) as MapSources, setShown);
    layers.current = made;
    return () => made.remove();
  }, [sources]);
  useEffect(() => layers.current?.redraw(), [theme]);
  const named = shown.tier === 'plain';
  useEffect(
    () => (map.current === null || basemap === null ? undefined : drawBasemap(map.current, basemap, named)),
    [basemap, theme, named],
  );

  useEffect(() => {
    layer.current?.show(props.markers, props.selectedId);
    pointers.current?.show(props.markers);
  }, [props.markers, props.selectedId]);

  const { homes = null, gaps = null } = props;
  useEffect(() => homesLayer.current?.show(homes), [homes, theme]);
  useEffect(() => gapsLayer.current?.show(gaps), [gaps, theme]);

  const { movers = null } = props;
  useEffect(() => moversLayer.current?.show(movers), [movers]);
  useEffect(() => moversLayer.current?.recolour(), [theme]);

  const { ring = null, ways, words, areas } = props;
  useEffect(() => overlays.current?.show(ring, ways ?? [], words ?? [], areas), [ring, ways, words, areas]);

  const { lat, lng } = props.fit === undefined ? (props.focus ?? {}) : {};
  useEffect(() => {
    if (map.current === null || lat === undefined || lng === undefined) return;
    map.current.setView([lat, lng], Math.max(map.current.getZoom(), props.focusZoom ?? 15), { animate: false });
  }, [lat, lng, basemap, props.recentred]);

  const fitted = (props.fit ?? []).map((one) => `${one.lat},${one.lng}`).join(' ');
  useEffect(() => {
    if (fitted === '') {
      fit.current = null;
      return;
    }
    const points = fitted.split(' ').map((one) => one.split(',').map(Number) as [number, number]);
    fit.current = () =>
      map.current?.fitBounds(L.latLngBounds(points), { animate: false, padding: [40, 40], maxZoom: 16 });
    fit.current();
  }, [fitted, basemap, props.recentred]);

  return (
    <div className="sb-map" role="region" aria-label={props.label}>
      <div ref={holder} className="sb-map-canvas" />
      <p className="sb-map-caption" role="status">
        {[left === 0 ? '' : (props.left?.(left) ?? ''), props.caption(shown.tier), shown.credit]
          .filter((one) => one !== '')
          .join(' · ')}
      </p>
    </div>
  );
}
