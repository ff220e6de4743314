import { describe, expect, it } from '@jest/globals';
import type { Incident } from '@silverbell/wire';
import type { TFunction } from 'i18next';
import { deviceTimeMessage, fixMessage, hasOwnWord, valueLabel } from './signal-messages.js';

type Signal = Incident['signals'][number];
const t = ((key: string, values: object = {}) =>
  [key, ...Object.values(values)].join(' ')) as unknown as TFunction<'console'>;
const signal = (more: Partial<Signal>): Signal =>
  ({ kind: 'sos', word: null, values: [], deviceTime: null, deviceTimeSkewS: null, position: null, ...more }) as Signal;

describe('the words of a signal', () => {
  it.each([
    [null, null, null],
    ['2026-03-01T04:00:00Z', 0, null],
    ['2026-03-01T04:00:00Z', 120, null],
    ['2026-03-01T04:00:00Z', 121, 'signals.behind time.minutes 2'],
    ['2026-03-01T04:00:00Z', 21_600, 'signals.behind time.hours 6'],
    ['2026-03-01T04:00:00Z', -7_200, 'signals.ahead time.hours 2'],
    ['3rd of March', null, 'signals.unreadTime 3rd of March'],
  ])('say when the device says it was: %s, %s s before we heard', (deviceTime, deviceTimeSkewS, words) => {
    expect(deviceTimeMessage(signal({ deviceTime, deviceTimeSkewS }), t)).toBe(words);
  });

  it.each([
    ['ppm', 900, 'ppm', 'ppm', ' 900 ppm'],
    ['heart-rate', 38, '/min', 'heart-rate', ' 38/min'],
    ['spo2', 88, '%', 'spo2', ' 88%'],
    ['temperature', 39.5, '°C', 'temperature', ' 39.5 °C'],
    ['tvoc', 3, null, 'tvoc', ' 3'],
    ['action', 'emergency', null, 'action', ' emergency'],
    ['tamper', true, null, 'tamper', ' signals.yes'],
  ])('say %s with its unit', (name, value, unit, _, ending) => {
    expect(valueLabel({ name, value, unit }, t)).toMatch(new RegExp(`${ending.replace(/[/.]/g, '\\$&')}$`));
  });

  it('say the age and the exactness of a fix, and that a fix has none', () => {
    const position = { lat: 30, lng: 119, fixAt: null, source: 'gnss' };
    expect(fixMessage(signal({ position: { ...position, accuracyM: 12_000, ageS: 18_000 } }), t)).toBe(
      'signals.fix time.hours 5 places.accuracy 12000',
    );
    expect(fixMessage(signal({ position: { ...position, accuracyM: null, ageS: null } }), t)).toBe(
      'signals.fixUndated places.accuracyUnknown',
    );
  });

  it('repeat no word that the kind has said already', () => {
    expect(hasOwnWord(signal({ kind: 'gas', word: 'gas_leak' }))).toBe(true);
    expect(hasOwnWord(signal({ kind: 'gas', word: 'gas' }))).toBe(false);
  });
});
