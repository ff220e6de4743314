import { OUTCOME_LABELS } from '@silverbell/vocabulary';
import { dayAndTime, formatDuration, labelOf, SeverityMark, timeOfDay } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { clock, readAt } from '../../shared/app-client.js';
import { namesOf, placeOf } from '../../shared/case-title.js';
import { closedIncidentsKey } from '../../shared/closed-incidents.js';
import { ExerciseMark } from '../../shared/exercise-mark.js';
import { QueryStatus } from '../../shared/page-frame.js';
import styles from './queue.module.css';
import { useClosedIncidents } from './use-closed-incidents.js';
import pieces from '../../shared/pieces.module.css';

/** As many as fit on a small screen; the list of closed incidents has all of them. */
const SHOWN = 8;
const DAY_MS = 86_400_000;

/** While nothing is open: what was closed last, with its outcome and how long it took (`closedAt` less `raisedAt`). */
export function RecentlyClosed({ timeZone }: { timeZone: string | undefined }) {
  const { t } = useTranslation('console');
  const closed = useClosedIncidents();
  const items = closed.data?.pages[0]?.items.slice(0, SHOWN);
  const at = readAt(closedIncidentsKey);
  return (
    <section className={styles.recent} aria-label={t('queue.recent')}>
      <h2>{t('queue.recent')}</h2>
      <QueryStatus of={closed} />
      {items?.length === 0 ? <p className={pieces.empty}>{t('queue.closedEmpty')}</p> : null}
      <ul>
        {items?.map((one) => {
          const endedMs = Date.parse(one.closedAt ?? one.raisedAt);
          const isOld = clock.now() - endedMs > DAY_MS;
          return (
            <li key={one.id}>
              <Link to={`/incidents/${one.id}`} className={styles.row}>
                <span className={styles.top}>
                  <SeverityMark severity={one.severity} short />
                  <ExerciseMark of={one} />
                  <b>{namesOf(one) || placeOf(one, t)}</b>
                  <span className={styles.when}>
                    {isOld ? dayAndTime(endedMs, timeZone) : timeOfDay(endedMs, timeZone, false)}
                  </span>
                </span>
                <span className={styles.kinds}>
                  {labelOf(OUTCOME_LABELS, one.outcome)} ·{' '}
                  {formatDuration((endedMs - Date.parse(one.raisedAt)) / 1_000, t)}
                </span>
              </Link>
            </li>
          );
        })}
      </ul>
      {at === null ? null : <p className={pieces.quiet}>{t('queue.emptyNote', { at: timeOfDay(at, timeZone) })}</p>}
    </section>
  );
}
