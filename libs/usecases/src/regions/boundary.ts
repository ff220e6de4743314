import type { GeoPoint } from '@silverbell/kernel';

/** Longitude before latitude, as GeoJSON has it; WGS-84. */
type Position = readonly [lng: number, lat: number];
/** The first ring is the outer one, further ones are holes. */
type Rings = readonly (readonly Position[])[];

/** The boundary of a region: a GeoJSON geometry. */
export type Boundary =
  | { readonly type: 'Polygon'; readonly coordinates: Rings }
  | { readonly type: 'MultiPolygon'; readonly coordinates: readonly Rings[] };

export function isWithin(boundary: Boundary, point: GeoPoint): boolean {
  const polygons = boundary.type === 'Polygon' ? [boundary.coordinates] : boundary.coordinates;
  return polygons.some(
    ([outer = [], ...holes]) => isInRing(outer, point) && !holes.some((one) => isInRing(one, point)),
  );
}

/** Counts how often a line to the east crosses the ring. */
function isInRing(ring: readonly Position[], { lat, lng }: GeoPoint): boolean {
  let inside = false;
  for (const [n, [lngA, latA]] of ring.entries()) {
    const [lngB, latB] = ring.at(n - 1) ?? [lngA, latA];
    if (latA > lat === latB > lat) continue;
    if (lng < ((lngB - lngA) * (lat - latA)) / (latB - latA) + lngA) inside = !inside;
  }
  return inside;
}
