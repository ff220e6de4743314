import { useTranslation } from 'react-i18next';
import styles from './stage.module.css';

/** What the signs on the map mean, each with its word. */
export function Legend() {
  const { t } = useTranslation('console');
  return (
    <ul className={styles.legend} aria-label={t('map.legend.label')}>
      <li>
        <svg viewBox="0 0 28 28" aria-hidden="true" className={styles.p1}>
          <polygon points="9,2 19,2 26,9 26,19 19,26 9,26 2,19 2,9" />
        </svg>
        {t('severity.1')}
      </li>
      <li>
        <svg viewBox="0 0 28 28" aria-hidden="true" className={styles.p2}>
          <polygon points="14,2 27,26 1,26" />
        </svg>
        {t('severity.2')}
      </li>
      <li>
        <svg viewBox="0 0 28 28" aria-hidden="true" className={styles.p3}>
          <circle cx="14" cy="14" r="12" />
        </svg>
        {t('severity.3')}
      </li>
      <li>
        <svg viewBox="0 0 28 28" aria-hidden="true" className={styles.helper}>
          <circle cx="14" cy="9" r="5" />
          <path d="M4 26c0-7 4-11 10-11s10 4 10 11z" />
        </svg>
        {t('map.legend.helper')}
      </li>
      <li>
        <svg viewBox="0 0 28 28" aria-hidden="true" className={styles.stale}>
          <circle cx="14" cy="9" r="5" />
          <path d="M4 26c0-7 4-11 10-11s10 4 10 11z" />
        </svg>
        {t('map.legend.stale')}
      </li>
      <li>
        <svg viewBox="0 0 28 28" aria-hidden="true" className={styles.station}>
          <path d="M3 13 14 3l11 10v13H3z" />
        </svg>
        {t('map.legend.station')}
      </li>
      <li>
        <svg viewBox="0 0 28 28" aria-hidden="true" className={styles.home}>
          <circle cx="14" cy="14" r="5" />
        </svg>
        {t('map.legend.home')}
      </li>
      <li>
        <svg viewBox="0 0 28 28" aria-hidden="true" className={styles.line}>
          <line x1="0" y1="14" x2="28" y2="14" strokeDasharray="6 5" />
        </svg>
        {t('map.legend.asked')}
      </li>
      <li>
        <svg viewBox="0 0 28 28" aria-hidden="true" className={styles.line}>
          <line x1="0" y1="14" x2="28" y2="14" strokeDasharray="1 6" strokeLinecap="round" />
        </svg>
        {t('map.legend.ahead')}
      </li>
    </ul>
  );
}
