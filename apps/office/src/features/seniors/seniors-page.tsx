import type { SeniorSummary } from '@silverbell/wire';
import {
  CARE_CATEGORY_LABELS,
  ECONOMIC_CLASS_LABELS,
  SENIOR_STATUS_LABELS,
  type SeniorStatus,
} from '@silverbell/vocabulary';
import { choicesOf, labelOf } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { Link, Route, Routes } from 'react-router';
import { api } from '../../shared/app-client.js';
import { ListPage, type Column } from '../../shared/list/list-page.js';
import { hasOneOf, type PageProps } from '../../shared/page-props.js';
import { useRegionName } from '../../shared/regions/use-regions.js';
import { SeniorFile } from './senior-file.js';
import { SeniorForm } from './senior-form.js';
import { FILE_EDITORS } from '../../shared/roles.js';

export function SeniorsPage(props: PageProps) {
  return (
    <Routes>
      <Route index element={<SeniorList {...props} />} />
      <Route path="new" element={<SeniorForm />} />
      <Route path=":id/edit" element={<SeniorForm />} />
      <Route path=":id/*" element={<SeniorFile {...props} />} />
    </Routes>
  );
}

function SeniorList({ user }: PageProps) {
  const { t } = useTranslation('office');
  const regionName = useRegionName();
  const columns: readonly Column<SeniorSummary>[] = [
    {
      key: 'name',
      title: t('seniors.name'),
      cell: (one) => <Link to={`/seniors/${encodeURIComponent(one.id)}`}>{one.name}</Link>,
    },
    {
      key: 'age',
      title: t('seniors.ageColumn'),
      cell: (one) => (one.age === null ? '—' : t('seniors.age', { n: one.age })),
    },
    { key: 'home', title: t('seniors.home'), cell: (one) => one.home.label },
    { key: 'region', title: t('seniors.region'), cell: (one) => regionName(one.regionId) },
    { key: 'phone', title: t('seniors.phone'), cell: (one) => one.phone ?? '—' },
    { key: 'status', title: t('seniors.status'), cell: (one) => labelOf(SENIOR_STATUS_LABELS, one.status) },
    {
      key: 'categories',
      title: t('seniors.categories'),
      cell: (one) => one.careCategories.map((code) => labelOf(CARE_CATEGORY_LABELS, code)).join(t('app.and')),
    },
    {
      key: 'economic',
      title: t('seniors.economic'),
      cell: (one) => labelOf(ECONOMIC_CLASS_LABELS, one.economicClass),
      extra: true,
    },
    { key: 'id', title: t('seniors.code'), cell: (one) => one.id, extra: true },
  ];
  return (
    <ListPage
      list="seniors"
      exportAs="seniors"
      userId={user.id}
      title={t('seniors.title')}
      note={t('seniors.note')}
      route="seniors"
      filters={[
        { key: 'q', label: t('list.search'), of: 'words' },
        { key: 'regionId', label: t('seniors.region'), of: 'region' },
        { key: 'status', label: t('seniors.status'), of: choicesOf(SENIOR_STATUS_LABELS) },
      ]}
      columns={columns}
      rowKey={(one) => one.id}
      read={({ q, regionId, status }, cursor) =>
        api.call('seniors', { query: { q, regionId, status: status as SeniorStatus | undefined, cursor, limit: 50 } })
      }
      {...(hasOneOf(user, FILE_EDITORS) ? { newAt: '/seniors/new' } : {})}
    />
  );
}
