import type { Candidate, FacilitiesOnMap, Incident, IncidentSummary } from '@silverbell/wire';
import { DESTINATION_CHOICE_LABELS, PHASE_LABELS, PRACTICE_MARKS } from '@silverbell/vocabulary';
import type { MapMarker } from '@silverbell/web-map';
import { labelOf } from '@silverbell/web-ui';
import type { TFunction } from 'i18next';
import { spotsOf } from '../../shared/places/places-of.js';
import type { LookedAt } from './looked-at.js';
import type { HelperPosition } from './use-positions.js';

/** An older position is drawn hollow, and says that it is old. */
export const STALE_AFTER_S = 300;

type T = TFunction<'console'>;

export const stationMarkers = (facilities: FacilitiesOnMap['items'], t: T): MapMarker[] =>
  facilities.map(({ id, name, type, position: { lat, lng } }) => ({
    ...{ id: `station ${id}`, kind: 'station', lat, lng },
    label: t('map.station', { name, type }),
  }));

/** Helpers on duty where their phones say they are; those who could be sent and say nothing, where they are registered. */
export function helperMarkers(
  candidates: readonly Candidate[],
  positions: ReadonlyMap<string, HelperPosition>,
  incident: Incident | undefined,
  nowS: number,
  t: T,
): MapMarker[] {
  const named = new Map<string, string>(candidates.map(({ helper }) => [helper.id, helper.name]));
  for (const { helper } of incident?.response.assignments ?? []) named.set(helper.id, helper.name);
  const going = new Set(
    (incident?.response.assignments ?? [])
      .filter(({ state }) => state !== 'withdrawn' && state !== 'finished')
      .map(({ helper }) => helper.id),
  );
  const registered = candidates.flatMap((one): MapMarker[] =>
    one.lat === null || one.lng === null || positions.has(one.helper.id)
      ? []
      : [
          {
            ...{ id: `helper ${one.helper.id}`, kind: 'helper', lat: one.lat, lng: one.lng },
            label: t('map.helper', { name: one.helper.name }),
            ...(going.has(one.helper.id) ? { tag: one.helper.name } : {}),
          },
        ],
  );
  const seen = [...positions].map(([id, { lat, lng, atS }]): MapMarker => {
    const stale = nowS - atS > STALE_AFTER_S;
    const name = named.get(id) ?? '';
    return {
      ...{ id: `helper ${id}`, kind: 'helper', lat, lng, stale },
      label: t(stale ? 'map.helperStale' : 'map.helper', { name }).trim(),
      ...(going.has(id) && name !== '' ? { tag: name } : {}),
    };
  });
  return [...registered, ...seen];
}

/** Every open incident that has a place, whichever layers are shown. */
export const caseMarkers = (cases: Iterable<IncidentSummary>, t: T): MapMarker[] =>
  [...cases].flatMap((one): MapMarker[] => {
    if (one.destination === null) return [];
    const mark = one.practice === null ? '' : labelOf(PRACTICE_MARKS, one.practice);
    const home = one.home?.label ?? t('queue.noHome');
    const phase = labelOf(PHASE_LABELS, one.phase);
    const who = one.seniors[0]?.name ?? home;
    return [
      {
        ...{ id: one.id, kind: 'incident', severity: one.severity },
        ...{ lat: one.destination.lat, lng: one.destination.lng },
        label: `${mark}${t('map.incident', { number: one.number, home, severity: t(`severity.${one.severity}`), phase })}`,
        tag: `${mark}${who} ${phase}`,
        pulse: one.severity === 1 && one.attention.state === 'waiting',
      },
    ];
  });

/** Two places far apart: both are shown until one is decided on (H04). */
export const placeMarkers = (incident: Incident | undefined, t: T): MapMarker[] =>
  incident?.destination?.alternative
    ? spotsOf(incident, null).map((spot) => ({
        ...{ id: `place ${spot.choice}`, kind: 'place', lat: spot.lat, lng: spot.lng },
        sign: t(`places.sign.${spot.choice}`),
        label: labelOf(DESTINATION_CHOICE_LABELS, spot.choice),
      }))
    : [];

/** A home that was looked up. */
export const lookedAtMarker = ({ lat, lng, label }: LookedAt): MapMarker => ({
  ...{ id: 'looked at', kind: 'destination', lat, lng, label, tag: label },
});
