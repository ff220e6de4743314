import { VALUE_NAMES, type ValueName } from './codes/values.js';

/** UCUM unit of each value, as in the MQTT contract; `null`: a number without a unit, or a word. */
export const VALUE_UNITS: Readonly<Record<ValueName, string | null>> = {
  ppm: '[ppm]',
  'carbon-monoxide': '[ppm]',
  gas: null,
  'smoke-density': null,
  'heart-rate': '/min',
  'respiratory-rate': '/min',
  spo2: '%',
  temperature: 'Cel',
  humidity: '%',
  systolic: 'mm[Hg]',
  diastolic: 'mm[Hg]',
  glucose: 'mmol/L',
  battery: '%',
  voltage: 'V',
  acceleration: '[g]',
  duration: 's',
  steps: null,
  action: null,
  state: null,
};

/** Other spellings that devices use for a value. */
const ALIASES: Readonly<Record<string, ValueName>> = {
  co: 'carbon-monoxide',
  'co-ppm': 'carbon-monoxide',
  'gas-ppm': 'ppm',
  concentration: 'ppm',
  'gas-value': 'gas',
  'gas-density': 'gas',
  hr: 'heart-rate',
  bpm: 'heart-rate',
  pulse: 'heart-rate',
  heartrate: 'heart-rate',
  rr: 'respiratory-rate',
  'breath-rate': 'respiratory-rate',
  'breathing-rate': 'respiratory-rate',
  oxygen: 'spo2',
  'blood-oxygen': 'spo2',
  'sp-o2': 'spo2',
  temp: 'temperature',
  'temperature-c': 'temperature',
  'body-temperature': 'temperature',
  sbp: 'systolic',
  dbp: 'diastolic',
  'blood-glucose': 'glucose',
  'battery-pct': 'battery',
};

const NAMES: ReadonlySet<string> = new Set(VALUE_NAMES);
const plain = (name: string): string =>
  name
    .trim()
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[\s_.]+/g, '-');

/** The listed name of a value, however the device spells it; `null`: not a listed value. */
export function valueNameOf(name: string): ValueName | null {
  const spelt = plain(name);
  if (NAMES.has(spelt)) return spelt as ValueName;
  return Object.hasOwn(ALIASES, spelt) ? (ALIASES[spelt] ?? null) : null;
}

/** UCUM codes whose readable form differs. */
const UCUM: Readonly<Record<string, string>> = {
  '[ppm]': 'ppm',
  Cel: '°C',
  'mm[Hg]': 'mmHg',
  '[g]': 'g',
};

export const readableUnit = (ucum: string): string => (Object.hasOwn(UCUM, ucum) ? (UCUM[ucum] ?? ucum) : ucum);
