import type { IncidentSummary } from '@silverbell/wire';
import { ALERT_KIND_LABELS, SHELVE_REASON_LABELS } from '@silverbell/vocabulary';
import { labelOf, timeOfDay } from '@silverbell/web-ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import styles from './queue.module.css';
import pieces from '../../shared/pieces.module.css';

interface ShelvedListProps {
  readonly rows: readonly IncidentSummary[];
  /** Not set aside, and of a device that says the same over and over. */
  readonly chattering: readonly IncidentSummary[];
  readonly selectedId: string | null;
  readonly timeZone: string | undefined;
}

/**
 * Work that was set aside: why, by whom, and when it comes back by itself, the next to come first. Below it the devices that report too
 * often, the loudest first: each could be set aside, too.
 */
export function ShelvedList({ rows, chattering, selectedId, timeZone }: ShelvedListProps) {
  const { t } = useTranslation('console');
  const inTurn = [...rows].sort((a, b) => (a.shelf?.until ?? '').localeCompare(b.shelf?.until ?? ''));
  const loudestFirst = [...chattering].sort((a, b) => b.signalCount - a.signalCount);
  return (
    <div className={styles.rows}>
      {rows.length === 0 ? <p className={pieces.empty}>{t('shelf.none')}</p> : null}
      <ul aria-label={t('shelf.list')}>
        {inTurn.map((one) => (
          <ListRow
            key={one.id}
            {...{ one, selectedId }}
            why={labelOf(SHELVE_REASON_LABELS, one.shelf?.reason ?? null)}
            when={t('shelf.until', { at: timeOfDay(one.shelf?.until ?? one.raisedAt, timeZone, false) })}
            who={one.shelf?.by?.name}
          />
        ))}
      </ul>
      {loudestFirst.length === 0 ? null : (
        <>
          <h3 className={styles.group}>{t('shelf.often')}</h3>
          <ul aria-label={t('shelf.often')}>
            {loudestFirst.map((one) => (
              <ListRow
                key={one.id}
                {...{ one, selectedId }}
                why={t('queue.signals', { n: one.signalCount })}
                when={t('shelf.last', { at: timeOfDay(one.lastSignalAt, timeZone, false) })}
                who={one.deviceId ?? undefined}
              />
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

interface ListRowProps {
  readonly one: IncidentSummary;
  readonly selectedId: string | null;
  readonly why: string;
  readonly when: ReactNode;
  readonly who: string | undefined;
}

function ListRow({ one, selectedId, why, when, who }: ListRowProps) {
  const { t } = useTranslation('console');
  return (
    <li>
      <Link
        to={`/incidents/${one.id}`}
        className={`${styles.row} ${one.id === selectedId ? styles.selected : ''}`}
        aria-current={one.id === selectedId ? 'true' : undefined}
        data-row
      >
        <span className={styles.top}>
          <span className={styles.phase}>{why}</span>
          {one.chattering ? <em className={styles.joined}>{t('shelf.chattering')}</em> : null}
          <span className={styles.when}>{when}</span>
        </span>
        <span className={styles.home}>
          <b>
            <bdi>{one.seniors.map(({ name }) => name).join('、') || (one.home?.label ?? one.deviceId ?? '—')}</bdi>
          </b>
        </span>
        <span className={styles.kinds}>
          {one.kinds.map((kind) => labelOf(ALERT_KIND_LABELS, kind)).join('、')}
          {who === undefined ? null : (
            <span className={styles.who}>
              <bdi>{who}</bdi>
            </span>
          )}
        </span>
      </Link>
    </li>
  );
}
