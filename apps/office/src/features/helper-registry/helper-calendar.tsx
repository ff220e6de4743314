import type { HelperCalendarOnWire } from '@silverbell/wire';
import { routeKey, routeQuery, useRouteMutation } from '@silverbell/web-api-client';
import { Button, ProblemMessage } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { api, queries } from '../../shared/app-client.js';
import { Card, PageFrame } from '../../shared/page-frame.js';
import { PlainTable } from '../../shared/plain-table.js';
import { QueryStatus } from '../../shared/query-status.js';
import { useOpenDialog } from '../../shared/use-open-dialog.js';
import { without, withoutPlace, type Calendar } from './calendar.js';
import { CalendarDialog, WEEKDAYS, type CalendarAct } from './calendar-dialogs.js';

const refresh = (): void => {
  for (const route of ['helperCalendar', 'helperCoverage', 'coverageNow'] as const)
    void queries.invalidateQueries({ queryKey: routeKey(route) });
};

/** When a helper is on duty by plan: her week, the days that are different, and where she is then. */
export function HelperCalendarPage({ may }: { readonly may: boolean }) {
  const { t } = useTranslation('office');
  const { id = '' } = useParams();
  const result = useQuery(routeQuery(api, 'helperCalendar', { params: { id } }));
  const helper = useQuery(routeQuery(api, 'helper', { params: { id } }));
  const name = helper.data?.name ?? id;
  return (
    <PageFrame title={t('helpers.calendarOf', { name })} note={t('helpers.calendarNote')}>
      <QueryStatus of={result} />
      {result.data === undefined ? null : <CalendarRows calendar={result.data} name={name} may={may} />}
    </PageFrame>
  );
}

interface CalendarRowsProps {
  readonly calendar: HelperCalendarOnWire;
  readonly name: string;
  readonly may: boolean;
}

function CalendarRows({ calendar, name, may }: CalendarRowsProps) {
  const { t } = useTranslation('office');
  const [dialog, open, close] = useOpenDialog<CalendarAct>();
  const write = useRouteMutation(api, 'writeHelperCalendar', { onSettled: refresh });
  const send = (body: Calendar): void => write.mutate({ params: { id: calendar.helperId }, body }, calendar.version);
  const at = (placeId: string | null): string =>
    calendar.places.find((one) => one.id === placeId)?.label ?? t('helpers.usually');
  const remove = (what: string, body: Calendar): readonly ReactNode[] =>
    may
      ? [
          <Button key="remove" tone="quiet" aria-label={`${t('helpers.remove')} ${what}`} onClick={() => send(body)}>
            {t('helpers.remove')}
          </Button>,
        ]
      : [];
  const adds = (act: CalendarAct): ReactNode =>
    may ? (
      <div className="office-foot">
        <Button onClick={() => open(act)}>{t(`helpers.${act}New`)}</Button>
      </div>
    ) : null;
  const acts = may ? [t('helpers.actions')] : [];
  return (
    <>
      <ProblemMessage problem={write.error} />
      <Card title={t('helpers.week')}>
        <PlainTable
          name={t('helpers.week')}
          heads={[t('helpers.weekdays'), t('helpers.hours'), t('helpers.atPlace'), ...acts]}
          items={calendar.weekly}
          rowKey={({ weekday, from, to }) => `${String(weekday)} ${from} ${to}`}
          cells={(one) => {
            const day = t(`helpers.weekday.${WEEKDAYS[one.weekday - 1] ?? 'mon'}`);
            const hours = `${one.from}–${one.to}`;
            return [day, hours, at(one.placeId), ...remove(`${day} ${hours}`, without(calendar, 'weekly', one))];
          }}
        />
        {adds('weekly')}
      </Card>
      <Card title={t('helpers.exceptions')}>
        <PlainTable
          name={t('helpers.exceptions')}
          heads={[t('helpers.days'), t('helpers.duty'), t('helpers.atPlace'), t('helpers.why'), ...acts]}
          items={calendar.exceptions}
          rowKey={(one) => JSON.stringify(one)}
          cells={(one) => {
            const days = one.from === one.to ? one.from : `${one.from}–${one.to}`;
            const duty = [t(one.onDuty ? 'helpers.besides' : 'helpers.away')];
            if (one.hours !== undefined) duty.push(`${one.hours.from}–${one.hours.to}`);
            const gone = remove(days, without(calendar, 'exceptions', one));
            return [days, duty.join(' '), one.onDuty ? at(one.placeId) : null, one.note, ...gone];
          }}
        />
        {adds('exception')}
      </Card>
      <Card title={t('helpers.places')}>
        <PlainTable
          name={t('helpers.places')}
          heads={[t('helpers.placeName'), t('helpers.coordinates'), ...acts]}
          items={calendar.places}
          rowKey={({ id }) => id}
          cells={({ id, label, position: { lat, lng } }) => [
            ...[label, `${lat.toFixed(5)}, ${lng.toFixed(5)}`],
            ...remove(label, withoutPlace(calendar, id)),
          ]}
        />
        {adds('place')}
      </Card>
      {dialog === null ? null : (
        <CalendarDialog
          {...{ act: dialog, name, calendar }}
          onDone={() => {
            refresh();
            close();
          }}
          onClose={close}
        />
      )}
    </>
  );
}
