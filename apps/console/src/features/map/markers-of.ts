import type { Candidate, FacilitiesOnMap, Incident, IncidentSummary } from '@silverbell/wire';
import { DESTINATION_CHOICE_LABELS, PHASE_LABELS, PRACTICE_MARKS } from '@silverbell/vocabulary';
import type { KnownMover, MapMarker, MoverLook, MoverPlace } from '@silverbell/web-map';
import { formatDuration, labelOf } from '@silverbell/web-ui';
import type { TFunction } from 'i18next';
import { spotsOf } from '../../shared/places/places-of.js';
import type { LookedAt } from './looked-at.js';

type T = TFunction<'console'>;

export const stationMarkers = (facilities: FacilitiesOnMap['items'], t: T): MapMarker[] =>
  facilities.map(({ id, name, type, position: { lat, lng } }) => ({
    ...{ id: `station ${id}`, kind: 'station', lat, lng },
    label: t('map.station', { name, type }),
  }));

const isOver = (state: string): boolean => state === 'withdrawn' || state === 'finished';

/** Everybody who is known by name on this page; those who are going carry it on the map. */
export function knownHelpers(
  candidates: readonly Candidate[],
  incident: Incident | undefined,
): ReadonlyMap<string, KnownMover & { readonly name: string }> {
  const known = new Map<string, KnownMover & { readonly name: string }>();
  for (const { helper } of candidates) known.set(helper.id, { name: helper.name, letter: letterOf(helper.name) });
  for (const { helper, state } of incident?.response.assignments ?? [])
    known.set(helper.id, {
      ...{ name: helper.name, letter: letterOf(helper.name) },
      ...(isOver(state) ? {} : { tag: helper.name }),
    });
  return known;
}

/** The family name, which stands first. */
const letterOf = (name: string): string => [...name][0] ?? '';

/** Those who could be sent and whose phones say nothing that counts, where they are registered. Any other place is her phone's, and no base. */
export const basedHelpers = (candidates: readonly Candidate[]): ReadonlyMap<string, MoverPlace> =>
  new Map(
    candidates.flatMap(({ helper, reasons, lat, lng }) =>
      lat === null || lng === null || !reasons.includes('position-base')
        ? []
        : [[helper.id, { lat, lng, atS: 0 }] as const],
    ),
  );

/** Who she is and how old her position is, in words. */
export function helperWords(name: string, look: MoverLook, ageS: number, t: T): string {
  const age = ageS < 60 ? t('map.seconds', { n: ageS }) : formatDuration(ageS, t);
  const how = look === 'based' ? t('map.based') : t(look === 'expired' ? 'map.expired' : 'map.ago', { age });
  return `${t('map.helper', { name }).trim()} · ${how}`;
}

/** All of them together, and in the words of each those who are going: no list of the incident has the age of their positions. */
export const helpersSummary = (all: number, expired: number, going: readonly string[], t: T): string =>
  [t('map.helpers', { n: all }) + (expired === 0 ? '' : t('map.helpersExpired', { n: expired })), ...going].join('；');

/** Every open incident that has a place, whichever layers are shown. */
export const caseMarkers = (cases: Iterable<IncidentSummary>, t: T): MapMarker[] =>
  [...cases].flatMap((one) => {
    const known = wordedBefore.get(one);
    if (known?.t === t) return known.markers;
    const markers = caseMarker(one, t);
    wordedBefore.set(one, { t, markers });
    return markers;
  });

/** One incident that changes must not have the words of two thousand others looked up again. */
const wordedBefore = new WeakMap<IncidentSummary, { readonly t: T; readonly markers: readonly MapMarker[] }>();

function caseMarker(one: IncidentSummary, t: T): readonly MapMarker[] {
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
      ...{ pulse: one.severity === 1 && one.attention.state === 'waiting', practice: one.practice !== null },
    },
  ];
}

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
