import type { Incident, IncidentSummary } from '@silverbell/wire';
import { usePeriod } from '@silverbell/web-live';
import { MapView, type MapSides } from '@silverbell/web-map';
import { formatDuration, language, timeOfDay } from '@silverbell/web-ui';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clock } from '../../shared/app-client.js';
import { useBasemap } from '../../shared/basemap.js';
import { useCandidates } from '../../shared/candidates-query.js';
import { useFacilities } from './facilities.js';
import type { Layer } from './layers.js';
import type { LookedAt } from './looked-at.js';
import { caseMarkers, helperMarkers, lookedAtMarker, placeMarkers, stationMarkers } from './markers-of.js';
import { useHomes } from '../../shared/use-homes.js';
import { usePositions } from './use-positions.js';
import { waysOf } from './ways-of.js';

interface StageMapProps {
  readonly cases: ReadonlyMap<string, IncidentSummary>;
  readonly incident: Incident | undefined;
  readonly selectedId: string | null;
  readonly timeZone: string | undefined;
  readonly shown: ReadonlySet<Layer>;
  readonly recentred: number;
  readonly lookedAt: LookedAt | null;
  readonly onSelect: (id: string) => void;
}

/** Shows the village and how far help comes in time. */
const FOCUS_ZOOM = 13.5;
/** A position grows old although nothing is said about it any more. */
const AGES_EVERY_MS = 10_000;

/** Where the incidents, the people who could go and the stations are. Everything on it stands in the queue and the lists, too. */
export function StageMap({
  cases,
  incident,
  selectedId,
  timeZone,
  shown,
  recentred,
  lookedAt,
  onSelect,
}: StageMapProps) {
  const { t } = useTranslation('console');
  const { basemap, sources, caption } = useBasemap();
  const candidates = useCandidates(incident);
  const { helpers, trails } = usePositions();
  const [view, setView] = useState<MapSides | null>(null);
  const facilities = useFacilities(view);
  const now = usePeriod(clock, AGES_EVERY_MS);
  const ranked = candidates.data?.items;
  const homes = useHomes();

  const markers = useMemo(
    () => [
      ...(shown.has('stations') ? stationMarkers(facilities, t) : []),
      ...(shown.has('helpers') ? helperMarkers(ranked ?? [], helpers, incident, now / 1_000, t) : []),
      ...caseMarkers(cases.values(), t),
      ...placeMarkers(incident, t),
      ...(lookedAt === null ? [] : [lookedAtMarker(lookedAt)]),
    ],
    [facilities, ranked, helpers, now, cases, incident, lookedAt, shown, t],
  );
  const ways = useMemo(
    () =>
      incident === undefined || !shown.has('ways')
        ? []
        : waysOf(incident, ranked ?? [], helpers, trails, {
            asked: (span) => t('map.asked', { span: formatDuration(span, t) }),
            ahead: (name, etaAt) =>
              etaAt === null ? name : t('map.ahead', { name, at: timeOfDay(etaAt, timeZone, false) }),
          }),
    [incident, ranked, helpers, trails, shown, timeZone, t],
  );
  const reach = shown.has('reach') && incident?.closedAt === null ? candidates.data?.reach : undefined;
  const destination = incident?.destination ?? null;
  const ring = useMemo(
    () =>
      reach === undefined || destination === null
        ? null
        : {
            centre: { lat: destination.lat, lng: destination.lng },
            radiusM: reach.radiusM,
            words: t('map.reach', { n: Math.round(reach.withinS / 60) }),
          },
    [reach, destination, t],
  );
  return (
    <MapView
      key={language()}
      label={t('map.label')}
      basemap={basemap}
      sources={sources}
      markers={markers}
      selectedId={selectedId}
      onSelect={(id) => {
        if (cases.has(id)) onSelect(id);
      }}
      onView={setView}
      focus={lookedAt ?? destination ?? incident?.person?.home ?? null}
      focusZoom={FOCUS_ZOOM}
      caption={caption}
      zoomInLabel={t('map.zoomIn')}
      zoomOutLabel={t('map.zoomOut')}
      ring={ring}
      ways={ways}
      homes={shown.has('homes') ? (homes ?? null) : null}
      pointers={(n) => t('map.moreOutside', { n })}
      recentred={recentred}
    />
  );
}
