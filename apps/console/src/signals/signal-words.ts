import type { Incident } from '@silverbell/wire';
import { VALUE_NAME_LABELS } from '@silverbell/vocabulary';
import { spanInWords, wordOf, type Say } from '@silverbell/web-ui';

type Signal = Incident['signals'][number];

/** A device's clock this far off says something about the press, or about the device. */
const TOLD_ABOVE_S = 120;

/** When it happened by the device's own clock, where that is not when we heard of it. */
export function deviceTimeWords({ deviceTime, deviceTimeSkewS }: Signal, say: Say): string | null {
  if (deviceTime === null) return null;
  if (deviceTimeSkewS === null) return say('signals.unreadTime', { at: deviceTime });
  if (Math.abs(deviceTimeSkewS) <= TOLD_ABOVE_S) return null;
  const span = spanInWords(Math.abs(deviceTimeSkewS), say);
  return say(deviceTimeSkewS > 0 ? 'signals.behind' : 'signals.ahead', { span });
}

/** How old the fix was when it came in, and how exact. */
export function fixWords({ position }: Signal, say: Say): string | null {
  if (position === null) return null;
  const accuracy =
    position.accuracyM === null
      ? say('places.accuracyUnknown')
      : say('places.accuracy', { n: Math.round(position.accuracyM) });
  if (position.ageS === null) return say('signals.fixUndated', { accuracy });
  const ago = spanInWords(Math.abs(position.ageS), say);
  return say(position.ageS < -TOLD_ABOVE_S ? 'signals.fixAhead' : 'signals.fix', { ago, accuracy });
}

/** `心率 38/min`, `浓度 900 ppm`; a name nobody translated stands as the device wrote it. */
export function valueWords({ name, value, unit }: Signal['values'][number], say: Say): string {
  const said = typeof value === 'boolean' ? say(value ? 'signals.yes' : 'signals.no') : String(value);
  const close = unit === null || unit.startsWith('/') || unit === '%';
  return `${wordOf(VALUE_NAME_LABELS, name)} ${said}${close ? '' : ' '}${unit ?? ''}`;
}

/** The word is said where it says more than the kind's own code. */
export const saysMore = ({ word, kind }: Signal): boolean => word !== null && word !== kind;
