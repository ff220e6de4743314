import type { IncidentSummary } from '@silverbell/wire';
import type { LiveCasesState } from '@silverbell/web-live';
import { Button, timeOfDay } from '@silverbell/web-ui';
import { useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { clock } from '../../app-client.js';
import { ClosedList } from './closed-list.js';
import { inOrder, keepingPlaces } from './queue-order.js';
import styles from './queue.module.css';
import { Row } from './row.js';

interface QueueProps {
  readonly me: string;
  readonly state: LiveCasesState<IncidentSummary>;
  readonly selectedId: string | null;
  readonly timeZone: string | undefined;
  readonly onNew: (() => void) | null;
}

const SEVERITIES = [1, 2, 3] as const;
type Filter = 'all' | (typeof SEVERITIES)[number];

/** Every open case in the order in which it should be attended; counts and tabs above, the closed ones one press away. */
export function Queue({ me, state, selectedId, timeZone, onNew }: QueueProps) {
  const { t } = useTranslation('console');
  const [closed, setClosed] = useState(false);
  const [filter, setFilter] = useState<Filter>('all');
  const [held, setHeld] = useState<readonly string[] | null>(null);
  const zone = useRef<HTMLElement>(null);
  const { rows, added } = useMemo(
    () => (held === null ? { rows: inOrder(state.cases.values()), added: 0 } : keepingPlaces(held, state.cases)),
    [held, state.cases],
  );
  const waiting = rows.filter((one) => one.attention.state === 'waiting');
  const countOf = (severity: number): number => rows.filter((one) => one.severity === severity).length;
  const shown = filter === 'all' ? rows : rows.filter((one) => one.severity === filter);
  const hold = (): void => setHeld((before) => before ?? rows.map((one) => one.id));

  const move = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const links = [...(zone.current?.querySelectorAll<HTMLAnchorElement>('a[data-row]') ?? [])];
    const at = links.findIndex((link) => link === document.activeElement);
    const to = at < 0 ? 0 : Math.min(links.length - 1, Math.max(0, at + (event.key === 'ArrowDown' ? 1 : -1)));
    links[to]?.focus();
    event.preventDefault();
  };

  return (
    <nav
      ref={zone}
      className={styles.queue}
      aria-label={t('queue.label')}
      onPointerEnter={hold}
      onPointerLeave={() => setHeld(null)}
      onKeyDown={move}
    >
      <div className={styles.counts} role="status">
        <span className={`${styles.count} ${waiting.some(({ severity }) => severity === 1) ? styles.hot : ''}`}>
          <b>{waiting.length}</b> {t('queue.waiting')}
        </span>
        <span className={styles.count}>
          <b>{rows.length}</b> {t('queue.open')}
        </span>
      </div>
      <div className={styles.tabs} role="group" aria-label={t('queue.bySeverity')}>
        <button type="button" aria-pressed={filter === 'all'} onClick={() => setFilter('all')}>
          {t('queue.all')} {rows.length}
        </button>
        {SEVERITIES.map((severity) => (
          <button
            key={severity}
            type="button"
            aria-pressed={filter === severity}
            onClick={() => setFilter(severity)}
            aria-label={`${t(`severity.${severity}`)} ${countOf(severity)}`}
          >
            {t(`queue.short.p${severity}`)} {countOf(severity)}
          </button>
        ))}
      </div>
      {closed ? (
        <ClosedList selectedId={selectedId} timeZone={timeZone} />
      ) : (
        <>
          {added > 0 ? (
            <p className={styles.added} role="status">
              {t('queue.newRows', { n: added })}
              <Button tone="quiet" onClick={() => setHeld(null)}>
                {t('queue.resort')}
              </Button>
            </p>
          ) : null}
          {rows.length === 0 ? <NothingOpen state={state} timeZone={timeZone} /> : null}
          {rows.length > 0 && shown.length === 0 ? <p className="empty">{t('queue.noneOfThese')}</p> : null}
          <ul className={styles.rows}>
            {shown.map((one) => (
              <li key={one.id}>
                <Row one={one} me={me} selected={one.id === selectedId} />
              </li>
            ))}
          </ul>
        </>
      )}
      <div className={styles.foot}>
        {onNew === null ? null : (
          <Button keys="Alt+N" onClick={onNew}>
            {t('queue.newIncident')}
          </Button>
        )}
        <Button aria-pressed={closed} onClick={() => setClosed(!closed)}>
          {t(closed ? 'queue.openTab' : 'queue.closedTab')}
        </Button>
      </div>
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
