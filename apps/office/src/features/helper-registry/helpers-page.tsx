import type { HelperOnWire } from '@silverbell/wire';
import { HELPER_CERTIFICATE_LABELS, HELPER_KIND_LABELS, HELPER_TRANSPORT_LABELS } from '@silverbell/vocabulary';
import { labelOf } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { Link, Route, Routes } from 'react-router';
import { api } from '../../shared/app-client.js';
import { ListPage, type Column } from '../../shared/list/list-page.js';
import { hasOneOf, type PageProps } from '../../shared/page-props.js';
import { useRegionName } from '../../shared/regions/use-regions.js';
import { HelperCalendarPage } from './helper-calendar.js';
import { HelperForm } from './helper-form.js';
import { HelperTies } from './helper-ties.js';
import { FACILITY_EDITORS } from '../../shared/roles.js';

export function HelpersPage(props: PageProps) {
  return (
    <Routes>
      <Route index element={<HelperList {...props} />} />
      <Route path="new" element={<HelperForm />} />
      <Route path=":id/calendar" element={<HelperCalendarPage may={hasOneOf(props.user, FACILITY_EDITORS)} />} />
      <Route path=":id/ties" element={<HelperTies {...props} may={hasOneOf(props.user, FACILITY_EDITORS)} />} />
      <Route path=":id" element={<HelperForm />} />
    </Routes>
  );
}

function HelperList({ user }: PageProps) {
  const { t } = useTranslation('office');
  const regionName = useRegionName();
  const may = hasOneOf(user, FACILITY_EDITORS);
  const columns: readonly Column<HelperOnWire>[] = [
    { key: 'name', title: t('helpers.name'), cell: (one) => one.name },
    { key: 'kind', title: t('helpers.kind'), cell: (one) => labelOf(HELPER_KIND_LABELS, one.kind) },
    { key: 'region', title: t('helpers.region'), cell: (one) => regionName(one.regionId) },
    { key: 'phone', title: t('helpers.phone'), cell: (one) => one.phone },
    { key: 'age', title: t('helpers.age'), cell: (one) => one.ageYears },
    {
      key: 'transport',
      title: t('helpers.transport'),
      cell: (one) => labelOf(HELPER_TRANSPORT_LABELS, one.transport),
      extra: true,
    },
    { key: 'night', title: t('helpers.night'), cell: (one) => t(one.nightCalls ? 'form.yes' : 'form.no') },
    {
      key: 'papers',
      title: t('helpers.papers'),
      cell: (one) =>
        one.certificates
          .map(({ kind, validUntil, valid }) =>
            [labelOf(HELPER_CERTIFICATE_LABELS, kind), validUntil, valid ? null : t('helpers.expired')]
              .filter(Boolean)
              .join(' '),
          )
          .join(t('app.and')),
    },
    {
      key: 'duty',
      title: t('helpers.duty'),
      cell: (one) => t(one.suspended ? 'helpers.suspended' : one.onDuty ? 'helpers.onDuty' : 'helpers.offDuty'),
    },
    { key: 'id', title: t('helpers.code'), cell: (one) => one.id },
    {
      key: 'actions',
      title: t('helpers.actions'),
      cell: (one) => <Acts helper={one} may={may} givesAccounts={hasOneOf(user, ['security-admin'])} />,
    },
  ];
  return (
    <ListPage
      list="helpers"
      exportAs="helpers"
      userId={user.id}
      title={t('helpers.title')}
      note={t('helpers.note')}
      route="helpers"
      filters={[
        { key: 'q', label: t('list.search'), of: 'words' },
        { key: 'regionId', label: t('helpers.region'), of: 'region' },
      ]}
      columns={columns}
      rowKey={(one) => one.id}
      read={({ q, regionId }, cursor) => api.call('helpers', { query: { q, regionId, cursor, limit: 50 } })}
      {...(may ? { newAt: '/helpers/new' } : {})}
    />
  );
}

function Acts({
  helper,
  may,
  givesAccounts,
}: {
  readonly helper: HelperOnWire;
  readonly may: boolean;
  readonly givesAccounts: boolean;
}) {
  const { t } = useTranslation('office');
  const { id, name, regionId } = helper;
  const own = `/helpers/${encodeURIComponent(id)}`;
  return (
    <>
      <Link to={`${own}/calendar`} aria-label={`${t('helpers.calendar')} ${name}`}>
        {t('helpers.calendar')}
      </Link>{' '}
      <Link to={`${own}/ties`} aria-label={`${t('helpers.ties')} ${name}`}>
        {t('helpers.ties')}
      </Link>{' '}
      {may ? (
        <Link to={own} aria-label={`${t('helpers.change')} ${name}`}>
          {t('helpers.change')}
        </Link>
      ) : null}{' '}
      {givesAccounts ? (
        <Link
          to={`/accounts/new?${new URLSearchParams({ helperId: id, name, regionId }).toString()}`}
          aria-label={`${t('helpers.account')} ${name}`}
        >
          {t('helpers.account')}
        </Link>
      ) : null}
    </>
  );
}
