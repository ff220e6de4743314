import type { GeoPoint, HelperId } from '@silverbell/kernel';
import type { AccountId } from '@silverbell/kernel';

/** A place where she often is at certain hours. */
export interface UsualPlace {
  readonly id: string;
  readonly label: string;
  readonly point: GeoPoint;
}
/** HH:MM; `to` not later than `from` is on the next day. */
export interface HoursOfDay {
  readonly from: string;
  readonly to: string;
}
export type WeeklyDuty = HoursOfDay & {
  /** 1 Monday … 7 Sunday. */
  readonly weekday: number;
  /** `null`: where she usually is. */
  readonly placeId: string | null;
};
export interface CalendarException {
  /** YYYY-MM-DD; both days count. */
  readonly from: string;
  readonly to: string;
  /** `false`: away; `true`: on duty besides her week. */
  readonly onDuty: boolean;
  /** Absent: the whole day. */
  readonly hours?: HoursOfDay | undefined;
  readonly placeId: string | null;
  readonly note?: string | undefined;
}

/** What a helper plans; who is on duty she says herself, and the ranking asks that alone. */
export interface DutyCalendar {
  readonly helperId: HelperId;
  readonly places: readonly UsualPlace[];
  readonly weekly: readonly WeeklyDuty[];
  readonly exceptions: readonly CalendarException[];
  /** 0: none was written yet. */
  readonly version: number;
  readonly changedBy: AccountId | null;
}

const MINUTES_OF_DAY = 1_440;
const DAY_MS = 86_400_000;
const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

export const weekdayOf = (day: string): number => ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
export const dayAfter = (day: string, days = 1): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** Whether hours that begin on this day, or on the one before and last over midnight, hold the minute. */
function holds({ from, to }: HoursOfDay, minute: number, startsToday: boolean, startedYesterday: boolean): boolean {
  const [first, last] = [minuteOf(from), minuteOf(to)];
  if (last > first) return startsToday && first <= minute && minute < last;
  return (startsToday && first <= minute) || (startedYesterday && minute < last);
}

const WHOLE_DAY: HoursOfDay = { from: '00:00', to: '24:00' };

/** Where she plans to be on duty at a minute of a day; `null`: she is not on duty. Away wins over the week and over what was added. */
export function dutyAt(
  { weekly, exceptions }: Pick<DutyCalendar, 'weekly' | 'exceptions'>,
  day: string,
  minute: number,
): { readonly placeId: string | null } | null {
  const before = dayAfter(day, -1);
  const isOn = ({ from, to, hours = WHOLE_DAY }: CalendarException): boolean =>
    holds(hours, minute, from <= day && day <= to, from <= before && before <= to);
  if (exceptions.some((one) => !one.onDuty && isOn(one))) return null;
  const [today, yesterday] = [weekdayOf(day), weekdayOf(before)];
  const added = exceptions.find((one) => one.onDuty && isOn(one));
  const planned = added ?? weekly.find((one) => holds(one, minute, one.weekday === today, one.weekday === yesterday));
  return planned === undefined ? null : { placeId: planned.placeId };
}

/** The hours of a day through the whole of which she is on duty at one place; `undefined` in the others. */
export function hoursOnDuty(calendar: DutyCalendar, day: string): readonly (string | null | undefined)[] {
  return Array.from({ length: MINUTES_OF_DAY / 60 }, (_, hour) => {
    const first = dutyAt(calendar, day, hour * 60);
    const last = dutyAt(calendar, day, hour * 60 + 59);
    return first === null || last === null ? undefined : first.placeId;
  });
}
