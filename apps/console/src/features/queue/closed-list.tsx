import { OUTCOME_LABELS, PHASE_LABELS } from '@silverbell/vocabulary';
import { Button, dayAndTime, labelOf } from '@silverbell/web-ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '../../shared/app-client.js';
import { closedIncidentsKey } from '../../shared/closed-incidents.js';
import { ExerciseMark } from '../../shared/exercise-mark.js';
import styles from './queue.module.css';
import pieces from '../../shared/pieces.module.css';

/** The closed incidents, newest first, a page at a time. */
export function ClosedList({ selectedId, timeZone }: { selectedId: string | null; timeZone: string | undefined }) {
  const { t } = useTranslation('console');
  const closed = useInfiniteQuery({
    queryKey: closedIncidentsKey,
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      api.call('incidents', { query: { state: 'closed', ...(pageParam === '' ? {} : { cursor: pageParam }) } }),
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    refetchInterval: 30_000,
    staleTime: 0,
  });
  const items = closed.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className={styles.rows}>
      {items.length === 0 ? (
        <p className={pieces.empty}>
          {closed.isError ? t('queue.unknown') : closed.isLoading ? t('queue.loading') : t('queue.closedEmpty')}
        </p>
      ) : null}
      <ul>
        {items.map((one) => (
          <li key={one.id}>
            <Link
              to={`/incidents/${one.id}`}
              className={`${styles.row} ${one.id === selectedId ? styles.selected : ''}`}
              aria-current={one.id === selectedId ? 'true' : undefined}
              data-row
            >
              <span className={styles.top}>
                <span className={styles.phase}>{labelOf(PHASE_LABELS, one.phase)}</span>
                <span className={styles.when}>{dayAndTime(one.closedAt ?? one.raisedAt, timeZone)}</span>
              </span>
              <span className={styles.home}>
                <ExerciseMark of={one} />
                <b>
                  <bdi>{one.home?.label ?? t('queue.noHome')}</bdi>
                </b>
              </span>
              <span className={styles.kinds}>{labelOf(OUTCOME_LABELS, one.outcome)}</span>
            </Link>
          </li>
        ))}
      </ul>
      {closed.hasNextPage ? (
        <Button busy={closed.isFetchingNextPage} onClick={() => void closed.fetchNextPage()}>
          {t('queue.more')}
        </Button>
      ) : null}
    </div>
  );
}
