import type { AlertKind, IncidentCategory, IncidentClass, Severity } from '@silverbell/vocabulary';
import type { SubjectFacts } from './state.js';

/** Contract section 3 and safety case 2.1: every kind has its class, or the platform does not boot. */
export const CLASS_OF_KIND: Readonly<Record<AlertKind, IncidentClass>> = {
  sos: 'A',
  unspecified: 'A',
  fall: 'A',
  cancel: 'A',
  smoke: 'C',
  heat: 'C',
  gas: 'C',
  'carbon-monoxide': 'C',
  panic: 'D',
  wandering: 'E',
  'geofence-exit': 'E',
  inactivity: 'F',
  water: 'F',
  'bed-exit': 'F',
  temperature: 'F',
  vital: 'F',
  'missed-call': 'F',
  assistance: 'W',
  'medication-missed': 'W',
  impact: 'W',
  removed: 'W',
  tamper: 'W',
  offline: 'W',
  'battery-low': 'W',
  'power-cut': 'W',
  fault: 'W',
  test: 'W',
};

const SEVERITY_OF_CLASS: Readonly<Record<IncidentClass, Severity>> = { A: 1, B: 1, C: 1, D: 1, E: 2, F: 2, G: 2, W: 3 };

export const severityOf = (code: IncidentClass): Severity => SEVERITY_OF_CLASS[code];

export interface Classification {
  readonly class: IncidentClass;
  readonly family: IncidentCategory;
}

/** The class of a first signal. A confirmed fall, and what a person at the scene asks for, dispatch at once. */
export function classify(
  kind: AlertKind,
  certainty: string,
  facts: SubjectFacts,
  insideTestWindow: boolean,
): Classification {
  if (insideTestWindow) return { class: 'W', family: 'test' };
  if (kind === 'removed' && facts.dementia) return { class: 'E', family: 'emergency' };
  const code = CLASS_OF_KIND[kind];
  if (code === 'W') return { class: 'W', family: 'work' };
  const confirmedFall = kind === 'fall' && certainty === 'observed';
  const press = kind !== 'cancel';
  if (code === 'A' && press && (confirmedFall || certainty === 'witnessed' || facts.dispatchFirst))
    return { class: 'B', family: 'emergency' };
  return { class: code, family: 'emergency' };
}

/** When signals join, the stricter ladder wins; D is on top so that its silence survives. */
const STRICTNESS: Readonly<Record<IncidentClass, number>> = { W: 0, G: 1, F: 2, E: 3, A: 4, C: 5, B: 6, D: 7 };

export const stricter = (a: IncidentClass, b: IncidentClass): IncidentClass => (STRICTNESS[b] > STRICTNESS[a] ? b : a);

/** Kinds that are an alarm about a person, so that two different ones within minutes mean danger. */
export const isAlarm = (kind: AlertKind): boolean => CLASS_OF_KIND[kind] !== 'W' && kind !== 'cancel';

export const isPress = (kind: AlertKind): boolean => kind === 'sos' || kind === 'unspecified' || kind === 'panic';
