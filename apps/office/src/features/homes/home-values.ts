import type { AnswerOf } from '@silverbell/wire';
import type { Hazard, PositionSource } from '@silverbell/vocabulary';
import { isEmpty, numberOrNone, orNone } from '../../shared/form/field.js';
import { NO_PLACE, pasted, placeBody, placeFrom, type Place } from '../../shared/form/place.js';
import type { Region } from '../../shared/regions/use-regions.js';

export type Home = AnswerOf<'home'>;
export interface HomeValues {
  readonly id: string;
  readonly regionId: string;
  readonly label: string;
  readonly addressWords: string;
  readonly position: Place;
  readonly source: string;
  readonly floorNo: string;
  readonly hasLift: boolean;
  readonly hazards: readonly string[];
  readonly doorTag: string;
  readonly entryCode: string;
  readonly entryNote: string;
  readonly roadPoint: string;
}
export const EMPTY: HomeValues = {
  ...{ id: '', regionId: '', label: '', addressWords: '', position: NO_PLACE, source: '', floorNo: '' },
  ...{ hasLift: false, hazards: [], doorTag: '', entryCode: '', entryNote: '', roadPoint: '' },
};
export const valuesOf = (home: Home): HomeValues => ({
  ...{ id: home.id, regionId: home.regionId, label: home.label, addressWords: home.addressWords },
  position: placeFrom(home.position),
  source: home.position.source,
  floorNo: home.floorNo === null ? '' : String(home.floorNo),
  ...{ hasLift: home.hasLift, hazards: home.hazards, doorTag: home.doorTag ?? '', entryNote: home.entryNote ?? '' },
  roadPoint: home.roadPoint === null ? '' : `${String(home.roadPoint.lat)},${String(home.roadPoint.lng)}`,
  // Never answered: what is on file stays unless a new one is written.
  entryCode: '',
});

/** A place that was clicked says so; who surveyed it at the door chooses that. */
const sourceOf = ({ source, position }: HomeValues): PositionSource =>
  position.by === 'map-click' ? 'map-click' : ((orNone(source) as PositionSource | undefined) ?? 'unknown');

export type Centre = Region['centre'];

/** A new home whose position is not known yet stands at the centre of its region, marked as not verified, until it is surveyed. */
const positionOf = (values: HomeValues, centre: Centre | undefined) =>
  isEmpty(values.position) && centre !== undefined
    ? { lat: centre.lat, lng: centre.lng, datum: 'wgs84' as const, source: 'unknown' as const }
    : { ...placeBody(values.position), source: sourceOf(values) };

/** What is no pair of numbers is refused by the server, at this field. */
function roadPointOf(written: string) {
  if (written === '') return null;
  const { lat, lng } = pasted(written) ?? { lat: 'none', lng: 'none' };
  return { lat: Number(lat), lng: Number(lng), datum: 'wgs84' as const };
}

/** `centre`, of a new home alone: a position that is on file is never replaced by a guess. */
export const bodyOf = (values: HomeValues, centre?: Centre) => ({
  regionId: values.regionId,
  label: values.label,
  addressWords: values.addressWords,
  position: positionOf(values, centre),
  roadPoint: roadPointOf(values.roadPoint),
  floorNo: numberOrNone(values.floorNo) ?? null,
  hasLift: values.hasLift,
  hazards: [...values.hazards] as Hazard[],
  doorTag: orNone(values.doorTag) ?? null,
  entryNote: orNone(values.entryNote) ?? null,
  ...(values.entryCode === '' ? {} : { entryCode: values.entryCode }),
});
