import type { Incident } from '@silverbell/wire';
import { useSecond } from '@silverbell/web-live';
import { labelOfCode, formatDuration, timeOfDay } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { clock } from '../../shared/app-client.js';
import { lastFixOf } from '../../shared/places/places-of.js';

/** Where she was heard from last, how long ago and how exactly: the age is counted by the server's clock. */
export function LastFix({ incident, timeZone }: { incident: Incident; timeZone: string | undefined }) {
  const { t } = useTranslation('console');
  const now = useSecond(clock);
  const fix = lastFixOf(incident);
  if (fix === null) return <span>{t('classes.noFix')}</span>;
  return (
    <span>
      {t('classes.lastFix', {
        ago: formatDuration(Math.max(0, now - Date.parse(fix.receivedAt)) / 1_000, t),
        at: timeOfDay(fix.receivedAt, timeZone),
        accuracy:
          fix.accuracyM === null ? t('places.accuracyUnknown') : t('places.accuracy', { n: Math.round(fix.accuracyM) }),
        source: labelOfCode('places.source', fix.source, t),
      })}
    </span>
  );
}
