import type { SeniorOnFile } from '@silverbell/wire';
import { POSITION_SOURCE_LABELS } from '@silverbell/vocabulary';
import { labelOf } from '@silverbell/web-ui';
import { lazy, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../shared/page-frame.js';

const OfficeMap = lazy(() => import('../../shared/map/office-map.js').then((all) => ({ default: all.OfficeMap })));

export function HomeMap({ senior }: { readonly senior: SeniorOnFile }) {
  const { t } = useTranslation('office');
  const { label, position } = senior.homeFile;
  const { lat, lng } = position;
  const markers = useMemo(() => [{ id: 'home', kind: 'destination' as const, lat, lng, label }], [lat, lng, label]);
  return (
    <Card title={t('seniors.map')} note={`${labelOf(POSITION_SOURCE_LABELS, position.source)} · WGS-84`}>
      <Suspense fallback={<p className="pad quiet">{t('common.loading')}</p>}>
        <OfficeMap label={t('seniors.map')} markers={markers} focus={position} />
      </Suspense>
    </Card>
  );
}
