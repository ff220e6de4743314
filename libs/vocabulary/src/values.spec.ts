import { describe, expect, it } from '@jest/globals';
import { readableUnit, valueNameOf, VALUE_UNITS } from './values.js';

describe('names of measured values', () => {
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
  ])('%j is read as %s', (written, name) => {
    expect(valueNameOf(written)).toBe(name);
  });

  it('have units written as people write them', () => {
    const units = Object.values(VALUE_UNITS).flatMap((unit) => (unit === null ? [] : [readableUnit(unit)]));
    expect(units.filter((unit) => /[[\]{}]|^Cel$/.test(unit))).toEqual([]);
    expect(
      [VALUE_UNITS.ppm, VALUE_UNITS['heart-rate'], VALUE_UNITS.temperature].map((unit) => readableUnit(unit ?? '')),
    ).toEqual(['ppm', '/min', '°C']);
  });
});
