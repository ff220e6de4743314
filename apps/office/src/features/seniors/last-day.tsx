import { useTranslation } from 'react-i18next';
import { dayAfter } from '../../shared/day-after.js';

/** A proof that ends within these days is marked: it is the office's task by then (CR-27). */
const SOON_DAYS = 30;

interface LastDayProps {
  readonly day: string | null;
  /** The civil day of care, which in the demo is not the day of the clock. */
  readonly today: string;
}

/** The last day of a proof; one that has passed or comes soon is marked in words. */
export function LastDay({ day, today }: LastDayProps) {
  const { t } = useTranslation('office');
  if (day === null) return <>{t('careFile.noLastDay')}</>;
  if (day > dayAfter(today, SOON_DAYS)) return <>{day}</>;
  const past = day < today;
  return (
    <>
      {day}{' '}
      <span className={past ? 'office-tag' : 'office-tag office-tag-warn'}>
        {past ? t('careFile.past') : t('careFile.soon', { n: SOON_DAYS })}
      </span>
    </>
  );
}
