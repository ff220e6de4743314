import type { ServiceOrderOnWire } from '@silverbell/wire';
import { SERVICE_ORDER_STATE_LABELS } from '@silverbell/vocabulary';
import { routeQuery } from '@silverbell/web-api-client';
import { Button, labelOf } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { api } from '../../shared/app-client.js';
import { dayAfter } from '../../shared/day-after.js';
import { Card, PageFrame } from '../../shared/page-frame.js';
import type { PageProps } from '../../shared/page-props.js';
import { PlainTable } from '../../shared/plain-table.js';
import { QueryStatus } from '../../shared/query-status.js';
import { AssignForm } from './assign-form.js';
import { spanOf, useCatalogue, useWorkers } from './care-day.js';

/** One day of a provider: what waits to be assigned, then every worker with what she has. The day stands in the address. */
export function AssignmentBoard({ timeZone }: PageProps) {
  const { t } = useTranslation('office');
  const [search, setSearch] = useSearchParams();
  const today = useCatalogue()?.on;
  const day = search.get('day') ?? today ?? '';
  const workers = useWorkers();
  const result = useQuery({
    ...routeQuery(api, 'serviceOrders', { query: { from: day, to: day, limit: 200 } }),
    enabled: day !== '',
  });
  const orders = result.data?.items ?? [];
  const waiting = orders.filter(({ state }) => state === 'planned');
  const hers = (id: string) => orders.filter((one) => [one.workerId, one.secondWorkerId].includes(id));
  const goTo = (days: number) => (): void => setSearch({ day: dayAfter(day, days) });
  return (
    <PageFrame
      title={t('care.board')}
      note={t('care.boardNote')}
      actions={
        <>
          <Button disabled={day === ''} onClick={goTo(-1)}>
            {t('care.previous')}
          </Button>
          <strong>{day}</strong>
          <Button disabled={day === ''} onClick={goTo(1)}>
            {t('care.next')}
          </Button>
          <Button onClick={() => window.print()}>{t('care.print')}</Button>
        </>
      }
    >
      <QueryStatus of={result} />
      <Card title={t('care.waiting', { n: waiting.length })}>
        {waiting.length === 0 && result.isSuccess ? (
          <p className="pad quiet">{t('care.noneOpen')}</p>
        ) : (
          <ul className="pad">
            {waiting.map((one) => (
              <li key={one.id}>
                <OrderRow order={one} timeZone={timeZone} />
                <AssignForm order={one} workers={workers} sameDay={orders} timeZone={timeZone} />
              </li>
            ))}
          </ul>
        )}
      </Card>
      {workers.map(({ id, name }) => (
        <Card key={id} title={t('care.ofWorker', { name, n: hers(id).length })}>
          {hers(id).length === 0 ? (
            <p className="pad quiet">{t('care.noneHers')}</p>
          ) : (
            <PlainTable
              name={name}
              heads={[t('care.time'), t('care.senior'), t('care.items'), t('care.state')]}
              items={hers(id)}
              rowKey={(one) => one.id}
              cells={(one) => [
                <Link key="time" to={`/service-orders/${encodeURIComponent(one.id)}`}>
                  {spanOf(one, timeZone)}
                </Link>,
                one.senior.name,
                one.itemNames.join('、'),
                labelOf(SERVICE_ORDER_STATE_LABELS, one.state),
              ]}
            />
          )}
        </Card>
      ))}
    </PageFrame>
  );
}

function OrderRow({ order, timeZone }: { readonly order: ServiceOrderOnWire; readonly timeZone: string | undefined }) {
  return (
    <p>
      <Link to={`/service-orders/${encodeURIComponent(order.id)}`}>{spanOf(order, timeZone)}</Link> {order.senior.name}{' '}
      · {order.itemNames.join('、')}
    </p>
  );
}
