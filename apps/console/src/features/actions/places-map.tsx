import { MapView, type MapMarker } from '@silverbell/web-map';
import { language, labelOf } from '@silverbell/web-ui';
import { DESTINATION_CHOICE_LABELS } from '@silverbell/vocabulary';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useBasemap } from '../../shared/basemap.js';
import type { Spot } from '../../shared/places/places-of.js';
import styles from './places.module.css';

/** The places somebody has to choose between, all in view. The same signs stand beside the words. */
export function PlacesMap({ spots }: { spots: readonly Spot[] }) {
  const { t } = useTranslation('console');
  const { basemap, sources, caption } = useBasemap();
  const markers = useMemo(
    () =>
      spots.map((spot): MapMarker => ({
        id: spot.choice,
        kind: 'place',
        sign: t(`places.sign.${spot.choice}`),
        lat: spot.lat,
        lng: spot.lng,
        label: labelOf(DESTINATION_CHOICE_LABELS, spot.choice),
      })),
    [spots, t],
  );
  return (
    <div className={styles.placesMap}>
      <MapView
        key={language()}
        label={t('places.map')}
        basemap={basemap}
        sources={sources}
        markers={markers}
        selectedId={null}
        onSelect={() => undefined}
        focus={null}
        fit={spots}
        caption={caption}
        zoomInLabel={t('map.zoomIn')}
        zoomOutLabel={t('map.zoomOut')}
      />
    </div>
  );
}
