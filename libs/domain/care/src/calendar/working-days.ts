import { addDays, weekdayOf, yearOf, type CivilDay } from './civil-day.js';

/** A row of the working-day calendar: a weekday off, or a weekend day worked instead (CR-02). */
export interface CalendarDay {
  readonly date: CivilDay;
  readonly kind: 'off' | 'work';
  /** For example 国庆节. */
  readonly name: string;
}

/** The rows of all published years. */
export interface WorkCalendar {
  readonly days: ReadonlyMap<CivilDay, CalendarDay['kind']>;
  /** Years without rows are counted by weekdays. */
  readonly years: ReadonlySet<number>;
}

export const workCalendar = (days: readonly CalendarDay[], years: readonly number[]): WorkCalendar => ({
  days: new Map(days.map(({ date, kind }) => [date, kind])),
  years: new Set(years),
});

/** A day that its calendar names as worked, or Monday to Friday that it does not name as off. */
export function isWorkingDay({ days }: WorkCalendar, day: CivilDay): boolean {
  const kind = days.get(day);
  return kind === undefined ? weekdayOf(day) <= 5 : kind === 'work';
}

export interface Term {
  /** The last day of the term; the term ends at its 24:00. */
  readonly due: CivilDay;
  /** The days that counted, oldest first; the last one is `due`, or lies before it where a minimum term was prolonged. */
  readonly counted: readonly CivilDay[];
  /** It reaches a year whose calendar is not published: weekdays were counted. */
  readonly provisional: boolean;
}

/** A term of `n` working days, which begins the day after the event (CR-02). */
export function workingDaysAfter(calendar: WorkCalendar, from: CivilDay, n: number): Term {
  const counted: CivilDay[] = [];
  let day = from;
  while (counted.length < n) {
    day = addDays(day, 1);
    if (isWorkingDay(calendar, day)) counted.push(day);
  }
  return { due: day, counted, provisional: isProvisional(calendar, from, day) };
}

/**
 * A term of `n` days of the calendar, which begins the day after the event. A minimum term (公示) whose last day is no working day ends on
 * the next working day (CR-02).
 */
export function daysAfter(calendar: WorkCalendar, from: CivilDay, n: number, minimum = false): Term {
  const counted = Array.from({ length: n }, (_, past) => addDays(from, past + 1));
  let due = addDays(from, n);
  while (minimum && !isWorkingDay(calendar, due)) due = addDays(due, 1);
  return { due, counted, provisional: isProvisional(calendar, from, due) };
}

/**
 * A due day that is counted anew, since a year was published: never to before tomorrow (CR-02). One that is overdue, or due by tomorrow, is not
 * put off.
 * @param counted what the new calendar makes of the term
 */
export function dueAnew(before: CivilDay, counted: CivilDay, today: CivilDay): CivilDay {
  if (counted > today) return counted;
  const tomorrow = addDays(today, 1);
  return before <= tomorrow ? before : tomorrow;
}

/** The last working day before a day. */
export function workingDayBefore(calendar: WorkCalendar, day: CivilDay): CivilDay {
  let before = addDays(day, -1);
  while (!isWorkingDay(calendar, before)) before = addDays(before, -1);
  return before;
}

/** Whether a term from one day to another touches a year whose calendar is not published (CR-02). */
export function isProvisional({ years }: Pick<WorkCalendar, 'years'>, from: CivilDay, due: CivilDay): boolean {
  for (let year = yearOf(from); year <= yearOf(due); year += 1) if (!years.has(year)) return true;
  return false;
}
