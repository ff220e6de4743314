import { describe, expect, it } from '@jest/globals';
import { readableUnit, valueNameOf, VALUE_UNITS } from './values.js';

describe('the values of an alert', () => {
  it.each([
    ['heart-rate', 'heart-rate'],
    ['heart_rate', 'heart-rate'],
    ['heartRate', 'heart-rate'],
    ['HR', 'heart-rate'],
    ['bpm', 'heart-rate'],
    ['SpO2', 'spo2'],
    ['blood oxygen', 'spo2'],
    ['PPM', 'ppm'],
    ['temperatureC', 'temperature'],
    ['co', 'carbon-monoxide'],
    ['batteryPct', 'battery'],
    ['tvoc', null],
    ['constructor', null],
    ['', null],
  ])('%s is known as %s, however it is spelt', (written, name) => {
    expect(valueNameOf(written)).toBe(name);
  });

  it('have units that people can read', () => {
    const units = Object.values(VALUE_UNITS).flatMap((unit) => (unit === null ? [] : [readableUnit(unit)]));
    expect(units.filter((unit) => /[[\]{}]|^Cel$/.test(unit))).toEqual([]);
    expect(
      [VALUE_UNITS.ppm, VALUE_UNITS['heart-rate'], VALUE_UNITS.temperature].map((unit) => readableUnit(unit ?? '')),
    ).toEqual(['ppm', '/min', '°C']);
  });
});
