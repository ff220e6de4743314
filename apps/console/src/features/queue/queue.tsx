import type { IncidentSummary } from '@silverbell/wire';
import type { LiveCasesState } from '@silverbell/web-live';
import { Button, timeOfDay } from '@silverbell/web-ui';
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { clock } from '../../shared/app-client.js';
import { ClosedList } from './closed-list.js';
import { isFlood } from '../../shared/flood.js';
import { overdueAt } from '../../shared/overdue.js';
import { inOrder, keepingPlaces } from './queue-order.js';
import styles from './queue.module.css';
import { RowList, type RowListHandle } from './row-list.js';
import { ShelvedList } from './shelved-list.js';
import pieces from '../../shared/pieces.module.css';

interface QueueProps {
  readonly me: string;
  readonly state: LiveCasesState<IncidentSummary>;
  readonly selectedId: string | null;
  readonly timeZone: string | undefined;
  readonly onNew: (() => void) | null;
}

const SEVERITIES = [1, 2, 3] as const;
type Filter = 'all' | 'overdue' | (typeof SEVERITIES)[number];

/** Every open incident in the order in which it should be attended; counts and tabs above, the closed ones one press away. */
export function Queue({ me, state, selectedId, timeZone, onNew }: QueueProps) {
  const { t } = useTranslation('console');
  const [view, setView] = useState<'open' | 'shelved' | 'closed'>('open');
  const [filter, setFilter] = useState<Filter>('all');
  const [pointed, setPointed] = useState(false);
  const [scrolled, setScrolled] = useState(false);
  const [frozenOrder, setFrozenOrder] = useState<readonly string[] | null>(null);
  const list = useRef<RowListHandle>(null);
  const [cases, shelved] = useMemo(() => withoutShelved(state.cases), [state.cases]);
  const { rows, added } = useMemo(
    () => (frozenOrder === null ? { rows: inOrder(cases.values()), added: NONE } : keepingPlaces(frozenOrder, cases)),
    [frozenOrder, cases],
  );
  const chattering = useMemo(() => rows.filter((one) => one.chattering), [rows]);
  const counts = useMemo(() => countsOf(rows), [rows]);
  const flood = useMemo(() => isFlood(rows), [rows]);
  // A text, so that nothing is rendered while the same ones are overdue.
  const lateIds = useSyncExternalStore(
    clock.subscribe,
    useMemo(() => overdueOnce(rows), [rows]),
  );
  const late = useMemo(() => new Set(lateIds === '' ? [] : lateIds.split(' ')), [lateIds]);
  const shown = useMemo(
    () =>
      rows.filter(({ id, severity }) =>
        filter === 'overdue' ? late.has(id) : filter === 'all' ? !flood || severity !== 3 : severity === filter,
      ),
    [rows, filter, flood, late],
  );
  // While the pointer is in the list, or its top is out of sight, no row moves.
  const holding = pointed || scrolled;
  useEffect(() => setFrozenOrder((before) => (holding ? (before ?? rows.map(({ id }) => id)) : null)), [holding]);
  const sortAgain = (): void => {
    setFrozenOrder(holding ? inOrder(cases.values()).map(({ id }) => id) : null);
    list.current?.toTop();
  };
  const choose = (next: Filter): void => {
    setFilter(next);
    list.current?.toTop();
  };

  return (
    <nav
      className={styles.queue}
      aria-label={t('queue.label')}
      onPointerEnter={() => setPointed(true)}
      onPointerLeave={() => setPointed(false)}
    >
      <div className={styles.counts} role="status">
        <span className={`${styles.count} ${counts.urgentWaiting ? styles.hot : ''}`}>
          <b>{counts.waiting}</b> {t('queue.waiting')}
        </span>
        <span className={styles.count}>
          <b>{rows.length}</b> {t('queue.open')}
        </span>
      </div>
      <div className={styles.tabs} role="group" aria-label={t('queue.bySeverity')}>
        <button type="button" aria-pressed={filter === 'all'} onClick={() => choose('all')}>
          {t('queue.all')} {rows.length - (flood ? counts.of[3] : 0)}
        </button>
        {SEVERITIES.map((severity) => (
          <button
            key={severity}
            type="button"
            aria-pressed={filter === severity}
            onClick={() => choose(severity)}
            aria-label={`${t(`severity.${severity}`)} ${counts.of[severity]}`}
          >
            {t(`queue.short.p${severity}`)} {counts.of[severity]}
          </button>
        ))}
        {late.size > 0 || filter === 'overdue' ? (
          <button type="button" aria-pressed={filter === 'overdue'} onClick={() => choose('overdue')}>
            {t('queue.overdueOnly', { n: late.size })}
          </button>
        ) : null}
      </div>
      {view === 'closed' ? <ClosedList selectedId={selectedId} timeZone={timeZone} /> : null}
      {view === 'shelved' ? <ShelvedList rows={shelved} {...{ chattering, selectedId, timeZone }} /> : null}
      {view !== 'open' ? null : (
        <>
          {flood && filter === 'all' ? (
            <p className={styles.added} role="status">
              {t('queue.flood', { n: counts.of[3] })}
            </p>
          ) : null}
          {added.length > 0 ? (
            <p className={styles.added} role="status">
              <span>
                {t('queue.newRows', { n: added.length })}{' '}
                {added.some(({ severity }) => severity === 1) ? <strong>{t('queue.newUrgent')}</strong> : null}
              </span>
              <Button tone="quiet" onClick={sortAgain}>
                {t('queue.resort')}
              </Button>
            </p>
          ) : null}
          {rows.length === 0 ? <NothingOpen state={state} timeZone={timeZone} /> : null}
          {rows.length > 0 && shown.length === 0 ? (
            <p className={pieces.empty}>{t(filter === 'overdue' ? 'queue.noneOverdue' : 'queue.noneOfThese')}</p>
          ) : null}
          <RowList ref={list} rows={shown} {...{ me, selectedId, timeZone }} onScrolled={setScrolled} />
        </>
      )}
      <div className={styles.foot}>
        {onNew === null ? null : (
          <Button keys="Alt+N" onClick={onNew}>
            {t('queue.newIncident')}
          </Button>
        )}
        {shelved.length > 0 || chattering.length > 0 || view === 'shelved' ? (
          <Button aria-pressed={view === 'shelved'} onClick={() => setView(view === 'shelved' ? 'open' : 'shelved')}>
            {view === 'shelved'
              ? t('queue.openTab')
              : [
                  t('shelf.tab', { n: shelved.length }),
                  ...(chattering.length > 0 ? [t('shelf.oftenTab', { n: chattering.length })] : []),
                ].join(' · ')}
          </Button>
        ) : null}
        <Button aria-pressed={view === 'closed'} onClick={() => setView(view === 'closed' ? 'open' : 'closed')}>
          {t(view === 'closed' ? 'queue.openTab' : 'queue.closedTab')}
        </Button>
      </div>
    </nav>
  );
}

const NONE: readonly IncidentSummary[] = [];

/** What is set aside is in a list of its own, and comes back by itself. */
function withoutShelved(
  all: ReadonlyMap<string, IncidentSummary>,
): readonly [ReadonlyMap<string, IncidentSummary>, readonly IncidentSummary[]] {
  const shelved = [...all.values()].filter(({ shelf }) => shelf !== null);
  return shelved.length === 0 ? [all, NONE] : [new Map([...all].filter(([, { shelf }]) => shelf === null)), shelved];
}

/** Looked for once a second, however often React asks. */
function overdueOnce(rows: readonly IncidentSummary[]): () => string {
  let at = Number.NaN;
  let ids = '';
  return () => {
    if (clock.second() === at) return ids;
    at = clock.second();
    ids = rows
      .filter(overdueAt(at))
      .map(({ id }) => id)
      .join(' ');
    return ids;
  };
}

function countsOf(rows: readonly IncidentSummary[]) {
  const of = { 1: 0, 2: 0, 3: 0 };
  let waiting = 0;
  let urgentWaiting = false;
  for (const { severity, attention } of rows) {
    of[severity] += 1;
    if (attention.state !== 'waiting') continue;
    waiting += 1;
    urgentWaiting ||= severity === 1;
  }
  return { of, waiting, urgentWaiting };
}

/** An empty list is a statement; it is made only when the server made it just now. */
function NothingOpen({ state, timeZone }: { state: LiveCasesState<IncidentSummary>; timeZone: string | undefined }) {
  const { t } = useTranslation('console');
  if (state.connection === 'down' || (state.listFailed && !state.known))
    return <p className={`${pieces.empty} ${pieces.emptyDoubt}`}>{t('queue.unknown')}</p>;
  if (!state.known) return <p className={pieces.empty}>{t('queue.loading')}</p>;
  return (
    <p className={pieces.empty}>
      {t('queue.empty')}
      {state.listReadAt === null ? null : (
        <small>{t('queue.emptyNote', { at: timeOfDay(clock.at(state.listReadAt), timeZone) })}</small>
      )}
    </p>
  );
}
