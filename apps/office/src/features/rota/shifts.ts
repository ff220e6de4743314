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

/** Minutes since midnight; `null`: no time of day. `24:00` is the end of the day. */
export function minutesOf(text: string): number | null {
  const found = /^\s*(\d{1,2})[:：](\d{2})\s*$/.exec(text);
  if (found === null) return null;
  const [hour, minute] = [Number(found[1]), Number(found[2])];
  return minute < 60 && hour * 60 + minute <= 1_440 ? hour * 60 + minute : null;
}

/** One line of the rota per day, on the clocks of the county; `null`: these words are no day or no time. */
export function shiftsOf({ day, from, to, days }: Wanted, timeZone: string | undefined) {
  const [first, begin, end] = [beginOfDay(day, timeZone), minutesOf(from), minutesOf(to)];
  if (first === null || begin === null || end === null) return null;
  return Array.from({ length: days }, (_, index) => {
    // Half a day on, so that a day of 23 or 25 hours does not skip one.
    const midnight = beginOfDay(isoDay(first + index * DAY_MS + DAY_MS / 2, timeZone), timeZone) ?? first;
    const next = beginOfDay(isoDay(midnight + DAY_MS * 1.5, timeZone), timeZone) ?? midnight + DAY_MS;
    const at = (minutes: number): string => new Date(midnight + minutes * 60_000).toISOString();
    return { from: at(begin), to: end > begin ? at(end) : new Date(next + end * 60_000).toISOString() };
  });
}

const isoDay = (at: number, timeZone: string | undefined): string =>
  new Intl.DateTimeFormat('en-CA', {
    ...{ year: 'numeric', month: '2-digit', day: '2-digit' },
    ...(timeZone === undefined ? {} : { timeZone }),
  }).format(at);
