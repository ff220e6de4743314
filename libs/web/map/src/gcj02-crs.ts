import { gcj02ToWgs84, wgs84ToGcj02 } from '@silverbell/kernel';
import L from 'leaflet';
import { worldPoint, type Projector } from './point-buckets.js';

const WORLD_PX_AT_ZOOM_0 = 256;
const mercator = L.Projection.SphericalMercator;

/**
 * The projection of tiles that are drawn in GCJ-02: what we hold in WGS-84 is moved onto them, once, for every layer, and a click comes back
 * in WGS-84. A layer that converted by itself would be right alone and wrong beside the others.
 */
export const GCJ02_CRS: L.CRS = L.extend({}, L.CRS.EPSG3857, {
  projection: {
    bounds: mercator.bounds,
    project: ({ lat, lng }: L.LatLng): L.Point => {
      const moved = wgs84ToGcj02({ lat, lng });
      return mercator.project(L.latLng(moved.lat, moved.lng));
    },
    unproject: (point: L.Point): L.LatLng => {
      const moved = gcj02ToWgs84(mercator.unproject(point));
      return L.latLng(moved.lat, moved.lng);
    },
  },
}) as L.CRS;

/** As the map is drawn now: own canvases would else stand some 500 m beside everything that Leaflet places. */
export const projectorOf = ({ options: { crs } }: L.Map): Projector =>
  crs === undefined || crs === L.CRS.EPSG3857
    ? worldPoint
    : (lat, lng) => crs.latLngToPoint(L.latLng(lat, lng), 0).divideBy(WORLD_PX_AT_ZOOM_0);
