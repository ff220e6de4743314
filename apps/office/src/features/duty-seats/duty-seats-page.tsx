import type { AnswerOf } from '@silverbell/wire';
import { LADDER_ROLE_LABELS } from '@silverbell/vocabulary';
import { routeKey, useRouteMutation } from '@silverbell/web-api-client';
import { Button, dayAndTime, labelOf, ProblemMessage } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { Link, Route, Routes } from 'react-router';
import { api, queries } from '../../shared/app-client.js';
import { ListPage, type Column } from '../../shared/list/list-page.js';
import { hasOneOf, type PageProps } from '../../shared/page-props.js';
import { useRegionName } from '../../shared/regions/use-regions.js';
import { DutySeatForm } from './duty-seat-form.js';
import { PLACE_EDITORS } from '../../shared/roles.js';

type Seat = AnswerOf<'dutySeats'>['items'][number];

export function DutySeatsPage(props: PageProps) {
  return (
    <Routes>
      <Route index element={<SeatList {...props} />} />
      <Route path="new" element={<DutySeatForm />} />
      <Route path=":id" element={<DutySeatForm />} />
    </Routes>
  );
}

function SeatList({ user, timeZone }: PageProps) {
  const { t } = useTranslation('office');
  const regionName = useRegionName();
  const may = hasOneOf(user, PLACE_EDITORS);
  const columns: readonly Column<Seat>[] = [
    { key: 'region', title: t('seats.region'), cell: (one) => regionName(one.regionId) },
    { key: 'role', title: t('seats.role'), cell: (one) => labelOf(LADDER_ROLE_LABELS, one.role) },
    { key: 'name', title: t('seats.name'), cell: (one) => one.name },
    { key: 'voice', title: t('seats.voice'), cell: (one) => one.voiceNumber },
    {
      key: 'answered',
      title: t('seats.answered'),
      cell: (one) => (one.answeredAt === null ? t('seats.never') : dayAndTime(one.answeredAt, timeZone)),
    },
    { key: 'check', title: t('seats.check'), cell: (one) => t(one.checkDue ? 'seats.due' : 'seats.ok') },
    {
      key: 'state',
      title: t('seats.state'),
      cell: (one) => t(one.active ? 'seats.active' : 'seats.inactive'),
      extra: true,
    },
    { key: 'id', title: t('seats.code'), cell: (one) => one.id, extra: true },
    ...(may ? [{ key: 'actions', title: t('seats.actions'), cell: (one: Seat) => <Acts seat={one} /> }] : []),
  ];
  return (
    <ListPage
      list="duty-seats"
      exportAs="duty-seats"
      userId={user.id}
      title={t('seats.title')}
      note={t('seats.note')}
      route="dutySeats"
      filters={[
        { key: 'q', label: t('list.search'), of: 'words' },
        { key: 'regionId', label: t('seats.region'), of: 'region' },
      ]}
      columns={columns}
      rowKey={(one) => one.id}
      read={({ q, regionId }, cursor) => api.call('dutySeats', { query: { q, regionId, cursor, limit: 50 } })}
      {...(may ? { newAt: '/duty-seats/new' } : {})}
    />
  );
}

function Acts({ seat }: { readonly seat: Seat }) {
  const { t } = useTranslation('office');
  const answered = useRouteMutation(api, 'dutySeatAnswered', {
    onSuccess: () => queries.invalidateQueries({ queryKey: routeKey('dutySeats') }),
  });
  return (
    <>
      <Link to={`/duty-seats/${encodeURIComponent(seat.id)}`} aria-label={`${t('seats.change')} ${seat.name}`}>
        {t('seats.change')}
      </Link>{' '}
      {seat.active ? (
        <Button
          tone="quiet"
          busy={answered.isPending}
          onClick={() => answered.mutate({ params: { id: seat.id }, body: {} })}
        >
          {t('seats.didAnswer')}
        </Button>
      ) : null}
      <ProblemMessage problem={answered.error} />
    </>
  );
}
