import { language } from './i18n.js';

/** `mm:ss`, above an hour `h:mm:ss`; a clock slightly ahead of the server shows 00:00, never a minus. */
export function clockSpan(ms: number): string {
  const total = Math.max(0, Math.floor(ms / 1_000));
  const pad = (n: number): string => String(n).padStart(2, '0');
  const hours = Math.floor(total / 3_600);
  const rest = `${pad(Math.floor((total % 3_600) / 60))}:${pad(total % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

/** The part of `t` that a duration needs. */
export type DurationMessage = (
  key: 'time.lessThanMinute' | 'time.minutes' | 'time.hours' | 'time.days',
  values: { readonly n: number },
) => string;

/** A duration as people say it, rounded. */
export function formatDuration(seconds: number, t: DurationMessage): string {
  if (seconds < 60) return t('time.lessThanMinute', { n: 0 });
  if (seconds < 3_600) return t('time.minutes', { n: Math.round(seconds / 60) });
  if (seconds < 172_800) return t('time.hours', { n: Math.floor(seconds / 3_600) });
  return t('time.days', { n: Math.floor(seconds / 86_400) });
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** To make one takes a browser as long as to format a thousand times, and a clock asks once a second. */
function formatOf(name: 'time' | 'seconds' | 'day', timeZone: string | undefined): Intl.DateTimeFormat {
  const key = `${name} ${language()} ${timeZone ?? ''}`;
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(language(), {
      ...(name === 'day' ? { month: '2-digit', day: '2-digit' } : {}),
      ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
      ...(name === 'time' ? {} : { second: '2-digit' }),
      ...(timeZone ? { timeZone } : {}),
    });
    formats.set(key, format);
  }
  return format;
}

/** Wall time in the region's zone, whatever the machine's own zone is. */
export const timeOfDay = (iso: string | number, timeZone: string | undefined, withSeconds = true): string =>
  formatOf(withSeconds ? 'seconds' : 'time', timeZone).format(new Date(iso));

export const dayAndTime = (iso: string | number, timeZone: string | undefined): string =>
  formatOf('day', timeZone).format(new Date(iso));
