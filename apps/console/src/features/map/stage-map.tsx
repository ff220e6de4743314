import type { Assignment, Candidate, Incident, IncidentSummary } from '@silverbell/wire';
import { MapView, type MapArea, type MapSides, type MoversShown } from '@silverbell/web-map';
import { language, timeOfDay } from '@silverbell/web-ui';
import { useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { helperPositions } from '../../shared/app-client.js';
import { useBasemap } from '../../shared/basemap.js';
import { useCandidates } from '../../shared/candidates-query.js';
import { useEtaHolds } from '../../shared/eta/use-eta-holds.js';
import { useFacilities } from './facilities.js';
import { useHelpView } from './help-view.js';
import type { Layer } from './layers.js';
import type { LookedAt } from './looked-at.js';
import {
  basedHelpers,
  caseMarkers,
  helpersSummary,
  helperWords,
  knownHelpers,
  lookedAtMarker,
  placeMarkers,
  stationMarkers,
} from './markers-of.js';
import { askedMessage } from '../../shared/offer-delivery.js';
import { useHomes } from '../../shared/use-homes.js';
import { waysOf } from '../../shared/ways-of.js';

interface StageMapProps {
  readonly cases: ReadonlyMap<string, IncidentSummary>;
  readonly incident: Incident | undefined;
  readonly selectedId: string | null;
  readonly timeZone: string | undefined;
  readonly shown: ReadonlySet<Layer>;
  readonly recentred: number;
  readonly lookedAt: LookedAt | null;
  /** Of the outage on the screen. */
  readonly area: MapArea | null;
  readonly onSelect: (id: string) => void;
}

/** Shows the village and how far help comes in time. */
const FOCUS_ZOOM = 13.5;
const NONE: readonly Candidate[] = [];
const NO_ASSIGNMENTS: readonly Assignment[] = [];

/** Where the incidents, the people who could go and the stations are. Everything on it stands in the queue and the lists, too. */
export function StageMap({
  cases,
  incident,
  selectedId,
  timeZone,
  shown,
  recentred,
  lookedAt,
  area,
  onSelect,
}: StageMapProps) {
  const { t } = useTranslation('console');
  const { basemap, sources, caption } = useBasemap();
  const candidates = useCandidates(incident);
  const [view, setView] = useState<MapSides | null>(null);
  const facilities = useFacilities(view);
  const ranked = candidates.data?.items ?? NONE;
  const involved = useMemo(() => involvedIn(incident), [incident]);
  const { places, trails } = useSyncExternalStore(helperPositions.subscribe, () => helperPositions.of(involved));
  const homes = useHomes();
  const holds = useEtaHolds(incident?.response.assignments ?? NO_ASSIGNMENTS);
  const outage = useOutageView(incident?.id, area);
  const help = useHelpView(incident, candidates.isPlaceholderData ? undefined : candidates.data);
  const fit = outage ?? help;
  const areas = useMemo(() => (area === null ? [] : [area]), [area]);

  const markers = useMemo(
    () => [
      ...(shown.has('stations') ? stationMarkers(facilities, t) : []),
      ...caseMarkers(cases.values(), t),
      ...placeMarkers(incident, t),
      ...(lookedAt === null ? [] : [lookedAtMarker(lookedAt)]),
    ],
    [facilities, cases, incident, lookedAt, shown, t],
  );
  const ways = useMemo(
    () =>
      incident === undefined || !shown.has('ways')
        ? []
        : waysOf(incident, ranked, places, trails, {
            asked: (offer) => askedMessage(offer, t),
            ahead: ({ id, helper: { name }, etaAt }) =>
              etaAt === null
                ? name
                : t('map.ahead', { name, at: timeOfDay(etaAt, timeZone, false), holds: holds.get(id)?.label ?? '' }),
          }),
    [incident, ranked, places, trails, shown, holds, timeZone, t],
  );
  const movers = useMemo((): MoversShown | null => {
    if (!shown.has('helpers')) return null;
    const known = knownHelpers(ranked, incident);
    return {
      ...{ feed: helperPositions, known, based: basedHelpers(ranked) },
      words: (id, look, ageS) => helperWords(known.get(id)?.name ?? '', look, ageS, t),
      summary: (all, expired, going) => helpersSummary(all, expired, going, t),
    };
  }, [ranked, incident, shown, t]);
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
      fit={lookedAt === null ? fit : undefined}
      areas={areas}
      caption={caption}
      zoomInLabel={t('map.zoomIn')}
      zoomOutLabel={t('map.zoomOut')}
      ring={ring}
      ways={ways}
      movers={movers}
      homes={shown.has('homes') ? (homes ?? null) : null}
      pointers={(n) => t('map.moreOutside', { n })}
      left={(n) => t('map.left', { n })}
      recentred={recentred}
    />
  );
}

/** What is to be seen of an outage, as it was when it was opened: the view must not move with every name that is reached. */
function useOutageView(id: string | undefined, area: MapArea | null): MapArea['spots'] | undefined {
  const opened = useRef<{ readonly id: string; readonly spots: MapArea['spots'] } | null>(null);
  if (area === null || id === undefined) opened.current = null;
  else if (opened.current?.id !== id) opened.current = { id, spots: area.spots };
  return opened.current?.spots;
}

/** Whose ways are drawn: those who were asked and those who are going. */
const involvedIn = (incident: Incident | undefined): readonly string[] =>
  incident === undefined
    ? []
    : [...new Set([...incident.offers, ...incident.response.assignments].map(({ helper }) => helper.id))];
