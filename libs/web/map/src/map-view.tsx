import L from 'leaflet';
import 'leaflet/dist/leaflet.css';
import { useEffect, useRef } from 'react';
import { boundsOf, drawBasemap, type Basemap } from './basemap.js';
import './map.css';
import { MarkerLayer, type MapMarker } from './markers.js';

export interface MapViewProps {
  /** The name of the region for screen readers, for example 地图. */
  readonly label: string;
  readonly basemap: Basemap | null;
  readonly markers: readonly MapMarker[];
  readonly selectedId: string | null;
  readonly onSelect: (id: string) => void;
  /** A click on the map itself chooses a place. */
  readonly onPick?: (point: { readonly lat: number; readonly lng: number }) => void;
  /** Where to look when the selection changes. */
  readonly focus: { readonly lat: number; readonly lng: number } | null;
  /** All of these are to be seen at once; goes before `focus`. */
  readonly fit?: readonly { readonly lat: number; readonly lng: number }[];
  /** Which base layer this is, in words; 演示地图（虚构） in demo mode. */
  readonly caption: string;
  readonly zoomInLabel: string;
  readonly zoomOutLabel: string;
}

/** Leaflet in a React coat: React decides what is on the map, Leaflet where; positions never pass through React's render. */
export function MapView(props: MapViewProps) {
  const holder = useRef<HTMLDivElement>(null);
  const map = useRef<L.Map | null>(null);
  const layer = useRef<MarkerLayer | null>(null);
  const fit = useRef<(() => void) | null>(null);
  const select = useRef(props.onSelect);
  select.current = props.onSelect;
  const pick = useRef(props.onPick);
  pick.current = props.onPick;

  useEffect(() => {
    const element = holder.current;
    if (element === null) return;
    const made = L.map(element, {
      zoomControl: false,
      attributionControl: false,
      minZoom: 8,
      maxZoom: 19,
      zoomSnap: 0.5,
    });
    made.setView([35, 105], 8);
    L.control
      .zoom({ position: 'topleft', zoomInTitle: props.zoomInLabel, zoomOutTitle: props.zoomOutLabel })
      .addTo(made);
    made.on('click', ({ latlng }) => pick.current?.({ lat: latlng.lat, lng: latlng.lng }));
    map.current = made;
    layer.current = new MarkerLayer(made, (id) => select.current(id));
    // A map in a dialog has no size until the dialog stands: what was fitted into nothing is fitted again.
    const sized = new ResizeObserver(() => {
      const hadNone = made.getSize().x === 0 || made.getSize().y === 0;
      made.invalidateSize({ animate: false });
      if (hadNone) fit.current?.();
    });
    sized.observe(element);
    return () => {
      sized.disconnect();
      made.remove();
      map.current = null;
      layer.current = null;
    };
    // The labels of the zoom buttons are set once; a change of language remounts the map by its key.
  }, []);

  const { basemap } = props;
  useEffect(() => {
    if (map.current === null || basemap === null) return;
    const bounds = boundsOf(basemap);
    if (bounds !== null) map.current.fitBounds(bounds, { animate: false, padding: [10, 10] });
    return drawBasemap(map.current, basemap);
  }, [basemap]);

  useEffect(() => {
    layer.current?.show(props.markers, props.selectedId);
  }, [props.markers, props.selectedId]);

  const { lat, lng } = props.fit === undefined ? (props.focus ?? {}) : {};
  useEffect(() => {
    if (map.current === null || lat === undefined || lng === undefined) return;
    map.current.setView([lat, lng], Math.max(map.current.getZoom(), 15), { animate: false });
  }, [lat, lng, basemap]);

  const fitted = (props.fit ?? []).map((one) => `${one.lat},${one.lng}`).join(' ');
  useEffect(() => {
    if (fitted === '') return;
    const points = fitted.split(' ').map((one) => one.split(',').map(Number) as [number, number]);
    fit.current = () =>
      map.current?.fitBounds(L.latLngBounds(points), { animate: false, padding: [40, 40], maxZoom: 16 });
    fit.current();
  }, [fitted, basemap]);

  return (
    <div className="sb-map" role="region" aria-label={props.label}>
      <div ref={holder} className="sb-map-canvas" />
      <p className="sb-map-caption">{props.caption}</p>
    </div>
  );
}
