import type { ParseKeys } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './stage.module.css';

/** Each sign as it stands on the map, in the colour of its class, and the key of its word. */
const SIGNS: readonly (readonly [look: string | undefined, word: ParseKeys<'console'>, sign: ReactNode])[] = [
  [styles.p1, 'severity.1', <polygon points="9,2 19,2 26,9 26,19 19,26 9,26 2,19 2,9" />],
  [styles.p2, 'severity.2', <polygon points="14,2 27,26 1,26" />],
  [styles.p3, 'severity.3', <circle cx="14" cy="14" r="12" />],
  [styles.helper, 'map.legend.helper', <path d="M14 1 19 9A8 8 0 1 1 9 9z" />],
  [styles.helper, 'map.legend.based', <rect x="5" y="5" width="18" height="18" rx="6" />],
  [styles.hollow, 'map.legend.old', <circle cx="14" cy="14" r="8.5" />],
  [styles.expired, 'map.legend.expired', <circle cx="14" cy="14" r="9" />],
  [styles.station, 'map.legend.station', <path d="M3 13 14 3l11 10v13H3z" />],
  [styles.home, 'map.legend.home', <circle cx="14" cy="14" r="5" />],
  [styles.line, 'map.legend.asked', <line x1="0" y1="14" x2="28" y2="14" strokeDasharray="6 5" />],
  [
    styles.line,
    'map.legend.ahead',
    <line x1="0" y1="14" x2="28" y2="14" strokeDasharray="1 6" strokeLinecap="round" />,
  ],
];

/** What the signs on the map mean, each with its word. */
export function Legend() {
  const { t } = useTranslation('console');
  return (
    <ul className={styles.legend} aria-label={t('map.legend.label')}>
      {SIGNS.map(([look, word, sign]) => (
        <li key={word}>
          <svg viewBox="0 0 28 28" aria-hidden="true" className={look}>
            {sign}
          </svg>
          {t(word)}
        </li>
      ))}
    </ul>
  );
}
