import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { calendarQuery } from './calendar-query.js';

/** The State Council publishes the holidays of a year early in the November before it. */
const NEXT_YEAR_IS_DUE = '11-01';

/** Says so while the calendar of this year does not count yet; from November on that of the next year, too. */
export function CalendarWarning({ today }: { readonly today: string | undefined }) {
  if (today === undefined) return null;
  const year = Number(today.slice(0, 4));
  return (
    <>
      <YearWarning year={year} />
      {today.slice(5) < NEXT_YEAR_IS_DUE ? null : <YearWarning year={year + 1} />}
    </>
  );
}

function YearWarning({ year }: { readonly year: number }) {
  const { t } = useTranslation('office');
  const { data } = useQuery(calendarQuery(year));
  if (data === undefined || data?.state === 'published') return null;
  return (
    <p className="office-warn" role="status">
      {t(data === null ? 'careGround.missing' : 'careGround.waiting', { year })}{' '}
      <Link to={`/care-ground/calendar?year=${String(year)}`}>{t('careGround.look')}</Link>
    </p>
  );
}
