import type { AlertKind } from '@silverbell/vocabulary';

export interface StatusBit {
  readonly bit: number;
  readonly name: string;
  /** `null`: a state that raises no alarm. */
  readonly kind: AlertKind | null;
  /** Being back inside the fence annotates; nothing that comes over plain TCP may clear an alarm. */
  readonly phase: 'raise' | 'note';
  /** Stands in every report for hours: worth a signal when it begins, or when the watch itself calls it an alarm. */
  readonly state: boolean;
  readonly certainty: 'observed' | 'likely';
}

const alarm = (bit: number, name: string, kind: AlertKind, more: Partial<StatusBit> = {}): StatusBit => ({
  ...{ bit, name, kind, phase: 'raise', state: false, certainty: 'observed' },
  ...more,
});

/** The status word, 1 = alarm (H02, its relative, is the other way round). Each bit that is set speaks for itself. */
export const STATUS_BITS: readonly StatusBit[] = [
  alarm(0, 'low-battery', 'battery-low', { state: true }),
  alarm(1, 'outside-fence', 'geofence-exit', { state: true }),
  alarm(2, 'inside-fence', 'geofence-exit', { state: true, phase: 'note' }),
  { bit: 3, name: 'worn', kind: null, phase: 'note', state: true, certainty: 'observed' },
  { bit: 4, name: 'moving', kind: null, phase: 'note', state: true, certainty: 'observed' },
  alarm(14, 'power-cut', 'power-cut', { state: true }),
  alarm(16, 'sos', 'sos'),
  alarm(17, 'low-battery-alarm', 'battery-low'),
  alarm(18, 'left-fence', 'geofence-exit'),
  alarm(19, 'entered-fence', 'geofence-exit', { phase: 'note' }),
  alarm(20, 'taken-off', 'removed', { state: true }),
  alarm(21, 'fall', 'fall', { certainty: 'likely' }),
  alarm(22, 'fall-2', 'fall', { certainty: 'likely' }),
];
