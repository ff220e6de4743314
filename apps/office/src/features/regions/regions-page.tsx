import { Button } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { Route, Routes, useNavigate, useParams } from 'react-router';
import { PageFrame } from '../../shared/page-frame.js';
import { hasOneOf, type PageProps } from '../../shared/page-props.js';
import { QueryStatus } from '../../shared/query-status.js';
import { useRegions } from '../../shared/regions/use-regions.js';
import { RegionDetails } from './region-details.js';
import { RegionForm } from './region-form.js';
import { RegionTree } from './region-tree.js';

const keeping = ['admin', 'county-officer'];

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

function WithTree({ user, timeZone }: PageProps) {
  const { t } = useTranslation('office');
  const go = useNavigate();
  const { id } = useParams();
  const reading = useRegions();
  const regions = reading.data?.items ?? [];
  const shown = regions.find((one) => one.id === id);
  const may = hasOneOf(user, keeping);
  return (
    <PageFrame
      title={t('regions.title')}
      note={t('regions.note')}
      actions={
        may && shown !== undefined ? (
          <Button tone="primary" keys="Alt+N" onClick={() => void go(`/regions/${encodeURIComponent(shown.id)}/new`)}>
            {t('regions.add')}
          </Button>
        ) : null
      }
    >
      <QueryStatus of={reading} />
      <div className="office-columns">
        <RegionTree regions={regions} />
        <div className="office-column">
          {shown === undefined ? (
            <p className="quiet">{t('regions.choose')}</p>
          ) : (
            <RegionDetails key={shown.id} region={shown} regions={regions} may={may} timeZone={timeZone} />
          )}
        </div>
      </div>
    </PageFrame>
  );
}
