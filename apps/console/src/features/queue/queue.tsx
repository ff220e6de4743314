import type { IncidentSummary } from '@silverbell/wire';
import { ALERT_KIND_LABELS, CLASS_LABELS, OUTCOME_LABELS, PHASE_LABELS } from '@silverbell/vocabulary';
import type { LiveCasesState } from '@silverbell/web-live';
import { Button, clockSpan, dayAndTime, SeverityMark, timeOfDay, labelOf } from '@silverbell/web-ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useRef, useState, useSyncExternalStore, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, clock } from './app-client.js';
import { closedIncidentsKey } from './closed-incidents.js';
import { outagePlace, unregisteredTitle } from './outages/outage-labels.js';
import { PracticeMark } from './practice-mark.js';
import { inOrder, keepingPlaces } from './queue-order.js';

interface QueueProps {
  readonly me: string;
  readonly state: LiveCasesState<IncidentSummary>;
  readonly selectedId: string | null;
  readonly timeZone: string | undefined;
  readonly onNew: (() => void) | null;
}

export function Queue({ me, state, selectedId, timeZone, onNew }: QueueProps) {
  const { t } = useTranslation('console');
  const [tab, setTab] = useState<'open' | 'closed'>('open');
  const [held, setHeld] = useState<readonly string[] | null>(null);
  const zone = useRef<HTMLElement>(null);
  const { rows, added } = useMemo(
    () => (held === null ? { rows: inOrder(state.cases.values()), added: 0 } : keepingPlaces(held, state.cases)),
    [held, state.cases],
  );
  const waiting = rows.filter((one) => one.attention.state === 'waiting').length;
  const hold = (): void => setHeld((before) => before ?? rows.map((one) => one.id));

  const move = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const links = [...(zone.current?.querySelectorAll<HTMLAnchorElement>('a.row') ?? [])];
    const at = links.findIndex((link) => link === document.activeElement);
    const to = at < 0 ? 0 : Math.min(links.length - 1, Math.max(0, at + (event.key === 'ArrowDown' ? 1 : -1)));
    links[to]?.focus();
    event.preventDefault();
  };

  return (
    <nav
      ref={zone}
      className="queue"
      aria-label={t('queue.label')}
      onPointerEnter={hold}
      onPointerLeave={() => setHeld(null)}
      onKeyDown={move}
    >
      <div className="queue-head">
        <div className="queue-counts" role="status">
          <span>{t('queue.waiting', { n: waiting })}</span>
          <span>{t('queue.open', { n: rows.length })}</span>
        </div>
        {onNew === null ? null : <Button onClick={onNew}>{t('queue.newIncident')}</Button>}
      </div>
      <div className="tabs" role="group" aria-label={t('queue.label')}>
        <button type="button" aria-pressed={tab === 'open'} onClick={() => setTab('open')}>
          {t('queue.openTab')}
        </button>
        <button type="button" aria-pressed={tab === 'closed'} onClick={() => setTab('closed')}>
          {t('queue.closedTab')}
        </button>
      </div>
      {tab === 'closed' ? (
        <ClosedCases selectedId={selectedId} timeZone={timeZone} />
      ) : (
        <>
          {added > 0 ? (
            <p className="queue-new" role="status">
              {t('queue.newRows', { n: added })}
              <Button tone="quiet" onClick={() => setHeld(null)}>
                {t('queue.resort')}
              </Button>
            </p>
          ) : null}
          {rows.length === 0 ? <NothingOpen state={state} timeZone={timeZone} /> : null}
          <ul className="rows">
            {rows.map((one) => (
              <li key={one.id}>
                <Row one={one} me={me} selected={one.id === selectedId} />
              </li>
            ))}
          </ul>
        </>
      )}
    </nav>
  );
}

/** An empty list is a statement; it is made only when the server made it just now. */
function NothingOpen({ state, timeZone }: { state: LiveCasesState<IncidentSummary>; timeZone: string | undefined }) {
  const { t } = useTranslation('console');
  if (state.connection === 'down' || (state.listFailed && !state.known))
    return <p className="empty empty-doubt">{t('queue.unknown')}</p>;
  if (!state.known) return <p className="empty">{t('queue.loading')}</p>;
  return (
    <p className="empty">
      {t('queue.empty')}
      {state.listReadAt === null ? null : (
        <small>{t('queue.emptyNote', { at: timeOfDay(clock.at(state.listReadAt), timeZone) })}</small>
      )}
    </p>
  );
}

function Row({ one, me, selected }: { one: IncidentSummary; me: string; selected: boolean }) {
  const { t } = useTranslation('console');
  const going = one.response.assignments.filter(
    (each) => each.state !== 'withdrawn' && each.state !== 'finished',
  ).length;
  const kinds = one.kinds.map((kind) => labelOf(ALERT_KIND_LABELS, kind)).join('、');
  const home =
    unregisteredTitle(one, t) ??
    outagePlace(one, t) ??
    one.home?.label ??
    one.seniors[0]?.name ??
    one.deviceId ??
    t('queue.noHome');
  const { by } = one.attention;
  const outage =
    one.outage === null
      ? null
      : `${labelOf(CLASS_LABELS, one.class)} · ${t('rollCall.left', { n: one.outage.waiting })}`;
  return (
    <Link
      to={`/incidents/${one.id}`}
      className={`row row-p${one.severity} ${selected ? 'row-selected' : ''} ${one.attention.state === 'waiting' ? 'row-waiting' : ''}`}
      aria-current={selected ? 'true' : undefined}
    >
      <span className="row-top">
        <SeverityMark severity={one.severity} />
        <span className="phase">{labelOf(PHASE_LABELS, one.phase)}</span>
        <Since
          iso={one.raisedAt}
          every={selected ? 1_000 : 5_000}
          urgent={one.severity === 1 && one.attention.state === 'waiting'}
        />
      </span>
      <span className="row-home">
        <PracticeMark of={one} />
        {home}
      </span>
      <span className="row-kinds">
        {one.seniors.map((senior) => senior.name).join('、')} {outage ?? kinds}
        {one.signalCount > 1 ? <em className="count">{t('queue.signals', { n: one.signalCount })}</em> : null}
      </span>
      <span className="row-who">
        {by === null ? t('queue.nobody') : by.id === me ? t('queue.you') : t('queue.by', { name: by.name })}
        {going > 0 ? ` · ${t('queue.going', { n: going })}` : ''}
      </span>
    </Link>
  );
}

/** mm:ss since the server received it; amber at 15 s and strong at 30 s while nobody attends a P1. */
export function Since({ iso, every = 1_000, urgent = false }: { iso: string; every?: number; urgent?: boolean }) {
  const { t } = useTranslation('console');
  const now = useSyncExternalStore(clock.subscribe, () => Math.floor(clock.second() / every) * every);
  const age = now - Date.parse(iso);
  const level = urgent ? (age >= 30_000 ? 'since-late' : age >= 15_000 ? 'since-soon' : '') : '';
  return (
    <time dateTime={iso} className={`since ${level}`} title={t('queue.sinceRaised')}>
      {clockSpan(age)}
    </time>
  );
}

function ClosedCases({ selectedId, timeZone }: { selectedId: string | null; timeZone: string | undefined }) {
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
    <>
      {items.length === 0 ? (
        <p className="empty">
          {closed.isError ? t('queue.unknown') : closed.isLoading ? t('queue.loading') : t('queue.closedEmpty')}
        </p>
      ) : null}
      <ul className="rows">
        {items.map((one) => (
          <li key={one.id}>
            <Link
              to={`/incidents/${one.id}`}
              className={`row ${one.id === selectedId ? 'row-selected' : ''}`}
              aria-current={one.id === selectedId ? 'true' : undefined}
            >
              <span className="row-top">
                <span className="phase">{labelOf(PHASE_LABELS, one.phase)}</span>
                <span className="since">{dayAndTime(one.closedAt ?? one.raisedAt, timeZone)}</span>
              </span>
              <span className="row-home">
                <PracticeMark of={one} />
                {one.home?.label ?? t('queue.noHome')}
              </span>
              <span className="row-kinds">{labelOf(OUTCOME_LABELS, one.outcome)}</span>
            </Link>
          </li>
        ))}
      </ul>
      {closed.hasNextPage ? (
        <Button busy={closed.isFetchingNextPage} onClick={() => void closed.fetchNextPage()}>
          {t('queue.more')}
        </Button>
      ) : null}
    </>
  );
}
