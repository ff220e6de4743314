import type { Branded } from './ids.js';

/** The datum a position was measured in; only WGS-84 travels inside the house. */
export type Datum = 'wgs84' | 'gcj02' | 'bd09' | 'unknown';

/** Degrees, WGS-84. Made by {@link geoPoint} only, so an unconverted point does not fit. */
export type GeoPoint = Branded<{ readonly lat: number; readonly lng: number }, 'GeoPoint'>;

/** `null` when the pair is no place: out of range, not finite, or the 0/0 that means "no fix". */
export function geoPoint(lat: number, lng: number): GeoPoint | null {
  if (!Number.isFinite(lat) || !Number.isFinite(lng)) return null;
  if (Math.abs(lat) > 90 || Math.abs(lng) > 180) return null;
  if (Math.abs(lat) < 1e-6 && Math.abs(lng) < 1e-6) return null;
  return { lat, lng } as GeoPoint;
}

const EARTH_RADIUS_M = 6_371_008.8; // mean radius, IUGG
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Great-circle distance in metres. */
export function distanceM(a: GeoPoint, b: GeoPoint): number {
  const dLat = radians(b.lat - a.lat);
  const dLng = radians(b.lng - a.lng);
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(dLng / 2) ** 2;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h)));
}
