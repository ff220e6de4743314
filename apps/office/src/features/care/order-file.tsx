import type { ServiceOrderWithTrail } from '@silverbell/wire';
import {
  CHECK_IN_PROOF_LABELS,
  CHECK_IN_REASON_LABELS,
  CONDITION_LABELS,
  ORDER_MARK_LABELS,
  ORDER_SOURCE_LABELS,
  ORDER_STEP_LABELS,
  RATING_VALUE_LABELS,
  SERVICE_ORDER_STATE_LABELS,
  WORRY_FLAG_LABELS,
} from '@silverbell/vocabulary';
import { routeKey, routeQuery } from '@silverbell/web-api-client';
import { Button, dayAndTime, labelOf, quotedWords, yuanOf } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { api, queries } from '../../shared/app-client.js';
import { Facts } from '../../shared/facts.js';
import { Card, PageFrame } from '../../shared/page-frame.js';
import { hasOneOf, type PageProps } from '../../shared/page-props.js';
import { PhotosCard } from '../../shared/photos-card.js';
import { PlainTable } from '../../shared/plain-table.js';
import { QueryStatus } from '../../shared/query-status.js';
import { useOpenDialog } from '../../shared/use-open-dialog.js';
import { AssignForm } from './assign-form.js';
import { useWorkers } from './care-day.js';
import { OrderAct, orderActs, type OrderActName } from './order-acts.js';
import { mayMakeUp } from './order-form.js';

/** One order: what it is, what happened, and what she may do about it. */
export function OrderFile({ user, timeZone }: PageProps) {
  const { id = '' } = useParams();
  const { t } = useTranslation('office');
  const result = useQuery(routeQuery(api, 'serviceOrder', { params: { id } }));
  const order = result.data;
  const title = order === undefined ? t('care.orders') : t('care.order', { name: order.senior.name, day: order.day });
  return (
    <PageFrame title={title} actions={<Button onClick={() => window.print()}>{t('care.print')}</Button>}>
      <QueryStatus of={result} />
      {order === undefined ? null : <Order order={order} user={user} timeZone={timeZone} />}
    </PageFrame>
  );
}

interface OrderProps {
  readonly order: ServiceOrderWithTrail;
  readonly timeZone: string | undefined;
}

function Order({ order, user, timeZone }: OrderProps & Pick<PageProps, 'user'>) {
  const { t } = useTranslation('office');
  const workers = useWorkers();
  const [dialog, open, close] = useOpenDialog<OrderActName>();
  const sameDay = useQuery(routeQuery(api, 'serviceOrders', { query: { from: order.day, to: order.day, limit: 200 } }));
  const done = (): void => {
    void queries.invalidateQueries({ queryKey: routeKey('serviceOrder') });
    void queries.invalidateQueries({ queryKey: routeKey('serviceOrders') });
    close();
  };
  const may = order.allowedActions;
  return (
    <>
      <Card title={t('care.facts')} note={labelOf(SERVICE_ORDER_STATE_LABELS, order.state)}>
        <OrderFacts order={order} timeZone={timeZone} />
        <div className="office-foot no-print">
          {orderActs(order).map((act) => (
            <Button key={act} onClick={() => open(act)}>
              {t(`care.act.${act}`)}
            </Button>
          ))}
          {mayMakeUp(user, order) ? (
            <Link
              className="sb-button sb-button-plain"
              to={`/service-orders/new?madeUpFor=${encodeURIComponent(order.id)}`}
            >
              {t('care.makeUp')}
            </Link>
          ) : null}
        </div>
        {may.includes('assign') ? (
          <AssignForm
            key={order.version}
            order={order}
            workers={workers}
            sameDay={sameDay.data?.items ?? []}
            timeZone={timeZone}
          />
        ) : null}
      </Card>
      <PhotosCard
        of="service-order"
        id={order.id}
        mayAdd={hasOneOf(user, ['provider-manager', 'community-officer', 'township-officer'])}
        timeZone={timeZone}
      />
      <Card title={t('care.trail')}>
        <PlainTable
          name={t('care.trail')}
          heads={[t('care.time'), t('care.state'), t('care.who'), t('care.words')]}
          items={order.trail}
          rowKey={(step) => `${step.at} ${step.type}`}
          cells={(step) => [
            dayAndTime(step.at, timeZone),
            labelOf(ORDER_STEP_LABELS, step.type),
            step.by?.name ?? '—',
            step.note ?? '—',
          ]}
        />
      </Card>
      {dialog === null ? null : <OrderAct act={dialog} order={order} onDone={done} onClose={close} />}
    </>
  );
}

function OrderFacts({ order, timeZone }: OrderProps) {
  const { t } = useTranslation('office');
  const cameAt = (one: ServiceOrderWithTrail['checkIn']): string | null =>
    one === null
      ? null
      : [
          dayAndTime(one.at, timeZone),
          labelOf(CHECK_IN_PROOF_LABELS, one.proof),
          ...(one.reason === null ? [] : [labelOf(CHECK_IN_REASON_LABELS, one.reason)]),
          t('care.receivedAt', { at: dayAndTime(one.receivedAt, timeZone) }),
        ].join(' · ');
  const { quote, rating, report } = order;
  return (
    <Facts
      of={[
        [t('care.senior'), order.senior.name],
        [t('care.items'), order.itemNames.join('、')],
        [t('care.planned'), `${dayAndTime(order.plannedStart, timeZone)} – ${dayAndTime(order.plannedEnd, timeZone)}`],
        [t('care.worker'), order.worker?.name ?? t('care.nobody')],
        [t('care.checkIn'), cameAt(order.checkIn)],
        [t('care.checkOut'), cameAt(order.checkOut)],
        [t('care.minutes'), order.deliveredMinutes],
        [t('care.subsidised'), order.subsidisedMinutes],
        [t('care.marks'), order.marks.map((mark) => labelOf(ORDER_MARK_LABELS, mark)).join('、')],
        [
          t('care.quote'),
          quote === null
            ? null
            : t('care.quoted', {
                what: quotedWords(order, (n) => t('care.more', { n })),
                money: yuanOf(quote.amountFen),
                state: t(quote.acceptedAt === null ? 'care.open' : 'care.accepted'),
              }),
        ],
        [t('care.selfPaid'), order.selfPaidFen === 0 ? null : t('care.yuan', { n: yuanOf(order.selfPaidFen) })],
        [t('care.seen'), report === null ? null : t(report.seen ? 'care.seenYes' : 'care.seenNo')],
        [t('care.condition'), report === null ? null : labelOf(CONDITION_LABELS, report.condition)],
        [t('care.flags'), report?.flags?.map((flag) => labelOf(WORRY_FLAG_LABELS, flag)).join('、')],
        [t('care.rating'), rating === null ? null : labelOf(RATING_VALUE_LABELS, rating.value)],
        [t('care.source'), labelOf(ORDER_SOURCE_LABELS, order.source)],
        [
          t('care.madeUpFor'),
          order.madeUpFor === null ? null : (
            <Link key="made-up-for" to={`/service-orders/${encodeURIComponent(order.madeUpFor)}`}>
              {order.madeUpFor}
            </Link>
          ),
        ],
        [
          t('care.plan'),
          order.planId === null ? null : (
            <Link key="plan" to={`/service-plans?seniorId=${encodeURIComponent(order.seniorId)}`}>
              {order.planId}
            </Link>
          ),
        ],
        [t('care.incident'), order.incidentId === null ? null : t('care.incidentOpened', { id: order.incidentId })],
      ]}
    />
  );
}
