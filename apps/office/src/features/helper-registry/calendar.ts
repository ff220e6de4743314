import type { BodyOf, HelperCalendarOnWire } from '@silverbell/wire';

export type Calendar = BodyOf<'writeHelperCalendar'>;
export type Weekly = HelperCalendarOnWire['weekly'][number];
export type Exception = HelperCalendarOnWire['exceptions'][number];
export type UsualPlace = HelperCalendarOnWire['places'][number];

/** The whole calendar as it is written back: what is changed is one line of it. */
export const bodyOf = ({ places, weekly, exceptions }: HelperCalendarOnWire): Calendar => ({
  places: [...places],
  weekly: [...weekly],
  exceptions: [...exceptions],
});

export const withWeekly = (on: HelperCalendarOnWire, lines: readonly Weekly[]): Calendar => ({
  ...bodyOf(on),
  weekly: [...on.weekly, ...lines].toSorted((a, b) => a.weekday - b.weekday || a.from.localeCompare(b.from)),
});

export const withException = (on: HelperCalendarOnWire, line: Exception): Calendar => ({
  ...bodyOf(on),
  exceptions: [...on.exceptions, line].toSorted((a, b) => a.from.localeCompare(b.from)),
});

export const withPlace = (on: HelperCalendarOnWire, place: Calendar['places'][number]): Calendar => ({
  ...bodyOf(on),
  places: [...on.places, place],
});

/** Lines that were at this place are where she usually is, from then on. */
export const withoutPlace = (on: HelperCalendarOnWire, id: string): Calendar => ({
  places: on.places.filter((one) => one.id !== id),
  weekly: on.weekly.map((one) => (one.placeId === id ? { ...one, placeId: null } : one)),
  exceptions: on.exceptions.map((one) => (one.placeId === id ? { ...one, placeId: null } : one)),
});

export const without = <List extends 'weekly' | 'exceptions'>(
  on: HelperCalendarOnWire,
  list: List,
  line: HelperCalendarOnWire[List][number],
): Calendar => ({ ...bodyOf(on), [list]: (on[list] as readonly unknown[]).filter((one) => one !== line) });

/** `8:00` or `８：００` as `08:00`; what is no time stays as it was typed, and the server says which field it is. */
export function timeTyped(written: string): string {
  const text = written.normalize('NFKC').trim();
  const [, hour, minute] = /^(\d{1,2}):?(\d{2})$/.exec(text) ?? [];
  return hour === undefined || minute === undefined ? text : `${hour.padStart(2, '0')}:${minute}`;
}
