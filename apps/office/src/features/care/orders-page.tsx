import type { ServiceOrderOnWire } from '@silverbell/wire';
import {
  CHECK_IN_PROOF_LABELS,
  ORDER_MARK_LABELS,
  ORDER_SOURCE_LABELS,
  RATING_VALUE_LABELS,
  SERVICE_ORDER_STATE_LABELS,
  type ServiceOrderState,
} from '@silverbell/vocabulary';
import { Button, choicesOf, labelOf, timeOfDay } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { Link, Route, Routes } from 'react-router';
import { api } from '../../shared/app-client.js';
import { dateOf } from '../../shared/form/field.js';
import { ListPage, type Column } from '../../shared/list/list-page.js';
import { hasOneOf, type PageProps } from '../../shared/page-props.js';
import { EXPORTING_ORDERS } from './exporting.js';
import { useRegionName } from '../../shared/regions/use-regions.js';
import { AssignmentBoard } from './assignment-board.js';
import { useCatalogue, useWorkers } from './care-day.js';
import { OrderFile } from './order-file.js';
import { OrderForm, ORDERING } from './order-form.js';
import { WeekBoard } from './week-board.js';

export function OrdersPage(props: PageProps) {
  return (
    <Routes>
      <Route index element={<OrderList {...props} />} />
      <Route path="board" element={<AssignmentBoard {...props} />} />
      <Route path="week" element={<WeekBoard {...props} />} />
      <Route path="new" element={<OrderForm {...props} />} />
      <Route path=":id" element={<OrderFile {...props} />} />
    </Routes>
  );
}

/** Orders from today on, or of the days that she asks for. */
function OrderList({ user, timeZone }: PageProps) {
  const { t } = useTranslation('office');
  const today = useCatalogue()?.on;
  const workers = useWorkers();
  const columns = useColumns(timeZone);
  return (
    <ListPage
      // Read again once the day of care is known: before, the list would begin with the oldest.
      key={today ?? ''}
      list="service-orders"
      userId={user.id}
      title={t('care.orders')}
      note={t('care.ordersNote')}
      route="serviceOrders"
      {...(hasOneOf(user, ORDERING) ? { newAt: '/service-orders/new' } : {})}
      {...(hasOneOf(user, EXPORTING_ORDERS) ? { exportAs: 'service-orders' as const } : {})}
      actions={
        <>
          <Link className="sb-button sb-button-plain no-print" to="/service-orders/board">
            {t('care.board')}
          </Link>
          <Link className="sb-button sb-button-plain no-print" to="/service-orders/week">
            {t('week.title')}
          </Link>
          <Button onClick={() => window.print()}>{t('care.print')}</Button>
        </>
      }
      filters={[
        { key: 'from', label: t('care.from'), of: 'words' },
        { key: 'to', label: t('care.to'), of: 'words' },
        { key: 'state', label: t('care.state'), of: choicesOf(SERVICE_ORDER_STATE_LABELS) },
        { key: 'workerId', label: t('care.worker'), of: workers.map(({ id, name }) => ({ value: id, label: name })) },
        { key: 'regionId', label: t('list.region'), of: 'region' },
        { key: 'seniorId', label: t('care.seniorId'), of: 'words' },
      ]}
      columns={columns}
      rowKey={({ id }) => id}
      read={({ from, to, state, workerId, regionId, seniorId }, cursor) =>
        api.call('serviceOrders', {
          query: {
            ...{ from: from === undefined ? today : dateOf(from), to: to === undefined ? undefined : dateOf(to) },
            ...{ state: state as ServiceOrderState | undefined, workerId, regionId, seniorId, cursor, limit: 50 },
          },
        })
      }
    />
  );
}

function useColumns(timeZone: string | undefined): readonly Column<ServiceOrderOnWire>[] {
  const { t } = useTranslation('office');
  const regionName = useRegionName();
  return [
    {
      key: 'day',
      title: t('care.day'),
      cell: (one) => <Link to={`/service-orders/${encodeURIComponent(one.id)}`}>{one.day}</Link>,
    },
    {
      key: 'time',
      title: t('care.time'),
      cell: (one) => `${timeOfDay(one.plannedStart, timeZone, false)}–${timeOfDay(one.plannedEnd, timeZone, false)}`,
    },
    { key: 'senior', title: t('care.senior'), cell: ({ senior }) => senior.name },
    { key: 'items', title: t('care.items'), cell: ({ itemNames }) => itemNames.join('、') },
    { key: 'worker', title: t('care.worker'), cell: ({ worker }) => worker?.name ?? t('care.nobody') },
    { key: 'state', title: t('care.state'), cell: (one) => labelOf(SERVICE_ORDER_STATE_LABELS, one.state) },
    { key: 'minutes', title: t('care.minutes'), cell: (one) => one.deliveredMinutes },
    { key: 'subsidised', title: t('care.subsidised'), cell: (one) => one.subsidisedMinutes, extra: true },
    {
      key: 'proof',
      title: t('care.proof'),
      cell: ({ proof }) => (proof === null ? '—' : labelOf(CHECK_IN_PROOF_LABELS, proof)),
    },
    {
      key: 'marks',
      title: t('care.marks'),
      cell: ({ marks }) => marks.map((mark) => labelOf(ORDER_MARK_LABELS, mark)).join('、') || '—',
    },
    {
      key: 'rating',
      title: t('care.rating'),
      cell: ({ rating }) => (rating === null ? '—' : labelOf(RATING_VALUE_LABELS, rating.value)),
    },
    { key: 'source', title: t('care.source'), cell: (one) => labelOf(ORDER_SOURCE_LABELS, one.source), extra: true },
    { key: 'region', title: t('care.region'), cell: (one) => regionName(one.regionId), extra: true },
  ];
}
