import type { MapMarker } from '@silverbell/web-map';
import { routeQuery } from '@silverbell/web-api-client';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { api } from '../../shared/app-client.js';
import { Card } from '../../shared/page-frame.js';
import type { Region } from '../../shared/regions/use-regions.js';

const OfficeMap = lazy(() => import('../../shared/map/office-map.js').then((all) => ({ default: all.OfficeMap })));
/** More would be one dark spot; the list of homes has them all. */
const MOST = 200;

/** Where the homes and the facilities of a region are. */
export function RegionMap({ region, readsHomes }: { readonly region: Region; readonly readsHomes: boolean }) {
  const { t } = useTranslation('office');
  const go = useNavigate();
  const homes = useQuery({
    ...routeQuery(api, 'homes', { query: { regionId: region.id, limit: MOST } }),
    enabled: readsHomes,
  });
  const facilities = useQuery({
    ...routeQuery(api, 'facilities', { query: { regionId: region.id, limit: MOST } }),
    enabled: readsHomes,
  });
  const markers = useMemo<readonly MapMarker[]>(
    () => [
      ...(homes.data?.items ?? []).map(({ id, label, position: { lat, lng } }) => ({
        ...{ id: `home ${id}`, kind: 'home' as const, lat, lng, label },
      })),
      ...(facilities.data?.items ?? []).flatMap(({ id, name, position, active }) =>
        position === null || !active
          ? []
          : [{ id, kind: 'station' as const, lat: position.lat, lng: position.lng, label: name }],
      ),
    ],
    [homes.data, facilities.data],
  );
  const isMore = (homes.data?.nextCursor ?? null) !== null;
  return (
    <Card title={t('regions.map')} note={isMore ? t('regions.mapMore', { n: MOST }) : undefined}>
      <Suspense fallback={<p className="pad quiet">{t('common.loading')}</p>}>
        <OfficeMap
          label={t('regions.map')}
          markers={markers}
          {...(markers.length === 0 ? { focus: region.centre } : { fit: markers })}
          onSelect={(id) => void go(`/facilities/${encodeURIComponent(id)}`)}
        />
      </Suspense>
    </Card>
  );
}
