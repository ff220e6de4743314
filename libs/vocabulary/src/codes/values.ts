/** Names of measured values in an alert (contracts.md 3). A name that is not listed is shown as the device sent it. */
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
