import {
  after,
  distanceM,
  geoPoint,
  hours,
  minutes,
  type Duration,
  type GeoPoint,
  type Instant,
} from '@silverbell/kernel';

/** When a lost person has minutes and not hours (safety case 2.1 E). */
export interface AdverseConditionsPolicy {
  readonly coldBelowC: number;
  readonly hotAboveC: number;
  /** A temperature of this morning says nothing of the night. */
  readonly weatherValidFor: Duration;
  /** The clock of a weather station may be this much ahead of the platform's. */
  readonly weatherAheadAtMost: Duration;
  readonly waterWithinM: number;
}
export const defaultAdverseConditions: AdverseConditionsPolicy = {
  coldBelowC: 5,
  hotAboveC: 35,
  weatherValidFor: hours(6),
  weatherAheadAtMost: minutes(5),
  waterWithinM: 200,
};

/** A river is a line, a lake a ring that is closed. */
export interface OpenWater {
  readonly kind: 'line' | 'ring';
  readonly points: readonly GeoPoint[];
}

export interface EnvironmentConditions {
  /** `null`: temperature unknown. Unknown counts as mild; night and open water are still evaluated. */
  readonly temperatureC: number | null;
  readonly openWater: readonly OpenWater[];
}

/** Why an observation of the weather is not taken; `null`: it is. */
export function weatherFault(
  observedAt: Instant,
  now: Instant,
  policy: AdverseConditionsPolicy = defaultAdverseConditions,
): 'weather-not-yet' | 'weather-too-old' | null {
  if (observedAt > after(now, policy.weatherAheadAtMost)) return 'weather-not-yet';
  return after(observedAt, policy.weatherValidFor) <= now ? 'weather-too-old' : null;
}

export const isWeatherAdverse = (
  temperatureC: number | null,
  policy: AdverseConditionsPolicy = defaultAdverseConditions,
): boolean => temperatureC !== null && (temperatureC < policy.coldBelowC || temperatureC > policy.hotAboveC);

/** Cold, heat, or open water near the place where she was seen last. Night is for the caller to add. */
export const isEnvironmentAdverse = (
  { temperatureC, openWater }: EnvironmentConditions,
  at: GeoPoint | null,
  policy: AdverseConditionsPolicy = defaultAdverseConditions,
): boolean =>
  isWeatherAdverse(temperatureC, policy) ||
  (at !== null && openWater.some((water) => distanceToWaterM(at, water) <= policy.waterWithinM));

/** 0 inside a lake. */
export function distanceToWaterM(at: GeoPoint, { kind, points }: OpenWater): number {
  if (kind === 'ring' && isInside(at, points)) return 0;
  let nearest = Infinity;
  for (let i = 0; i + 1 < points.length; i += 1)
    nearest = Math.min(nearest, distanceToStretchM(at, points[i] as GeoPoint, points[i + 1] as GeoPoint));
  return points.length === 1 ? distanceM(at, points[0] as GeoPoint) : nearest;
}

/** Flat around the point: good to a metre over the few hundred that matter here. */
function distanceToStretchM(at: GeoPoint, from: GeoPoint, to: GeoPoint): number {
  const shrink = Math.cos((at.lat * Math.PI) / 180);
  const flat = (point: GeoPoint): [number, number] => [(point.lng - at.lng) * shrink, point.lat - at.lat];
  const [[ax, ay], [bx, by]] = [flat(from), flat(to)];
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / length));
  const foot = geoPoint(at.lat + ay + dy * along, at.lng + (ax + dx * along) / shrink);
  return foot === null ? Infinity : distanceM(at, foot);
}

function isInside({ lat, lng }: GeoPoint, ring: readonly GeoPoint[]): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
    const [a, b] = [ring[i] as GeoPoint, ring[j] as GeoPoint];
    if (a.lat > lat !== b.lat > lat && lng < ((b.lng - a.lng) * (lat - a.lat)) / (b.lat - a.lat) + a.lng)
      inside = !inside;
  }
  return inside;
}
