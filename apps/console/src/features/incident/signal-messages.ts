import type { Incident } from '@silverbell/wire';
import { VALUE_NAME_LABELS } from '@silverbell/vocabulary';
import { formatDuration, labelOf } from '@silverbell/web-ui';
import type { TFunction } from 'i18next';

type Signal = Incident['signals'][number];

/** A device's clock this far off says something about the press, or about the device. */
const TOLD_ABOVE_S = 120;

/** When it happened by the device's own clock, where that is not when we heard of it. */
export function deviceTimeMessage({ deviceTime, deviceTimeSkewS }: Signal, t: TFunction<'console'>): string | null {
  if (deviceTime === null) return null;
  if (deviceTimeSkewS === null) return t('signals.unreadTime', { at: deviceTime });
  if (Math.abs(deviceTimeSkewS) <= TOLD_ABOVE_S) return null;
  const span = formatDuration(Math.abs(deviceTimeSkewS), t);
  return t(deviceTimeSkewS > 0 ? 'signals.behind' : 'signals.ahead', { span });
}

/** How old the fix was when it came in, and how exact. */
export function fixMessage({ position }: Signal, t: TFunction<'console'>): string | null {
  if (position === null) return null;
  const accuracy =
    position.accuracyM === null
      ? t('places.accuracyUnknown')
      : t('places.accuracy', { n: Math.round(position.accuracyM) });
  if (position.ageS === null) return t('signals.fixUndated', { accuracy });
  const ago = formatDuration(Math.abs(position.ageS), t);
  return t(position.ageS < -TOLD_ABOVE_S ? 'signals.fixAhead' : 'signals.fix', { ago, accuracy });
}

/** `心率 38/min`, `浓度 900 ppm`; a name nobody translated stands as the device wrote it. */
export function valueLabel({ name, value, unit }: Signal['values'][number], t: TFunction<'console'>): string {
  const shown = typeof value === 'boolean' ? t(value ? 'signals.yes' : 'signals.no') : String(value);
  const close = unit === null || unit.startsWith('/') || unit === '%';
  return `${labelOf(VALUE_NAME_LABELS, name)} ${shown}${close ? '' : ' '}${unit ?? ''}`;
}

/** The word is said where it says more than the kind's own code. */
export const hasOwnWord = ({ word, kind }: Signal): boolean => word !== null && word !== kind;
