import { beginOfDay } from '../../shared/begin-of-day.js';

interface Wanted {
  /** The first day, as it was typed. */
  readonly day: string;
  /** HH:MM; an end that is not later than the beginning is on the next day. */
  readonly from: string;
  readonly to: string;
  /** So many days in a row. */
  readonly days: number;
}

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;

/** Minutes since midnight; `null`: no time of day. `24:00` is the end of the day. */
export function minutesOf(text: string): number | null {
  const found = /^\s*(\d{1,2})[:：](\d{2})\s*$/.exec(text);
  if (found === null) return null;
  const [hour, minute] = [Number(found[1]), Number(found[2])];
  return minute < 60 && hour * 60 + minute <= DAY_MINUTES ? hour * 60 + minute : null;
}

/** One line of the rota per day, on the clocks of the county; `null`: these words are no day or no time. */
export function shiftsOf({ day, from, to, days }: Wanted, timeZone: string | undefined) {
  const [first, begin, end] = [beginOfDay(day, timeZone), minutesOf(from), minutesOf(to)];
  if (first === null || begin === null || end === null) return null;
  return Array.from({ length: days }, (_, index) => {
    // Half a day on, so that a day of 23 or 25 hours does not skip one.
    const midnight = beginOfDay(isoDay(first + index * DAY_MS + DAY_MS / 2, timeZone), timeZone) ?? first;
    const next = beginOfDay(isoDay(midnight + DAY_MS * 1.5, timeZone), timeZone) ?? midnight + DAY_MS;
    const ends = end > begin ? onTheWall(midnight, end, timeZone) : onTheWall(next, end, timeZone);
    return {
      from: new Date(onTheWall(midnight, begin, timeZone)).toISOString(),
      to: new Date(end === DAY_MINUTES ? next : ends).toISOString(),
    };
  });
}

/** When the clock of the wall shows so many minutes of the day that began at this midnight, also on a day on which it is set. */
function onTheWall(midnight: number, minutes: number, timeZone: string | undefined): number {
  const guess = midnight + minutes * MINUTE_MS;
  const shown = new Intl.DateTimeFormat('en-GB', {
    ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
    ...(timeZone === undefined ? {} : { timeZone }),
  }).format(guess);
  const off = (((minutesOf(shown) ?? minutes) - minutes + DAY_MINUTES * 1.5) % DAY_MINUTES) - DAY_MINUTES / 2;
  return guess - off * MINUTE_MS;
}

const isoDay = (at: number, timeZone: string | undefined): string =>
  new Intl.DateTimeFormat('en-CA', {
    ...{ year: 'numeric', month: '2-digit', day: '2-digit' },
    ...(timeZone === undefined ? {} : { timeZone }),
  }).format(at);
