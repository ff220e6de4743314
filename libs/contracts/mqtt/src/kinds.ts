import { ALERT_KINDS, type AlertKind } from '@silverbell/vocabulary';

/** 1 page now · 2 within minutes · 3 this shift · 4 minor. */
export type KindSeverity = 1 | 2 | 3 | 4;

interface AlertKindProperties {
  readonly severity: KindSeverity;
  /** The closest word of ISO/IEEE 11073-10471 (`MDC_AI_TYPE_SENSOR_*`), where there is one. */
  readonly mdc?: string;
  /** The event code of SIA DC-05 Contact ID, where there is one. */
  readonly contactId?: string;
  /** `annotates` opens an incident only when none is open; `window` counts only inside a test window; `platform`: no device may say it. */
  readonly special?: 'annotates' | 'window' | 'platform';
}

/** Properties of the kinds of alert. A kind that is unknown or missing is `unspecified`. */
export const ALERT_KIND_PROPERTIES = {
  sos: { severity: 1, mdc: 'PERS', contactId: '101' },
  fall: { severity: 1, mdc: 'FALL' },
  panic: { severity: 1, mdc: 'PERS', contactId: '122' },
  smoke: { severity: 1, mdc: 'SMOKE', contactId: '111' },
  heat: { severity: 1, contactId: '114' },
  gas: { severity: 1, mdc: 'GAS', contactId: '151' },
  'carbon-monoxide': { severity: 1, mdc: 'CO', contactId: '162' },
  unspecified: { severity: 1 },
  inactivity: { severity: 2, mdc: 'USAGE', contactId: '641' },
  'bed-exit': { severity: 2, mdc: 'PROPEXIT' },
  wandering: { severity: 2, mdc: 'PROPEXIT' },
  water: { severity: 2, mdc: 'WATER', contactId: '154' },
  temperature: { severity: 2, mdc: 'TEMP', contactId: '158' },
  vital: { severity: 2, contactId: '100' },
  'geofence-exit': { severity: 2, mdc: 'PROPEXIT' },
  'medication-missed': { severity: 3, mdc: 'DOSAGE' },
  assistance: { severity: 3, mdc: 'SWITCH' },
  impact: { severity: 3 },
  removed: { severity: 3, contactId: '137' },
  tamper: { severity: 3, contactId: '137' },
  offline: { severity: 3, contactId: '350' },
  'battery-low': { severity: 4, contactId: '302' },
  'power-cut': { severity: 3, contactId: '301' },
  fault: { severity: 3, contactId: '380' },
  cancel: { severity: 3, special: 'annotates' },
  test: { severity: 3, contactId: '601', special: 'window' },
  'missed-call': { severity: 2, special: 'platform' },
} as const satisfies Record<AlertKind, AlertKindProperties>;

/** The kinds that a device may say. */
export const DEVICE_ALERT_KINDS = ALERT_KINDS.filter(
  (kind): kind is DeviceAlertKind => (ALERT_KIND_PROPERTIES[kind] as AlertKindProperties).special !== 'platform',
);
export type DeviceAlertKind = Exclude<AlertKind, 'missed-call'>;
const KINDS: ReadonlySet<string> = new Set(DEVICE_ALERT_KINDS);
export const isAlertKind = (word: string): word is DeviceAlertKind => KINDS.has(word);

export const severityOf = (kind: AlertKind): KindSeverity => ALERT_KIND_PROPERTIES[kind].severity;

/** Reads a kind as firmware spells it: `SOS`, `Battery_Low`, `carbon monoxide`. `null`: not the name of a kind. */
export function readAlertKind(word: unknown): DeviceAlertKind | null {
  if (typeof word !== 'string' || word.length > 64) return null;
  const tidy = word
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-');
  return isAlertKind(tidy) ? tidy : null;
}
