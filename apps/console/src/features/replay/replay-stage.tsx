import { MapView, type MapMarker, type MapWay } from '@silverbell/web-map';
import { language, timeOfDay } from '@silverbell/web-ui';
import type { Candidate, Incident, ResponseTrack } from '@silverbell/wire';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useBasemap } from '../../shared/basemap.js';
import { askedMessage } from '../../shared/offer-delivery.js';
import { Track } from '../../shared/track/track.js';
import { waysOf } from '../../shared/ways-of.js';
import { Player, type Playing } from './player.js';
import { helpersAt, incidentAt, placesAt } from './replay-at.js';
import styles from './replay.module.css';

/** Who could have been sent then is not kept, and the ways of the helpers are drawn by their own. */
const NO_CANDIDATES: readonly Candidate[] = [];
const NO_TRAILS: ReadonlyMap<string, never> = new Map<string, never>();

interface ReplayStageProps {
  readonly incident: Incident;
  readonly track: ResponseTrack;
  readonly playing: Playing;
  readonly onPlaying: (change: (before: Playing) => Playing) => void;
  readonly timeZone: string | undefined;
}

/** An incident that is over, as it was at a moment: track, map and a slider through its events. Nothing is sent by looking at it. */
export function ReplayStage({ incident, track, playing, onPlaying, timeZone }: ReplayStageProps) {
  const { t } = useTranslation('console');
  const { basemap, sources, caption } = useBasemap();
  const { atMs } = playing;
  const shown = useMemo(() => incidentAt(incident, atMs), [incident, atMs]);
  const helpers = useMemo(() => helpersAt(track, atMs), [track, atMs]);
  const { destination } = incident;
  const markers = useMemo<MapMarker[]>(
    () => [
      ...(destination === null
        ? []
        : [
            {
              ...{ id: incident.id, kind: 'incident' as const, severity: incident.severity },
              ...{ lat: destination.lat, lng: destination.lng, label: destination.label, tag: destination.label },
            },
          ]),
      ...helpers.flatMap(({ id, name, way, atMs: seenMs }) => {
        const last = way.at(-1);
        if (last === undefined) return [];
        const words = t('replay.helper', { name, at: timeOfDay(new Date(seenMs).toISOString(), timeZone) });
        return [{ id: `helper ${id}`, kind: 'helper' as const, ...last, label: words, tag: words }];
      }),
    ],
    [destination, incident.id, incident.severity, helpers, timeZone, t],
  );
  const ways = useMemo<MapWay[]>(
    () => [
      ...waysOf(shown, NO_CANDIDATES, placesAt(track, atMs), NO_TRAILS, {
        asked: (offer) => askedMessage(offer, t),
        ahead: ({ helper, etaAt }) =>
          etaAt === null
            ? helper.name
            : t('replay.ahead', { name: helper.name, at: timeOfDay(etaAt, timeZone, false) }),
      }),
      ...helpers.map(({ id, way }) => ({ id: `${id} trail`, kind: 'trail' as const, points: way })),
    ],
    [shown, track, atMs, helpers, timeZone, t],
  );
  return (
    <section className={styles.stage} aria-label={t('replay.stage')}>
      <Track incident={shown} timeZone={timeZone} atMs={atMs} />
      <div className={styles.map}>
        <MapView
          key={language()}
          label={t('map.label')}
          basemap={basemap}
          sources={sources}
          markers={markers}
          selectedId={incident.id}
          onSelect={() => undefined}
          focus={destination}
          focusZoom={13.5}
          caption={caption}
          zoomInLabel={t('map.zoomIn')}
          zoomOutLabel={t('map.zoomOut')}
          ways={ways}
        />
      </div>
      <Player incident={incident} playing={playing} onPlaying={onPlaying} timeZone={timeZone} />
    </section>
  );
}
