export { boundsOf, type Basemap } from './basemap.js';
export { MapView, type MapSides, type MapViewProps } from './map-view.js';
export type { MapMarker } from './markers.js';
export type { MapRing, MapWay } from './overlays.js';
