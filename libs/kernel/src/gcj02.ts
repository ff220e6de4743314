import type { Datum } from './place.js';

// GCJ-02 is WGS-84 with a published-by-reverse-engineering shift of up to about 700 m inside China; BD-09 adds Baidu's own.
const AXIS_M = 6_378_245;
const ECCENTRICITY_SQUARED = 0.006_693_421_622_965_943;
const BD_FACTOR = (Math.PI * 3000) / 180;
/** A position of some datum; `GeoPoint` is WGS-84. */
interface Pair {
  readonly lat: number;
  readonly lng: number;
}

/** The rectangle in which GCJ-02 differs from WGS-84. */
export const isShiftedToGcj02 = ({ lat, lng }: Pair): boolean =>
  lng > 72.004 && lng < 137.8347 && lat > 0.8293 && lat < 55.8271;

const wave = (x: number, period: number): number => Math.sin((x * Math.PI) / period);

function shift({ lat, lng }: Pair): Pair {
  const x = lng - 105;
  const y = lat - 35;
  const ripple = (20 * wave(x, 1 / 6) + 20 * wave(x, 1 / 2)) * (2 / 3);
  const north =
    -100 +
    2 * x +
    3 * y +
    0.2 * y * y +
    0.1 * x * y +
    0.2 * Math.sqrt(Math.abs(x)) +
    ripple +
    ((20 * wave(y, 1) + 40 * wave(y, 3)) * 2) / 3 +
    ((160 * wave(y, 12) + 320 * wave(y, 30)) * 2) / 3;
  const east =
    300 +
    x +
    2 * y +
    0.1 * x * x +
    0.1 * x * y +
    0.1 * Math.sqrt(Math.abs(x)) +
    ripple +
    ((20 * wave(x, 1) + 40 * wave(x, 3)) * 2) / 3 +
    ((150 * wave(x, 12) + 300 * wave(x, 30)) * 2) / 3;
  const radLat = (lat * Math.PI) / 180;
  const magic = 1 - ECCENTRICITY_SQUARED * Math.sin(radLat) ** 2;
  const root = Math.sqrt(magic);
  return {
    lat: (north * 180) / (((AXIS_M * (1 - ECCENTRICITY_SQUARED)) / (magic * root)) * Math.PI),
    lng: (east * 180) / ((AXIS_M / root) * Math.cos(radLat) * Math.PI),
  };
}

export function wgs84ToGcj02(point: Pair): Pair {
  if (!isShiftedToGcj02(point)) return point;
  const by = shift(point);
  return { lat: point.lat + by.lat, lng: point.lng + by.lng };
}

/** The shift has no closed inverse; five rounds bring it below a centimetre. */
export function gcj02ToWgs84(point: Pair): Pair {
  if (!isShiftedToGcj02(point)) return point;
  let guess = point;
  for (let round = 0; round < 5; round += 1) {
    const there = wgs84ToGcj02(guess);
    guess = { lat: guess.lat + point.lat - there.lat, lng: guess.lng + point.lng - there.lng };
  }
  return guess;
}

export function bd09ToGcj02({ lat, lng }: Pair): Pair {
  const x = lng - 0.0065;
  const y = lat - 0.006;
  const z = Math.hypot(x, y) - 0.00002 * Math.sin(y * BD_FACTOR);
  const theta = Math.atan2(y, x) - 0.000003 * Math.cos(x * BD_FACTOR);
  return { lat: z * Math.sin(theta), lng: z * Math.cos(theta) };
}

/** A position in WGS-84, whatever it was measured in; of an unknown datum it is taken as it stands. */
export const wgs84From = (datum: Datum, point: Pair): Pair =>
  datum === 'gcj02' ? gcj02ToWgs84(point) : datum === 'bd09' ? gcj02ToWgs84(bd09ToGcj02(point)) : point;
