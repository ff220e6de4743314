/** What the numbers of an alert are called (contracts.md 3), where we know it; any other name is shown as it came. */
export const VALUE_NAMES = [
  'ppm',
  'carbon-monoxide',
  'gas',
  'smoke-density',
  'heart-rate',
  'respiratory-rate',
  'spo2',
  'temperature',
  'humidity',
  'systolic',
  'diastolic',
  'glucose',
  'battery',
  'voltage',
  'acceleration',
  'duration',
  'steps',
  'action',
  'state',
] as const;
export type ValueName = (typeof VALUE_NAMES)[number];
