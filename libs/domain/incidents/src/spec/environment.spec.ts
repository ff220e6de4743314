import { describe, expect, it } from '@jest/globals';
import { after, geoPoint, hours, instant, minutes, type Duration, type GeoPoint } from '@silverbell/kernel';
import {
  distanceToWaterM,
  isEnvironmentAdverse,
  isWeatherAdverse,
  weatherFault,
  type OpenWater,
} from '../environment.js';

const at = (lat: number, lng: number): GeoPoint => geoPoint(lat, lng) as GeoPoint;
const HERE = at(30, 119);
/** A ring of about 2 by 2 km around the point. */
const lake: OpenWater = {
  kind: 'ring',
  points: [at(29.99, 118.99), at(30.01, 118.99), at(30.01, 119.01), at(29.99, 119.01), at(29.99, 118.99)],
};
const river = (lng: number): OpenWater => ({ kind: 'line', points: [at(29.9, lng), at(30.1, lng)] });
const around = (temperatureC: number | null, ...openWater: readonly OpenWater[]) => ({ temperatureC, openWater });

describe('where minutes count', () => {
  it.each([
    [-8, true],
    [4.9, true],
    [5, false],
    [21, false],
    [35, false],
    [35.1, true],
    [null, false],
  ])('at %s °C: %s', (temperatureC, harsh) => {
    expect(isWeatherAdverse(temperatureC)).toBe(harsh);
    expect(isEnvironmentAdverse(around(temperatureC), HERE)).toBe(harsh);
  });

  it('within 200 m of a river, and not at 400 m', () => {
    expect(isEnvironmentAdverse(around(20, river(119.001_5)), HERE)).toBe(true);
    expect(isEnvironmentAdverse(around(20, river(119.004)), HERE)).toBe(false);
    expect(distanceToWaterM(HERE, river(119.001))).toBeCloseTo(96.3, 0);
  });

  it('in a lake, at its shore, and not in the next village', () => {
    expect(distanceToWaterM(HERE, lake)).toBe(0);
    expect(isEnvironmentAdverse(around(20, lake), at(30.011, 119))).toBe(true);
    expect(isEnvironmentAdverse(around(20, lake), at(30.02, 119))).toBe(false);
  });

  it('of a place nobody knows only the weather speaks', () => {
    expect(isEnvironmentAdverse(around(20, lake), null)).toBe(false);
    expect(isEnvironmentAdverse(around(2, lake), null)).toBe(true);
  });
});

describe('an observation of the weather', () => {
  const now = instant(1_000_000_000);
  it.each([
    [minutes(5), null],
    [(minutes(5) + 1) as Duration, 'weather-not-yet'],
    [(1 - hours(6)) as Duration, null],
    [-hours(6) as Duration, 'weather-too-old'],
  ])('made %d ms from now is taken or refused: %s', (from, fault) => {
    expect(weatherFault(after(now, from), now)).toBe(fault);
  });
});
