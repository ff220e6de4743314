import { routeQuery } from '@silverbell/web-api-client';
import { Button } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Route, Routes, useNavigate, useParams } from 'react-router';
import { api } from '../../shared/app-client.js';
import { ExportButton } from '../../shared/list/export-button.js';
import { PageFrame } from '../../shared/page-frame.js';
import { hasOneOf, type PageProps } from '../../shared/page-props.js';
import { QueryStatus } from '../../shared/query-status.js';
import { useRegions } from '../../shared/regions/use-regions.js';
import { RegionDetails } from './region-details.js';
import { RegionForm } from './region-form.js';
import { RegionTree } from './region-tree.js';
import { PLACE_EDITORS } from '../../shared/roles.js';

const countingRoles = [...PLACE_EDITORS, 'township-officer', 'lead', 'operator', 'supervisor'];

export type HomeCounts = ReadonlyMap<string, { readonly homes: number; readonly seniors: number }>;
const exporting = [...PLACE_EDITORS, 'lead', 'operator', 'supervisor'];

export function RegionsPage(props: PageProps) {
  return (
    <Routes>
      <Route index element={<WithTree {...props} />} />
      <Route path=":id" element={<WithTree {...props} />} />
      <Route path=":id/edit" element={<RegionForm />} />
      <Route path=":id/new" element={<RegionForm below />} />
    </Routes>
  );
}

/** Until one is chosen, the page shows the top of what she may see. */
function WithTree({ user, timeZone }: PageProps) {
  const { t } = useTranslation('office');
  const go = useNavigate();
  const { id } = useParams();
  const result = useRegions();
  const figures = useQuery({ ...routeQuery(api, 'regionFigures', {}), enabled: hasOneOf(user, countingRoles) });
  const regions = result.data?.items ?? [];
  const homes: HomeCounts = new Map(figures.data?.items.map(({ regionId, total }) => [regionId, total]));
  const shown = id === undefined ? regions[0] : regions.find((one) => one.id === id);
  const may = hasOneOf(user, PLACE_EDITORS);
  return (
    <PageFrame
      title={t('regions.title')}
      note={t('regions.note')}
      actions={
        <>
          {hasOneOf(user, exporting) ? (
            <ExportButton lists={['regions']} filters={shown === undefined ? {} : { regionId: shown.id }} />
          ) : null}
          {may && shown?.active === true ? (
            <Button tone="primary" keys="Alt+N" onClick={() => void go(`/regions/${encodeURIComponent(shown.id)}/new`)}>
              {t('regions.add')}
            </Button>
          ) : null}
        </>
      }
    >
      <QueryStatus of={result} />
      <div className="office-columns">
        <RegionTree regions={regions} shownId={shown?.id} homes={homes} />
        <div className="office-column">
          {shown === undefined ? (
            result.isSuccess ? (
              <p className="quiet">{t('regions.choose')}</p>
            ) : null
          ) : (
            <RegionDetails
              key={shown.id}
              region={shown}
              regions={regions}
              count={homes.get(shown.id)}
              may={may}
              user={user}
              timeZone={timeZone}
            />
          )}
        </div>
      </div>
    </PageFrame>
  );
}
