import { distanceM, geoPoint, refuse, wgs84From, type Datum, type GeoPoint, type Refusal } from '@silverbell/kernel';
import type { PlaceWarning } from '@silverbell/vocabulary';
import { isWithin, type Boundary } from './boundary.js';

/** A position as it was written down. */
export interface WrittenPlace {
  readonly lat: number;
  readonly lng: number;
  readonly datum: Datum;
}

/** What a place is judged against: the region it is put on file in. */
export interface RegionPlace {
  readonly centre: GeoPoint;
  readonly boundary: Boundary | null;
}

/** Farther than this from the centre of its region a place is probably a mistake of the datum or of the order of the figures. */
const FAR_M = 50_000;

/** In WGS-84; 0/0 means that there was no position. */
export function placeOnFile({ lat, lng, datum }: WrittenPlace): GeoPoint | Refusal<'place-nowhere'> {
  if (geoPoint(lat, lng) === null) return refuse('place-nowhere');
  const pair = wgs84From(datum, { lat, lng });
  return geoPoint(pair.lat, pair.lng) ?? refuse('place-nowhere');
}

/** A doubtful place is kept all the same: a home outside its region is better than no home. `null`: there is no region to judge it by. */
export function placeWarnings(point: GeoPoint, datum: Datum, region: RegionPlace | null): readonly PlaceWarning[] {
  return [
    ...(datum === 'unknown' ? (['datum-unknown'] as const) : []),
    ...(region !== null && region.boundary !== null && !isWithin(region.boundary, point)
      ? (['outside-boundary'] as const)
      : []),
    ...(region !== null && distanceM(region.centre, point) > FAR_M ? (['far-from-centre'] as const) : []),
  ];
}
