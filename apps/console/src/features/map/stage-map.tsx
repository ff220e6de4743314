import type { Incident, IncidentSummary } from '@silverbell/wire';
import { DESTINATION_CHOICE_LABELS, PHASE_LABELS, PRACTICE_MARKS } from '@silverbell/vocabulary';
import { usePeriod } from '@silverbell/web-live';
import { MapView, type MapMarker } from '@silverbell/web-map';
import { language, labelOf } from '@silverbell/web-ui';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBasemap } from './basemap.js';
import { useCandidates } from './candidates.js';
import { clock, transport } from './app-client.js';
import { spotsOf } from './places/places-of.js';

interface MapPanelProps {
  readonly cases: ReadonlyMap<string, IncidentSummary>;
  readonly incident: Incident | undefined;
  readonly selectedId: string | null;
  readonly demo: boolean;
  readonly onSelect: (id: string) => void;
}

type HelperPoint = readonly [id: string, lat: number, lng: number, atS: number, onDuty: 0 | 1];

const staleAfterS = 300;
/** A position grows stale although nothing is said about it any more. */
const AGES_EVERY_MS = 10_000;

/** Where the cases, the people who could go and the stations are; a zone beside the list, never the only view. */
export function MapPanel({ cases, incident, selectedId, demo, onSelect }: MapPanelProps) {
  const { t } = useTranslation('console');
  const basemap = useBasemap();
  const candidates = useCandidates(incident);
  const positions = usePositions();
  const now = usePeriod(clock, AGES_EVERY_MS);

  const markers = useMemo(() => {
    const all: MapMarker[] = [];
    for (const station of basemap.data?.stations ?? [])
      all.push({
        id: `station ${station.id}`,
        kind: 'station',
        lat: station.lat,
        lng: station.lng,
        label: t('map.station', { name: station.name }),
      });
    const named = new Map((candidates.data?.items ?? []).map((one) => [one.helper.id, one]));
    const nowS = now / 1_000;
    for (const one of named.values())
      if (one.lat !== null && one.lng !== null && !positions.has(one.helper.id))
        all.push({
          id: `helper ${one.helper.id}`,
          kind: 'helper',
          lat: one.lat,
          lng: one.lng,
          label: t('map.helper', { name: one.helper.name }),
        });
    for (const [id, lat, lng, atS] of positions.values()) {
      const stale = nowS - atS > staleAfterS;
      const name =
        named.get(id)?.helper.name ??
        incident?.response.assignments.find((one) => one.helper.id === id)?.helper.name ??
        '';
      all.push({
        id: `helper ${id}`,
        kind: 'helper',
        lat,
        lng,
        stale,
        label: t(stale ? 'map.helperStale' : 'map.helper', { name }).trim(),
      });
    }
    for (const one of cases.values()) {
      if (one.destination === null) continue;
      const mark = one.practice === null ? '' : labelOf(PRACTICE_MARKS, one.practice);
      const label = `${mark}${t('map.incident', {
        number: one.number,
        home: one.home?.label ?? t('queue.noHome'),
        severity: t(`severity.${one.severity}`),
        phase: labelOf(PHASE_LABELS, one.phase),
      })}`;
      all.push({
        id: one.id,
        kind: 'incident',
        severity: one.severity,
        lat: one.destination.lat,
        lng: one.destination.lng,
        label,
      });
    }
    // Two places far apart: both are shown until somebody has decided (H04).
    if (incident?.destination?.alternative)
      for (const spot of spotsOf(incident, null))
        all.push({
          id: `place ${spot.choice}`,
          kind: 'place',
          sign: t(`places.sign.${spot.choice}`),
          lat: spot.lat,
          lng: spot.lng,
          label: labelOf(DESTINATION_CHOICE_LABELS, spot.choice),
        });
    return all;
  }, [basemap.data, candidates.data, positions, now, cases, incident, t]);

  const caption = basemap.isError ? t('map.missing') : demo ? t('map.demo') : t('map.plain');
  const home = incident?.person?.home;
  return (
    <div className="map-zone">
      <MapView
        key={language()}
        label={t('map.label')}
        basemap={basemap.data ?? null}
        markers={markers}
        selectedId={selectedId}
        onSelect={(id) => {
          if (cases.has(id)) onSelect(id);
        }}
        focus={incident?.destination ?? home ?? null}
        caption={caption}
        zoomInLabel={t('map.zoomIn')}
        zoomOutLabel={t('map.zoomOut')}
      />
    </div>
  );
}

/** Redrawn no oftener, however often the server tells. */
const REDRAWN_AFTER_MS = 500;

/** Latest place of each helper on duty. */
function usePositions(): ReadonlyMap<string, HelperPoint> {
  const [shown, setShown] = useState<ReadonlyMap<string, HelperPoint>>(new Map());
  useEffect(() => {
    let latest: readonly HelperPoint[] | null = null;
    const undo = transport.on('positions', (message) => {
      // Each message is whole: whoever is not in it went off duty, or may not go any more.
      latest = message.helpers;
    });
    const timer = setInterval(() => {
      if (latest === null) return;
      setShown(new Map(latest.map((point) => [point[0], point])));
      latest = null;
    }, REDRAWN_AFTER_MS);
    return () => {
      undo();
      clearInterval(timer);
    };
  }, []);
  return shown;
}
