export const DATUMS = ['wgs84', 'gcj02', 'bd09'] as const;
export type Datum = (typeof DATUMS)[number];

/** A place as it is being written: what was typed stays as it is until it is a number. */
export interface Place {
  readonly lat: string;
  readonly lng: string;
  readonly datum: Datum;
  /** How it came about: a click on the map is not as good as a survey at the door. */
  readonly by: 'map-click' | 'typed';
  /** What was typed and is no pair of numbers: a typo is not the same as nothing. */
  readonly unread?: string;
}
export const NO_PLACE: Place = { lat: '', lng: '', datum: 'wgs84', by: 'typed' };

export const isPlace = (value: unknown): value is Place =>
  typeof value === 'object' && value !== null && 'lat' in value && 'datum' in value;

/** As numbers; `null`: not two numbers on the globe. */
export function pointOf({ lat, lng }: Place): { readonly lat: number; readonly lng: number } | null {
  if (lat.trim() === '' || lng.trim() === '') return null;
  const point = { lat: Number(lat), lng: Number(lng) };
  return Math.abs(point.lat) <= 90 && Math.abs(point.lng) <= 180 ? point : null;
}

/** Something was written, and it is no place: it must not be sent as if nothing had been. */
export const isUnreadable = (place: Place): boolean =>
  (place.unread ?? '') !== '' || ((place.lat !== '' || place.lng !== '') && pointOf(place) === null);

/** A place after its words were typed anew. */
export function typedInto(place: Place, words: string): Place {
  const { unread: _, ...rest } = place;
  const found = pasted(words);
  if (found !== null) return { ...rest, ...found, by: 'typed' };
  return { ...rest, lat: '', lng: '', by: 'typed', ...(words.trim() === '' ? {} : { unread: words }) };
}

/** `30.25,119.03` as map pages copy it, latitude first; the other way round is seen where only one of the two can be a latitude. */
export function pasted(text: string): { readonly lat: string; readonly lng: string } | null {
  const found = /^\s*(-?\d{1,3}(?:\.\d+)?)\s*[,，\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*$/.exec(text.normalize('NFKC'));
  if (found === null) return null;
  const [, first = '', second = ''] = found;
  return Math.abs(Number(first)) > 90 ? { lat: second, lng: first } : { lat: first, lng: second };
}

/** As a body takes it; a form that requires a place has checked that there is one. */
export function placeBody(place: Place): { readonly lat: number; readonly lng: number; readonly datum: Datum } {
  return { lat: Number(place.lat), lng: Number(place.lng), datum: place.datum };
}
/** What is on file is WGS-84. */
export const placeFrom = (point: { readonly lat: number; readonly lng: number } | null): Place =>
  point === null ? NO_PLACE : { lat: String(point.lat), lng: String(point.lng), datum: 'wgs84', by: 'typed' };
