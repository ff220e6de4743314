const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

export type DueTexts =
  | { readonly when: 'late'; readonly unit: 'minutes' | 'hours' | 'days'; readonly n: number }
  | { readonly when: 'today'; readonly time: string }
  | { readonly when: 'later'; readonly day: string };

const parts = (at: number, timeZone: string | undefined, locale: string, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(locale, { ...options, ...(timeZone === undefined ? {} : { timeZone }) }).format(at);

/** YYYY-MM-DD on the clocks of a time zone. */
export const dayOf = (at: number, timeZone: string | undefined): string =>
  parts(at, timeZone, 'en-CA', { year: 'numeric', month: '2-digit', day: '2-digit' });

/** A deadline as a list says it: how late, at which time of today, or on which day. */
export function dueLabel(dueAt: number, now: number, timeZone: string | undefined, locale: string): DueTexts {
  const late = now - dueAt;
  if (late >= 2 * DAY_MS) return { when: 'late', unit: 'days', n: Math.floor(late / DAY_MS) };
  if (late >= HOUR_MS) return { when: 'late', unit: 'hours', n: Math.floor(late / HOUR_MS) };
  if (late > 0) return { when: 'late', unit: 'minutes', n: Math.max(1, Math.floor(late / MINUTE_MS)) };
  if (dayOf(dueAt, timeZone) === dayOf(now, timeZone))
    return {
      when: 'today',
      time: parts(dueAt, timeZone, locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
    };
  return { when: 'later', day: parts(dueAt, timeZone, locale, { month: '2-digit', day: '2-digit', weekday: 'short' }) };
}
