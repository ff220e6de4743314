import { routeQuery } from '@silverbell/web-api-client';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '../../shared/app-client.js';
import { Card } from '../../shared/page-frame.js';
import { PlainTable } from '../../shared/plain-table.js';
import { QueryStatus } from '../../shared/query-status.js';
import { useRegionName, type Region } from '../../shared/regions/use-regions.js';

const SHOWN = 20;

export function RegionFacilities({ region }: { readonly region: Region }) {
  const { t } = useTranslation('office');
  const regionName = useRegionName();
  const result = useQuery(routeQuery(api, 'facilities', { query: { regionId: region.id, limit: SHOWN } }));
  const counts = result.data?.counts ?? [];
  const here = counts.filter(({ regionId }) => regionId === region.id).reduce((sum, { count }) => sum + count, 0);
  const all = counts.reduce((sum, { count }) => sum + count, 0);
  return (
    <Card title={t('regions.facilities')} note={t('regions.facilitiesNote', { here, below: all - here })}>
      <QueryStatus of={result} />
      {result.data === undefined ? null : (
        <PlainTable
          name={t('regions.facilities')}
          heads={[
            ...[t('regions.facility'), t('regions.facilityType'), t('regions.facilityRegion')],
            ...[t('regions.facilityPhone'), t('regions.facilityHours')],
          ]}
          items={result.data.items}
          rowKey={(one) => one.id}
          cells={(one) => [one.name, one.type, regionName(one.regionId), one.phone, one.hours]}
        />
      )}
      <div className="office-foot">
        <Link to={`/facilities?regionId=${encodeURIComponent(region.id)}`}>
          {t('regions.facilitiesAll', { n: all })}
        </Link>
      </div>
    </Card>
  );
}
