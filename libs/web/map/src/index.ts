export type { MapSources, ShownTier } from './base-layers.js';
export { boundsOf, type Basemap } from './basemap.js';
export { MapView, type MapSides, type MapViewProps } from './map-view.js';
export type { MapMarker } from './markers.js';
export type { KnownMover, MoverFeed, MoversShown } from './movers-layer.js';
export { lookOf, type MoverLook, type MoverPlace } from './mover-tracks.js';
export type { MapArea, MapLabel, MapRing, MapWay } from './overlays.js';
export type { MapTier } from './tier-choice.js';
