import type { ApiProblem } from '@silverbell/web-api-client';
import type { SessionUser } from '@silverbell/web-live';
import { Button, language, ProblemMessage } from '@silverbell/web-ui';
import { useQueries } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useSearchParams } from 'react-router';
import { clock } from '../../shared/app-client.js';
import { Due } from '../../shared/due-line.js';
import { dayOf } from '../../shared/due.js';
import { Figures } from '../../shared/figures.js';
import { PageFrame } from '../../shared/page-frame.js';
import { hasOneOf, type PageProps } from '../../shared/page-props.js';
import { ScrollBox } from '../../shared/scroll-box.js';
import { useRegionName, useRegions } from '../../shared/regions/use-regions.js';
import { LastNight } from './last-night.js';
import { SeatsNow } from './seats-now.js';
import { SOURCES } from './sources.js';
import { byDue, TODO_GROUPS, totalsOf, weekOf, type DayCount, type TodoGroup, type TodoRow } from './todo-row.js';
import { PLACE_EDITORS } from '../../shared/roles.js';

/** Everybody's first page (CR-77): what is due, whose it is, why it is here, and where it is done. */
export function TodoPage({ user, timeZone }: PageProps) {
  const { t } = useTranslation('office');
  const regions = useRegions().data?.items;
  const [search, setSearch] = useSearchParams();
  const { rows, problems, isPending, readAgain } = useTodo(user);
  // A county without a single region below it has only one thing to do.
  if (regions?.length === 1 && hasOneOf(user, PLACE_EDITORS)) return <Navigate to="/first-run" replace />;
  const group = TODO_GROUPS.find((one) => one === search.get('group'));
  const day = search.get('day');
  const on = (at: number): string => dayOf(at, timeZone);
  const now = clock.now();
  const shown = rows
    .filter((row) => group === undefined || row.group === group)
    .filter(({ dueAt }) => day === null || on(Math.max(dueAt ?? now, now)) === day);
  return (
    <PageFrame title={t('todo.title')} note={t('todo.note')}>
      <Totals rows={rows} now={now} on={on} />
      {problems.length === 0 ? null : (
        <div className="office-card pad">
          <p>{t('todo.partly')}</p>
          {problems.map((problem) => (
            <ProblemMessage key={problem.message} problem={problem} />
          ))}
          <Button onClick={readAgain}>{t('common.retry')}</Button>
        </div>
      )}
      <div className="office-todo">
        <section className="office-card" aria-label={t('todo.byDue')}>
          <div className="office-card-head">
            <h2>{t('todo.byDue')}</h2>
            <Tabs rows={rows} group={group} onGroup={(next) => setSearch(next === undefined ? {} : { group: next })} />
          </div>
          <Rows rows={shown} timeZone={timeZone} />
          {isPending ? (
            <p className="pad quiet" role="status">
              {t('common.loading')}
            </p>
          ) : shown.length === 0 ? (
            <p className="pad quiet">{t('todo.none')}</p>
          ) : null}
        </section>
        <div className="office-column">
          <LastNight user={user} timeZone={timeZone} />
          <Week days={weekOf(rows, now, on)} timeZone={timeZone} on={on} />
          <SeatsNow user={user} />
        </div>
      </div>
    </PageFrame>
  );
}

function useTodo(user: SessionUser) {
  const { t } = useTranslation('office');
  const regionName = useRegionName();
  const topRegionId = useRegions().data?.items[0]?.id;
  const mine = SOURCES.filter(({ roles }) => hasOneOf(user, roles));
  const readings = useQueries({
    queries: mine.map((source) => ({
      queryKey: [source.route, 'due', source.name, language(), topRegionId],
      queryFn: () => source.read({ t, regionName, topRegionId }),
      refetchInterval: 60_000,
    })),
  });
  return {
    rows: byDue(readings.flatMap(({ data }) => data ?? [])),
    problems: readings.flatMap(({ error }) => (error === null ? [] : [error as ApiProblem])),
    isPending: readings.some((one) => one.isPending),
    readAgain: () => readings.filter(({ isError }) => isError).forEach((one) => void one.refetch()),
  };
}

interface CountedProps {
  readonly rows: readonly TodoRow[];
  readonly now: number;
  readonly on: (at: number) => string;
}

function Totals({ rows, now, on }: CountedProps) {
  const { t } = useTranslation('office');
  const { all, late, today, week } = totalsOf(rows, now, on);
  const ofGroup = (group: TodoGroup): number =>
    rows.filter((row) => row.group === group).reduce((sum, { n }) => sum + n, 0);
  const unit = t('todo.unit');
  return (
    <Figures
      name={t('todo.totals')}
      of={[
        { label: t('todo.today'), figure: today, unit },
        { label: t('todo.late'), figure: late, unit },
        { label: t('todo.week'), figure: week, unit },
        { label: t('todo.groups.devices'), figure: ofGroup('devices'), unit, to: '/?group=devices' },
        { label: t('todo.all'), figure: all, unit, to: '/' },
      ]}
    />
  );
}

interface TabsProps {
  readonly rows: readonly TodoRow[];
  readonly group: TodoGroup | undefined;
  readonly onGroup: (group: TodoGroup | undefined) => void;
}

function Tabs({ rows, group, onGroup }: TabsProps) {
  const { t } = useTranslation('office');
  const there = TODO_GROUPS.filter((one) => rows.some((row) => row.group === one));
  return (
    <span role="group" aria-label={t('todo.groupsLabel')} className="office-tabs">
      <button type="button" aria-pressed={group === undefined} onClick={() => onGroup(undefined)}>
        {t('todo.allN', { n: rows.length })}
      </button>
      {there.map((one) => (
        <button key={one} type="button" aria-pressed={group === one} onClick={() => onGroup(one)}>
          {t(`todo.groups.${one}`)} {rows.filter((row) => row.group === one).length}
        </button>
      ))}
    </span>
  );
}

function Rows({ rows, timeZone }: { readonly rows: readonly TodoRow[]; readonly timeZone: string | undefined }) {
  const { t } = useTranslation('office');
  return rows.length === 0 ? null : (
    <ScrollBox name={t('todo.title')}>
      <table className="office-table office-todo-rows" aria-label={t('todo.title')}>
        <thead>
          <tr>
            <th scope="col">{t('todo.what')}</th>
            <th scope="col">{t('todo.about')}</th>
            <th scope="col">{t('todo.due')}</th>
            <th scope="col">{t('todo.owner')}</th>
            <th scope="col">{t('todo.why')}</th>
            <th scope="col">
              <span className="sb-visually-hidden">{t('todo.act')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={row.key}>
              <th scope="row">{row.what}</th>
              <td>{row.about}</td>
              <td>
                {row.dueAt === null ? (
                  <span className="office-tag office-tag-warn">{t('todo.now')}</span>
                ) : (
                  <Due at={row.dueAt} timeZone={timeZone} />
                )}
              </td>
              <td>{row.owner ?? <span className="quiet">{t('todo.nobody')}</span>}</td>
              <td className="quiet">{row.why}</td>
              <td>
                <Link className={`sb-button sb-button-${index === 0 ? 'primary' : 'plain'}`} to={row.to}>
                  {row.act}
                  <span className="sb-visually-hidden"> {`${row.what} ${row.about}`}</span>
                </Link>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

interface WeekProps {
  readonly days: readonly DayCount[];
  readonly timeZone: string | undefined;
  readonly on: (at: number) => string;
}

function Week({ days, timeZone, on }: WeekProps) {
  const { t } = useTranslation('office');
  const [search] = useSearchParams();
  const part = (at: number, options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(language(), { ...options, ...(timeZone === undefined ? {} : { timeZone }) }).format(at);
  return (
    <section className="office-card" aria-label={t('todo.weekTitle')}>
      <div className="office-card-head">
        <h2>{t('todo.weekTitle')}</h2>
        {search.get('day') === null ? null : <Link to="/">{t('todo.wholeWeek')}</Link>}
      </div>
      <ol className="office-week">
        {days.map(({ at, n }) => (
          <li key={at}>
            <Link to={`/?day=${on(at)}`} aria-current={search.get('day') === on(at) ? 'date' : undefined}>
              <span>{part(at, { weekday: 'narrow' })}</span>
              <strong>{part(at, { day: 'numeric' }).replace('日', '')}</strong>
              <span>{n === 0 ? '—' : t('todo.items', { n })}</span>
            </Link>
          </li>
        ))}
      </ol>
    </section>
  );
}
