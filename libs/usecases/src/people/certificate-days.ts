import { hours, instant, type Instant } from '@silverbell/kernel';
import { localTime } from '@silverbell/monitoring';

const DAY_MS = hours(24);

/** A certificate is valid until the end of the day that stands on it, where the helper lives. `day`: YYYY-MM-DD. */
export function endOfDay(day: string, timeZone: string): Instant {
  const nextDay = Date.parse(`${day}T00:00:00Z`) + DAY_MS;
  // The zone is asked at the instant itself: twice, because the first guess may fall on the other side of a change of its clock.
  const once = nextDay - offsetAt(instant(nextDay), timeZone);
  return instant(nextDay - offsetAt(instant(once), timeZone) - 1);
}

/** The day an end of validity falls on. */
export const dayOf = (at: Instant, timeZone: string): string => localTime(timeZone, at).day;

function offsetAt(at: Instant, timeZone: string): number {
  const { day, time } = localTime(timeZone, at);
  return Date.parse(`${day}T${time}:00Z`) - Math.floor(at / 60_000) * 60_000;
}
