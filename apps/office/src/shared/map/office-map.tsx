import { routeKey } from '@silverbell/web-api-client';
import { MapView, type Basemap, type MapMarker, type MapViewProps } from '@silverbell/web-map';
import { language } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../app-client.js';

type OfficeMapProps = Pick<MapViewProps, 'label' | 'onPick' | 'fit'> & {
  readonly markers: readonly MapMarker[];
  readonly focus?: MapViewProps['focus'];
  readonly onSelect?: (id: string) => void;
};

const nothing = (): void => undefined;

/** The map of every page of the office, over the base map of this deployment; what stands on it stands in words beside it, too. */
export function OfficeMap({ label, markers, focus = null, fit, onPick, onSelect = nothing }: OfficeMapProps) {
  const { t } = useTranslation('office');
  const meta = useQuery({ queryKey: routeKey('meta', {}), queryFn: () => api.call('meta', {}) });
  const basemap = useQuery({
    queryKey: routeKey('basemap', {}),
    queryFn: async () => (await api.call('basemap', {})) as Basemap,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const isEmpty = (basemap.data?.features.length ?? 0) === 0;
  return (
    <div className="office-map">
      <MapView
        key={language()}
        label={label}
        basemap={basemap.data ?? null}
        sources={meta.data?.map}
        markers={markers}
        selectedId={null}
        onSelect={onSelect}
        focus={focus}
        caption={(tier) =>
          t(meta.data?.demo ? 'place.demo' : tier === 'plain' && isEmpty ? 'place.missing' : `place.${tier}`)
        }
        zoomInLabel={t('place.zoomIn')}
        zoomOutLabel={t('place.zoomOut')}
        {...(fit === undefined ? {} : { fit })}
        {...(onPick === undefined ? {} : { onPick })}
      />
    </div>
  );
}
