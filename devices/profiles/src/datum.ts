import { geoPoint, isShiftedToGcj02, wgs84From, type GeoPoint } from '@silverbell/kernel';
import type { RawPosition } from '@silverbell/mqtt-contract';
import type { SignalPosition } from './profile.js';

/** With an unknown datum a position in China may be this far off. */
const UNKNOWN_DATUM_M = 700;

/** The position of a device in WGS-84; with an unknown datum it is at best this precise. */
export function toWgs84(raw: RawPosition): SignalPosition | null {
  const pair = wgs84From(raw.datum, raw);
  const point: GeoPoint | null = geoPoint(pair.lat, pair.lng);
  if (!point) return null;
  const blurred = raw.datum === 'unknown' && isShiftedToGcj02(raw);
  return {
    point,
    accuracyM: blurred ? Math.max(raw.accuracyM ?? 0, UNKNOWN_DATUM_M) : raw.accuracyM,
    fixAt: raw.fixAt,
    source: raw.source,
  };
}
