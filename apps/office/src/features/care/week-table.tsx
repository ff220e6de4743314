import type { ServiceOrderOnWire } from '@silverbell/wire';
import { HELPER_CERTIFICATE_LABELS, SERVICE_ORDER_STATE_LABELS } from '@silverbell/vocabulary';
import { Button, labelOf } from '@silverbell/web-ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useRegionName } from '../../shared/regions/use-regions.js';
import { ScrollBox } from '../../shared/scroll-box.js';
import { spanOf, WEEKDAYS } from './care-day.js';
import { certificatesDue, choiceAfterMove, gapOf, isToReview, type WeekRow } from './week.js';

interface WeekTableProps {
  readonly name: string;
  readonly days: readonly string[];
  readonly rows: readonly WeekRow[];
  /** The civil day of care. */
  readonly today: string;
  readonly timeZone: string | undefined;
  /** An order was dragged from its row to that of a worker. */
  readonly onMove: (order: ServiceOrderOnWire, from: WeekRow, to: WeekRow) => void;
  /** The same by a button: the form asks for the worker. */
  readonly onOpen: (order: ServiceOrderOnWire) => void;
}

interface Dragged {
  readonly order: ServiceOrderOnWire;
  readonly from: WeekRow;
}

/** A row for each worker and one for what has none, a column for each day; an order is dragged to another row of its day. */
export function WeekTable({ name, days, rows, today, timeZone, onMove, onOpen }: WeekTableProps) {
  const { t } = useTranslation('office');
  const [dragged, setDragged] = useState<Dragged | null>(null);
  const takes = (row: WeekRow, day: string): boolean =>
    dragged !== null &&
    row.file !== null &&
    dragged.order.day === day &&
    choiceAfterMove(dragged.order, dragged.from.id, row.file.id) !== null;
  return (
    <ScrollBox name={name}>
      <table className="office-table week-board" aria-label={name}>
        <thead>
          <tr>
            <th scope="col">{t('week.worker')}</th>
            {days.map((day, n) => (
              <th key={day} scope="col" {...(day === today ? { 'aria-current': 'date' as const } : {})}>
                {day.slice(5)} {t(`care.weekday.${WEEKDAYS[n] ?? 'mon'}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id ?? ''}>
              <th scope="row">
                <RowHead row={row} today={today} />
              </th>
              {days.map((day) => (
                <td
                  key={day}
                  className={takes(row, day) ? 'office-on' : undefined}
                  onDragOver={(event) => {
                    if (takes(row, day)) event.preventDefault();
                  }}
                  onDrop={(event) => {
                    event.preventDefault();
                    if (dragged !== null && takes(row, day)) onMove(dragged.order, dragged.from, row);
                    setDragged(null);
                  }}
                >
                  <Cell
                    row={row}
                    orders={row.orders.filter((one) => one.day === day)}
                    timeZone={timeZone}
                    onDrag={setDragged}
                    onOpen={onOpen}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

function RowHead({ row, today }: { readonly row: WeekRow; readonly today: string }) {
  const { t } = useTranslation('office');
  const regionName = useRegionName();
  const { file, name } = row;
  return (
    <>
      {name ?? t('care.nobody')}
      <p className="quiet">
        {file === null ? null : `${regionName(file.regionId)} · `}
        {t('week.orders', { n: row.orders.length })}
      </p>
      {file?.suspended === true ? <span className="office-tag office-tag-warn">{t('care.hint.suspended')}</span> : null}
      {(file === null ? [] : certificatesDue(file, today)).map(({ kind, until }) => (
        <p key={kind} className="office-warn">
          {t('care.hint.until', { what: labelOf(HELPER_CERTIFICATE_LABELS, kind), day: until })}
        </p>
      ))}
    </>
  );
}

interface CellProps {
  readonly row: WeekRow;
  readonly orders: readonly ServiceOrderOnWire[];
  readonly timeZone: string | undefined;
  readonly onDrag: (dragged: Dragged | null) => void;
  readonly onOpen: (order: ServiceOrderOnWire) => void;
}

function Cell({ row, orders, timeZone, onDrag, onOpen }: CellProps) {
  const { t } = useTranslation('office');
  const gap = gapOf(orders);
  if (orders.length === 0) return null;
  return (
    <>
      {row.id === null && gap.n > 0 ? (
        <p className="office-tag office-tag-warn">{t('week.gap', { n: gap.n, hours: gap.hours })}</p>
      ) : null}
      <ul>
        {orders.map((one) => {
          const isMovable = one.allowedActions.includes('assign');
          return (
            <li
              key={one.id}
              draggable={isMovable}
              onDragStart={(event) => {
                // Firefox drags nothing without data.
                event.dataTransfer.setData('text/plain', one.id);
                onDrag({ order: one, from: row });
              }}
              onDragEnd={() => onDrag(null)}
            >
              <Link to={`/service-orders/${encodeURIComponent(one.id)}`} draggable={false}>
                {spanOf(one, timeZone)}
              </Link>{' '}
              {one.senior.name}
              <p>{one.itemNames.join('、')}</p>
              <span className="quiet">{labelOf(SERVICE_ORDER_STATE_LABELS, one.state)}</span>
              {isToReview(one) ? <span className="office-tag office-tag-warn">{t('week.toReview')}</span> : null}
              {isMovable ? (
                <Button tone="quiet" className="no-print" onClick={() => onOpen(one)}>
                  {t(one.workerId === null ? 'care.assign' : 'week.move')}
                  <span className="sb-visually-hidden">
                    {' '}
                    {one.senior.name} {one.day} {spanOf(one, timeZone)}
                  </span>
                </Button>
              ) : null}
            </li>
          );
        })}
      </ul>
    </>
  );
}
