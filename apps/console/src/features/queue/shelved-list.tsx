import type { IncidentSummary } from '@silverbell/wire';
import { ALERT_KIND_LABELS, SHELVE_REASON_LABELS } from '@silverbell/vocabulary';
import { labelOf, timeOfDay } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import styles from './queue.module.css';
import pieces from '../../shared/pieces.module.css';

interface ShelvedListProps {
  readonly rows: readonly IncidentSummary[];
  readonly selectedId: string | null;
  readonly timeZone: string | undefined;
}

/** Work that was set aside: why, by whom, and when it comes back by itself. The next to come stands first. */
export function ShelvedList({ rows, selectedId, timeZone }: ShelvedListProps) {
  const { t } = useTranslation('console');
  const inTurn = [...rows].sort((a, b) => (a.shelf?.until ?? '').localeCompare(b.shelf?.until ?? ''));
  return (
    <div className={styles.rows}>
      {rows.length === 0 ? <p className={pieces.empty}>{t('shelf.none')}</p> : null}
      <ul aria-label={t('shelf.list')}>
        {inTurn.map((one) => (
          <li key={one.id}>
            <Link
              to={`/incidents/${one.id}`}
              className={`${styles.row} ${one.id === selectedId ? styles.selected : ''}`}
              aria-current={one.id === selectedId ? 'true' : undefined}
              data-row
            >
              <span className={styles.top}>
                <span className={styles.phase}>{labelOf(SHELVE_REASON_LABELS, one.shelf?.reason ?? null)}</span>
                <span className={styles.when}>
                  {t('shelf.until', { at: timeOfDay(one.shelf?.until ?? one.raisedAt, timeZone, false) })}
                </span>
              </span>
              <span className={styles.home}>
                <b>{one.seniors.map(({ name }) => name).join('、') || (one.home?.label ?? one.deviceId ?? '—')}</b>
              </span>
              <span className={styles.kinds}>
                {one.kinds.map((kind) => labelOf(ALERT_KIND_LABELS, kind)).join('、')}
                {one.shelf?.by ? <span className={styles.who}>{one.shelf.by.name}</span> : null}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
