import type { AnswerOf } from '@silverbell/wire';
import { routeQuery } from '@silverbell/web-api-client';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Route, Routes, useNavigate } from 'react-router';
import { api } from '../../shared/app-client.js';
import { ListPage, type Column } from '../../shared/list/list-page.js';
import { OfficeMap } from '../../shared/map/office-map.js';
import { Card } from '../../shared/page-frame.js';
import { hasOneOf, type PageProps } from '../../shared/page-props.js';
import { PlainTable } from '../../shared/plain-table.js';
import { useRegionName } from '../../shared/regions/use-regions.js';
import { FacilityForm } from './facility-form.js';
import { FACILITY_EDITORS } from '../../shared/roles.js';

type Facility = AnswerOf<'facilities'>['items'][number];

export function FacilitiesPage(props: PageProps) {
  return (
    <Routes>
      <Route index element={<FacilityList {...props} />} />
      <Route path="new" element={<FacilityForm />} />
      <Route path=":id" element={<FacilityForm />} />
    </Routes>
  );
}

function FacilityList({ user }: PageProps) {
  const { t } = useTranslation('office');
  const regionName = useRegionName();
  const may = hasOneOf(user, FACILITY_EDITORS);
  const columns: readonly Column<Facility>[] = [
    {
      key: 'name',
      title: t('facilities.name'),
      cell: (one) => (may ? <Link to={`/facilities/${encodeURIComponent(one.id)}`}>{one.name}</Link> : one.name),
    },
    { key: 'type', title: t('facilities.type'), cell: (one) => one.type },
    { key: 'region', title: t('facilities.region'), cell: (one) => regionName(one.regionId) },
    { key: 'level', title: t('facilities.level'), cell: (one) => one.level ?? '—', extra: true },
    { key: 'operator', title: t('facilities.operator'), cell: (one) => one.operator ?? '—' },
    { key: 'phone', title: t('facilities.phone'), cell: (one) => one.phone ?? '—' },
    { key: 'hours', title: t('facilities.hours'), cell: (one) => one.hours ?? '—' },
    { key: 'functions', title: t('facilities.functions'), cell: (one) => one.functions.join('、'), extra: true },
    { key: 'capacity', title: t('facilities.capacity'), cell: (one) => one.capacity ?? '—' },
    {
      key: 'state',
      title: t('facilities.state'),
      cell: (one) => t(one.active ? 'facilities.active' : 'facilities.inactive'),
      extra: true,
    },
    { key: 'id', title: t('facilities.code'), cell: (one) => one.id, extra: true },
  ];
  return (
    <ListPage
      list="facilities"
      exportAs="facilities"
      userId={user.id}
      title={t('facilities.title')}
      note={t('facilities.note')}
      route="facilities"
      filters={[
        { key: 'q', label: t('list.search'), of: 'words' },
        { key: 'regionId', label: t('list.region'), of: 'region' },
      ]}
      columns={columns}
      rowKey={(one) => one.id}
      read={({ q, regionId }, cursor) => api.call('facilities', { query: { q, regionId, cursor, limit: 50 } })}
      {...(may ? { newAt: '/facilities/new' } : {})}
      below={(items, filters) => (
        <div className="office-half">
          <WhereTheyAre items={items} may={may} />
          <Counts q={filters['q']} regionId={filters['regionId']} />
        </div>
      )}
    />
  );
}

function WhereTheyAre({ items, may }: { readonly items: readonly Facility[]; readonly may: boolean }) {
  const { t } = useTranslation('office');
  const go = useNavigate();
  const placed = useMemo(() => items.filter((one) => one.position !== null && one.active), [items]);
  const markers = useMemo(
    () =>
      placed.map(({ id, name, type, position }) => ({
        ...{ id, kind: 'station' as const, label: `${name}，${type}` },
        ...{ lat: position?.lat ?? 0, lng: position?.lng ?? 0 },
      })),
    [placed],
  );
  return (
    <Card title={t('facilities.map')} note={t('facilities.mapNote', { n: placed.length })}>
      {placed.length === 0 ? (
        <p className="pad quiet">{t('facilities.noPlace')}</p>
      ) : (
        <OfficeMap
          label={t('facilities.map')}
          markers={markers}
          fit={markers}
          onSelect={(id) => (may ? void go(`/facilities/${encodeURIComponent(id)}`) : undefined)}
        />
      )}
    </Card>
  );
}

/** SR-03: of everything that was asked for, not of this page alone. */
function Counts({ q, regionId }: { readonly q: string | undefined; readonly regionId: string | undefined }) {
  const { t } = useTranslation('office');
  const regionName = useRegionName();
  const result = useQuery(routeQuery(api, 'facilities', { query: { q, regionId, limit: 1 } }));
  return (
    <Card title={t('facilities.counts')}>
      <PlainTable
        name={t('facilities.counts')}
        heads={[t('facilities.region'), t('facilities.type'), t('facilities.count')]}
        items={result.data?.counts ?? []}
        rowKey={(one) => `${one.regionId} ${one.type}`}
        cells={(one) => [regionName(one.regionId), one.type, one.count]}
      />
    </Card>
  );
}
