import type { WelfareVisitOnWire } from '@silverbell/wire';
import { routeKey } from '@silverbell/web-api-client';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Route, Routes, useNavigate, useParams } from 'react-router';
import { api, drafts, queries } from '../../shared/app-client.js';
import { dayAfter } from '../../shared/day-after.js';
import { everyPageQuery, PAGE } from '../../shared/every-page.js';
import { PageFrame } from '../../shared/page-frame.js';
import { rolesOf, type PageProps } from '../../shared/page-props.js';
import { QueryStatus } from '../../shared/query-status.js';
import { useRegions } from '../../shared/regions/use-regions.js';
import { useCatalogue } from './care-day.js';
import { draftOf, isUnexplained, levelOwed } from './visit-day.js';
import { OneVisit } from './visit-day-visit.js';
import { Walk } from './visit-day-walk.js';

/** Days back in which a missed visit still waits for its reason here. */
const UNEXPLAINED_DAYS = 14;

const readAgain = (): void => {
  for (const route of ['welfareVisit', 'welfareVisits', 'work'] as const)
    void queries.invalidateQueries({ queryKey: routeKey(route) });
};

/** The visits of one person on her phone (CR-77): the walk of today with its map, and one stop with calls, check list and result. */
export function VisitDayPage(props: PageProps) {
  const { t } = useTranslation('office');
  const go = useNavigate();
  const [saved, setSaved] = useState<string | null>(null);
  const { current, missed, today, status } = useVisits(props.user);
  const visits = current.data ?? [];
  const unexplained = (missed.data ?? []).filter(isUnexplained);
  const onSaved = (name: string): void => {
    setSaved(t('visitDay.saved', { name }));
    readAgain();
    void go('/visits-today');
  };
  return (
    <Routes>
      <Route
        index
        element={
          <PageFrame title={t('visitDay.title')} note={t('visitDay.note')}>
            <div className="visit-day">
              {saved === null ? null : (
                <p className="office-good" role="status">
                  {saved}
                </p>
              )}
              {status}
              {current.data === undefined ? null : (
                <Walk visits={visits} unexplained={unexplained} today={today} timeZone={props.timeZone} />
              )}
            </div>
          </PageFrame>
        }
      />
      <Route
        path=":id"
        element={
          <Chosen
            {...props}
            visits={[...visits, ...unexplained]}
            status={status}
            isRead={current.isSuccess && missed.isSuccess && !current.isFetching && !missed.isFetching}
            onSaved={onSaved}
          />
        }
      />
    </Routes>
  );
}

/** Of the periods that run today those of her level, and what was missed lately without a stated reason. */
function useVisits(user: PageProps['user']) {
  const today = useCatalogue()?.on ?? '';
  const regions = useRegions();
  const level = levelOwed(rolesOf(user));
  const read = (days: Readonly<Partial<Record<'from' | 'to' | 'dueBefore', string>>>, state?: 'missed') => ({
    ...everyPageQuery(
      'welfareVisits',
      (cursor) => api.call('welfareVisits', { query: { ...days, state, level, cursor, limit: PAGE } }),
      { ...days, state, level },
    ),
    enabled: today !== '',
  });
  const current = useQuery(read({ from: today, to: today }));
  const since = today === '' ? '' : dayAfter(today, -UNEXPLAINED_DAYS);
  const missed = useQuery(read({ from: since, dueBefore: today }, 'missed'));
  // The day is read with the regions: without them nothing else is asked for.
  const status = <QueryStatus of={regions.isError ? regions : current} />;
  return { current, missed, today, status };
}

interface ChosenProps extends PageProps {
  readonly visits: readonly WelfareVisitOnWire[];
  readonly status: ReactNode;
  /** Everything was read: a visit that is not among them is not open any more. */
  readonly isRead: boolean;
  readonly onSaved: (name: string) => void;
}

function Chosen({ visits, status, isRead, onSaved, ...props }: ChosenProps) {
  const { id = '' } = useParams();
  const { t } = useTranslation('office');
  const visit = visits.find((one) => one.id === id);
  const isGone = isRead && visit === undefined;
  useEffect(() => {
    if (isGone) drafts.forget(draftOf(id));
  }, [isGone, id]);
  if (visit !== undefined)
    return (
      <OneVisit key={id} {...props} visit={visit} onSaved={() => onSaved(visit.senior.name)} onChanged={readAgain} />
    );
  return (
    <PageFrame title={t('visitDay.title')}>
      <div className="visit-day">
        {isGone ? <p role="status">{t('visitDay.gone')}</p> : status}
        <Link className="sb-button sb-button-plain office-big" to="/visits-today">
          {t('visitDay.back')}
        </Link>
        <Link className="sb-button sb-button-plain office-big" to={`/welfare-visits/${encodeURIComponent(id)}`}>
          {t('visitDay.whole')}
        </Link>
      </div>
    </PageFrame>
  );
}
