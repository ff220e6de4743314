import type { ServiceOrderOnWire } from '@silverbell/wire';
import { routeQuery } from '@silverbell/web-api-client';
import { Card } from '@silverbell/web-ui/phone';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, clock } from '../../shared/app-client.js';
import styles from './care.module.css';
import { BookingForm } from './booking-form.js';
import { Visit } from './visit.js';

/** So many days back and ahead. */
const DAYS = 14;
const DAY_MS = 86_400_000;
const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

const IS_AHEAD: ReadonlySet<ServiceOrderOnWire['state']> = new Set(['planned', 'assigned', 'started']);

/** What came and what comes, two weeks each way. Which day it is, the first answer says: in the demo, care has a day of its own. */
export function Care({ timeZone }: { timeZone: string | undefined }) {
  const { t } = useTranslation('family');
  const calendar = useQuery({ ...routeQuery(api, 'serviceOrders', { query: { limit: 1 } }), refetchInterval: 60_000 });
  const today = calendar.data?.today ?? new Date(clock.now()).toISOString().slice(0, 10);
  const result = useQuery({
    ...routeQuery(api, 'serviceOrders', {
      query: { from: dayAfter(today, -DAYS), to: dayAfter(today, DAYS), limit: 200 },
    }),
    enabled: calendar.data !== undefined,
    refetchInterval: 30_000,
  });
  if (calendar.isError || (result.isError && result.data === undefined))
    return <p role="alert">{t('care.unread')}</p>;
  if (result.data === undefined) return <p role="status">{t('common.loading')}</p>;
  const byTime = [...result.data.items].sort((a, b) => a.plannedStart.localeCompare(b.plannedStart));
  const ahead = byTime.filter(({ state, day }) => IS_AHEAD.has(state) && day >= today);
  const past = byTime.filter((one) => !ahead.includes(one)).reverse();
  return (
    <>
      <Visits title={t('care.ahead')} none={t('care.noneAhead')} orders={ahead} timeZone={timeZone} />
      <BookingForm visits={byTime} today={today} />
      <Visits title={t('care.past')} none={t('care.nonePast')} orders={past} timeZone={timeZone} />
      <p className={styles['quiet']}>{t('care.ends')}</p>
    </>
  );
}

function Visits({
  title,
  none,
  orders,
  timeZone,
}: {
  title: string;
  none: string;
  orders: readonly ServiceOrderOnWire[];
  timeZone: string | undefined;
}) {
  return (
    <Card title={title} label={title}>
      {orders.length === 0 ? <p>{none}</p> : null}
      <ul className={styles['visits']}>
        {orders.map((one) => (
          <Visit key={one.id} order={one} timeZone={timeZone} />
        ))}
      </ul>
    </Card>
  );
}
