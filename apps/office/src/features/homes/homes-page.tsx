import type { AnswerOf } from '@silverbell/wire';
import { POSITION_SOURCE_LABELS } from '@silverbell/vocabulary';
import { labelOf } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { Link, Route, Routes } from 'react-router';
import { api } from '../../shared/app-client.js';
import { ListPage, type Column } from '../../shared/list/list-page.js';
import { hasOneOf, type PageProps } from '../../shared/page-props.js';
import { useRegionName } from '../../shared/regions/use-regions.js';
import { HomeForm } from './home-form.js';
import { FILE_EDITORS } from '../../shared/roles.js';

type Home = AnswerOf<'homes'>['items'][number];

export function HomesPage(props: PageProps) {
  return (
    <Routes>
      <Route index element={<HomeList {...props} />} />
      <Route path="new" element={<HomeForm />} />
      <Route path=":id" element={<HomeForm />} />
    </Routes>
  );
}

function HomeList({ user }: PageProps) {
  const { t } = useTranslation('office');
  const regionName = useRegionName();
  const may = hasOneOf(user, FILE_EDITORS);
  const columns: readonly Column<Home>[] = [
    { key: 'label', title: t('homes.label'), cell: (one) => one.label },
    { key: 'address', title: t('homes.address'), cell: (one) => one.address },
    { key: 'region', title: t('homes.region'), cell: (one) => regionName(one.regionId) },
    {
      key: 'seniors',
      title: t('homes.seniors'),
      cell: (one) =>
        one.seniors.map((senior) => (
          <Link key={senior.id} to={`/seniors/${encodeURIComponent(senior.id)}`}>
            {senior.name}{' '}
          </Link>
        )),
    },
    {
      key: 'source',
      title: t('homes.source'),
      cell: (one) => labelOf(POSITION_SOURCE_LABELS, one.position.source),
      extra: true,
    },
    { key: 'id', title: t('homes.code'), cell: (one) => one.id, extra: true },
    ...(may
      ? [
          {
            key: 'actions',
            title: t('homes.actions'),
            cell: (one: Home) => (
              <>
                <Link to={`/homes/${encodeURIComponent(one.id)}`} aria-label={`${t('homes.change')} ${one.label}`}>
                  {t('homes.change')}
                </Link>{' '}
                <Link
                  to={`/seniors/new?homeId=${encodeURIComponent(one.id)}&regionId=${encodeURIComponent(one.regionId)}`}
                  aria-label={`${t('homes.addSenior')} ${one.label}`}
                >
                  {t('homes.addSenior')}
                </Link>
              </>
            ),
          },
        ]
      : []),
  ];
  return (
    <ListPage
      list="homes"
      exportAs="homes"
      userId={user.id}
      title={t('homes.title')}
      note={t('homes.note')}
      route="homes"
      filters={[
        { key: 'q', label: t('list.search'), of: 'words' },
        { key: 'regionId', label: t('homes.region'), of: 'region' },
      ]}
      columns={columns}
      rowKey={(one) => one.id}
      read={({ q, regionId }, cursor) => api.call('homes', { query: { q, regionId, cursor, limit: 50 } })}
      {...(may ? { newAt: '/homes/new' } : {})}
    />
  );
}
