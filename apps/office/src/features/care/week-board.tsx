import type { ServiceOrderOnWire } from '@silverbell/wire';
import { ORDER_MARK_LABELS } from '@silverbell/vocabulary';
import { routeKey, useRouteMutation } from '@silverbell/web-api-client';
import { Button, labelOf } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { api, queries } from '../../shared/app-client.js';
import { dayAfter } from '../../shared/day-after.js';
import { PAGE } from '../../shared/every-page.js';
import { Figures } from '../../shared/figures.js';
import { Card, PageFrame } from '../../shared/page-frame.js';
import type { PageProps } from '../../shared/page-props.js';
import { PlainTable } from '../../shared/plain-table.js';
import { QueryStatus } from '../../shared/query-status.js';
import { RegionSelect } from '../../shared/regions/region-select.js';
import { useRegions } from '../../shared/regions/use-regions.js';
import { AssignDialog } from './assign-dialog.js';
import type { AssignChoice } from './assign-form.js';
import { spanOf, useCatalogue, useWorkers } from './care-day.js';
import {
  certificatesDue,
  choiceAfterMove,
  gapOf,
  isToReview,
  readWeek,
  rowsOf,
  weekOf,
  workersIn,
  type WeekRow,
} from './week.js';
import { WeekTable } from './week-table.js';

/** An order that was dragged to a worker. */
interface Move {
  readonly orderId: string;
  readonly choice: AssignChoice;
  readonly name: string;
}

/** A week of a provider (CR-77). Week, area and what is shown stand in the address. */
export function WeekBoard({ timeZone }: PageProps) {
  const { t } = useTranslation('office');
  const field = useId();
  const [search, setSearch] = useSearchParams();
  const today = useCatalogue()?.on ?? '';
  const asked = weekOf(search.get('week') ?? '');
  const days = asked.length > 0 ? asked : weekOf(today);
  const [monday = '', sunday = ''] = [days[0], days[6]];
  const regionId = search.get('regionId') ?? '';
  const show = search.get('show') ?? '';
  const regions = useRegions().data?.items ?? [];
  const allWorkers = useWorkers();
  const result = useQuery({
    queryKey: [...routeKey('serviceOrders'), 'week', monday, regionId],
    queryFn: () =>
      readWeek((cursor) =>
        api.call('serviceOrders', {
          query: { from: monday, to: sunday, ...(regionId === '' ? {} : { regionId }), cursor, limit: PAGE },
        }),
      ),
    enabled: monday !== '',
  });
  const orders = result.data?.orders ?? [];
  const workers = workersIn(regionId, { workers: allWorkers, orders, regions });
  const moving = useMoves(orders);
  const review = orders.filter(isToReview);
  const address = (change: Readonly<Record<string, string>>): Record<string, string> =>
    Object.fromEntries(Object.entries({ week: monday, regionId, show, ...change }).filter(([, value]) => value !== ''));
  const at = (change: Readonly<Record<string, string>>): string =>
    `/service-orders/week?${new URLSearchParams(address(change)).toString()}`;
  const goTo = (weeks: number) => (): void => setSearch(address({ week: dayAfter(monday, 7 * weeks) }));
  return (
    <PageFrame
      title={t('week.title')}
      note={t('week.note')}
      actions={
        <>
          <Button disabled={monday === ''} onClick={goTo(-1)}>
            {t('week.previous')}
          </Button>
          <strong>{monday === '' ? null : t('week.days', { from: monday, to: sunday })}</strong>
          <Button disabled={monday === ''} onClick={goTo(1)}>
            {t('week.next')}
          </Button>
          <Button onClick={() => window.print()}>{t('care.print')}</Button>
        </>
      }
    >
      <div className="office-card office-filter" role="search" aria-label={t('list.filter')}>
        <div className="office-field">
          <label htmlFor={field}>{t('list.region')}</label>
          <RegionSelect id={field} value={regionId} onChange={(chosen) => setSearch(address({ regionId: chosen }))} />
        </div>
        <p className="quiet">{t('week.howTo')}</p>
      </div>
      <QueryStatus of={result} />
      {result.data === undefined ? null : (
        <>
          {result.data.isCut ? (
            <p className="office-warn" role="status">
              {t('week.cut', { n: orders.length })}
            </p>
          ) : null}
          <WeekFigures
            {...{ orders, review: review.length, toReview: at({ show: 'review' }) }}
            due={workers.filter((one) => certificatesDue(one, today).length > 0).length}
          />
          <p role="status">{moving.done === null ? null : t('week.moved', { name: moving.done })}</p>
          {show === 'review' ? (
            <Card title={t('week.review')} note={<Link to={at({ show: '' })}>{t('week.whole')}</Link>}>
              <ToReview orders={review} timeZone={timeZone} />
            </Card>
          ) : (
            <div className="office-card">
              {orders.length === 0 ? <p className="pad quiet">{t('week.none')}</p> : null}
              <WeekTable
                name={`${t('week.title')} ${t('week.days', { from: monday, to: sunday })}`}
                {...{ days, today, timeZone }}
                rows={rowsOf(orders, workers)}
                onMove={moving.move}
                onOpen={moving.open}
              />
            </div>
          )}
        </>
      )}
      {moving.asked === null ? null : (
        <AssignDialog {...moving.asked} {...{ timeZone }} workers={allWorkers} onClose={moving.close} />
      )}
    </PageFrame>
  );
}

/** An order that is dragged to a worker is assigned at once. Refused, the form opens with this choice and everything that stands against it. */
function useMoves(orders: readonly ServiceOrderOnWire[]) {
  const [opened, setOpened] = useState<string | null>(null);
  const [moved, setMoved] = useState<Move | null>(null);
  const assign = useRouteMutation(api, 'assignOrder', {
    onSettled: () => queries.invalidateQueries({ queryKey: routeKey('serviceOrders') }),
  });
  const asked =
    opened !== null
      ? { orderId: opened, choice: null, refused: null }
      : moved !== null && assign.error !== null
        ? { ...moved, refused: assign.error }
        : null;
  const order = orders.find(({ id }) => id === asked?.orderId);
  return {
    asked: asked === null || order === undefined ? null : { order, chosen: asked.choice, refused: asked.refused },
    /** To whom the last one was given. */
    done: moved !== null && !assign.isPending && assign.error === null ? moved.name : null,
    move: (one: ServiceOrderOnWire, from: WeekRow, to: WeekRow): void => {
      const choice = to.id === null ? null : choiceAfterMove(one, from.id, to.id);
      if (choice === null || assign.isPending) return;
      setMoved({ orderId: one.id, choice, name: to.name ?? '' });
      assign.mutate({ params: { id: one.id }, body: choice }, one.version);
    },
    open: ({ id }: ServiceOrderOnWire): void => setOpened(id),
    close: (): void => {
      setOpened(null);
      setMoved(null);
      assign.reset();
    },
  };
}

interface WeekFiguresProps {
  readonly orders: readonly ServiceOrderOnWire[];
  readonly review: number;
  /** Where they are listed. */
  readonly toReview: string;
  readonly due: number;
}

function WeekFigures({ orders, review, toReview, due }: WeekFiguresProps) {
  const { t } = useTranslation('office');
  const { n, hours } = gapOf(orders);
  return (
    <Figures
      name={t('week.counts')}
      of={[
        { label: t('week.waiting'), figure: n, unit: t('week.hours', { hours }) },
        { label: t('week.review'), figure: review, to: toReview },
        { label: t('week.due'), figure: due },
      ]}
    />
  );
}

interface ToReviewProps {
  readonly orders: readonly ServiceOrderOnWire[];
  readonly timeZone: string | undefined;
}

function ToReview({ orders, timeZone }: ToReviewProps) {
  const { t } = useTranslation('office');
  return (
    <PlainTable
      name={t('week.review')}
      heads={[t('care.day'), t('care.time'), t('care.senior'), t('care.worker'), t('care.marks')]}
      items={orders}
      rowKey={({ id }) => id}
      cells={(one) => [
        <Link key="day" to={`/service-orders/${encodeURIComponent(one.id)}`}>
          {one.day}
        </Link>,
        spanOf(one, timeZone),
        one.senior.name,
        one.worker?.name ?? t('care.nobody'),
        one.marks.map((mark) => labelOf(ORDER_MARK_LABELS, mark)).join('、'),
      ]}
    />
  );
}
