import type { Incident } from '@silverbell/wire';
import { ALERT_KIND_LABELS, PRACTICE_MARKS } from '@silverbell/vocabulary';
import { labelOf } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { LastFix } from './last-fix.js';
import { isLost } from './is-lost.js';
import styles from './lists.module.css';

const fireAndGas = ['smoke', 'heat', 'gas', 'carbon-monoxide'] as const;

/**
 * What the class of an incident forbids or asks, in words and above everything else: the home is not entered (C), contacts are not told (D),
 * she moves on (E), knock first (F). Several may hold at once, because joins keep the warnings (safety.md 2.1).
 */
export function ClassBanners({ incident, timeZone }: { incident: Incident; timeZone: string | undefined }) {
  const { t } = useTranslation('console');
  if (incident.closedAt !== null) return null;
  const burning = incident.kinds.filter((kind) => (fireAndGas as readonly string[]).includes(kind));
  const banners = [
    incident.practice === null
      ? null
      : {
          key: 'practice',
          title: labelOf(PRACTICE_MARKS, incident.practice).trim(),
          words: t(`classes.practice.${incident.practice}`),
        },
    incident.outsideOnly
      ? {
          key: 'outside',
          title: t('classes.outsideTitle', {
            kinds: burning.map((kind) => labelOf(ALERT_KIND_LABELS, kind)).join('、'),
          }),
          words: t('classes.outside'),
        }
      : null,
    incident.silent ? { key: 'silent', title: t('classes.silentTitle'), words: t('classes.silent') } : null,
    isLost(incident)
      ? {
          key: 'lost',
          title: t('classes.lostTitle'),
          words: (
            <>
              {t('classes.lost')} <LastFix incident={incident} timeZone={timeZone} />
            </>
          ),
        }
      : null,
    incident.knockFirst ? { key: 'knock', title: t('classes.knockTitle'), words: t('classes.knock') } : null,
    incident.destination?.alternative
      ? { key: 'places', title: t('classes.twoPlacesTitle'), words: t('classes.twoPlaces') }
      : null,
  ].filter((one) => one !== null);
  if (banners.length === 0) return null;
  return (
    <ul className={styles.classBanners} aria-label={t('classes.label')}>
      {banners.map(({ key, title, words }) => (
        <li key={key} data-banner={key}>
          <strong>{title}</strong>
          <span>{words}</span>
        </li>
      ))}
    </ul>
  );
}
