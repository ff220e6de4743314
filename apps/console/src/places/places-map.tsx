import { MapView, type MapMarker } from '@silverbell/web-map';
import { language, useSay, wordOf } from '@silverbell/web-ui';
import { DESTINATION_CHOICE_LABELS } from '@silverbell/vocabulary';
import { useMemo } from 'react';
import { useBasemap } from '../basemap.js';
import type { Spot } from './places-of.js';

/** The places somebody has to choose between, all in view. The same signs stand beside the words. */
export function PlacesMap({ spots, demo }: { spots: readonly Spot[]; demo: boolean }) {
  const say = useSay();
  const basemap = useBasemap();
  const markers = useMemo(
    () =>
      spots.map((spot): MapMarker => ({
        id: spot.choice,
        kind: 'place',
        sign: say(`places.sign.${spot.choice}`),
        lat: spot.lat,
        lng: spot.lng,
        label: wordOf(DESTINATION_CHOICE_LABELS, spot.choice),
      })),
    [spots, say],
  );
  return (
    <div className="places-map">
      <MapView
        key={language()}
        label={say('places.map')}
        basemap={basemap.data ?? null}
        markers={markers}
        selectedId={null}
        onSelect={() => undefined}
        focus={null}
        fit={spots}
        caption={basemap.isError ? say('map.missing') : say(demo ? 'map.demo' : 'map.plain')}
        zoomInLabel={say('map.zoomIn')}
        zoomOutLabel={say('map.zoomOut')}
      />
    </div>
  );
}
