/** A day of the calendar as YYYY-MM-DD, in the zone of the region (CR-01). Two of them compare as texts. */
export type CivilDay = string;

const DAY_MS = 86_400_000;
const msOf = (day: CivilDay): number => Date.parse(`${day}T00:00:00Z`);
const dayOf = (ms: number): CivilDay => new Date(ms).toISOString().slice(0, 10);

/** A text that is such a day; there is no 30 February. */
export const isCivilDay = (text: string): boolean => {
  const ms = msOf(text);
  return !Number.isNaN(ms) && dayOf(ms) === text;
};

/** The day `n` days later; `n` may be negative. */
export const addDays = (day: CivilDay, n: number): CivilDay => dayOf(msOf(day) + n * DAY_MS);

/** How many days lie from the first to the second: 1 from a day to the next one. */
export const daysBetween = (from: CivilDay, to: CivilDay): number => (msOf(to) - msOf(from)) / DAY_MS;

/** 1 Monday … 7 Sunday. */
export const weekdayOf = (day: CivilDay): number => ((new Date(msOf(day)).getUTCDay() + 6) % 7) + 1;

export const yearOf = (day: CivilDay): number => Number(day.slice(0, 4));

/** The first day of the quarter that holds the day. */
export const quarterBegins = (day: CivilDay): CivilDay => {
  const month = Number(day.slice(5, 7));
  return `${day.slice(0, 4)}-${String(month - ((month - 1) % 3)).padStart(2, '0')}-01`;
};

/** The first day of the quarter after the one that holds the day. */
export const nextQuarterBegins = (day: CivilDay): CivilDay => quarterBegins(addDays(quarterBegins(day), 93));

/** Whole years from a birth date to a day; a person born on 29 February grows older on 1 March of a common year. */
export const ageOn = (birthDate: CivilDay, on: CivilDay): number =>
  yearOf(on) - yearOf(birthDate) - (on.slice(5) < birthDate.slice(5) ? 1 : 0);
