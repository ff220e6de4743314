import { MapView, type MapArea } from '@silverbell/web-map';
import { language } from '@silverbell/web-ui';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useBasemap } from '../../shared/basemap.js';
import { useHomes } from '../../shared/use-homes.js';
import styles from './outages.module.css';

const NO_MARKERS: never[] = [];

/** Where those are who are cut off. The words of each area stand in its own part of the page, too. */
export function OutagesMap({ areas, shown }: { areas: readonly MapArea[]; shown: string }) {
  const { t } = useTranslation('console');
  const { basemap, sources, caption } = useBasemap();
  const homes = useHomes();
  // The view stays while names are reached; another outage moves it.
  const seen = useRef({ shown: '', spots: [] as MapArea['spots'] });
  if (seen.current.shown !== shown) seen.current = { shown, spots: areas.flatMap(({ spots }) => spots) };
  return (
    <div className={styles.outagesMap}>
      <MapView
        key={language()}
        label={t('outages.map')}
        basemap={basemap}
        sources={sources}
        markers={NO_MARKERS}
        selectedId={null}
        onSelect={() => undefined}
        focus={null}
        fit={seen.current.spots}
        areas={areas}
        homes={homes ?? null}
        caption={caption}
        zoomInLabel={t('map.zoomIn')}
        zoomOutLabel={t('map.zoomOut')}
      />
    </div>
  );
}
