import type { Branded } from './ids.js';

/** Milliseconds since 1970-01-01T00:00:00Z, by the server's clock. */
export type Instant = Branded<number, 'Instant'>;
/** A length of time in milliseconds. */
export type Duration = Branded<number, 'Duration'>;

export interface Clock {
  /** Never earlier than an instant it has already given. */
  now(): Instant;
}

export const instant = (epochMs: number): Instant => epochMs as Instant;
export const duration = (ms: number): Duration => ms as Duration;
export const seconds = (n: number): Duration => (n * 1_000) as Duration;
export const minutes = (n: number): Duration => (n * 60_000) as Duration;
export const hours = (n: number): Duration => (n * 3_600_000) as Duration;

export const after = (at: Instant, wait: Duration): Instant => (at + wait) as Instant;
export const between = (from: Instant, to: Instant): Duration => (to - from) as Duration;
export const earliest = (instants: readonly Instant[]): Instant | null =>
  instants.length === 0 ? null : (Math.min(...instants) as Instant);
export const latest = (first: Instant, ...rest: readonly Instant[]): Instant => Math.max(first, ...rest) as Instant;

export const toIso = (at: Instant): string => new Date(at).toISOString();

/** Reads ISO 8601 with a zone; `null` for anything else (a device clock never decides, so it never throws). */
export function fromIso(text: string): Instant | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/.test(text)) return null;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? null : (ms as Instant);
}

/** The wall-clock hour (0–23) of an instant in an IANA zone. */
export function hourIn(timeZone: string, at: Instant): number {
  // Every zone moves its hands by whole quarters of an hour, so within one the hour is the same; asking Intl costs as much as a database would.
  const quarter = Math.floor(at / QUARTER_MS);
  const known = lastHour.get(timeZone);
  if (known?.quarter === quarter) return known.hour;
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' });
  const hour = Number(format.format(new Date(at)));
  lastHour.set(timeZone, { quarter, hour });
  return hour;
}

/** The calendar day (YYYY-MM-DD) of an instant in an IANA zone; a year of before 1000 has its zeros, too. */
export const dateIn = (timeZone: string, at: Instant): string =>
  dayFormatOf(timeZone).format(new Date(at)).padStart('YYYY-MM-DD'.length, '0');

/** The time of day (HH:MM) of an instant in an IANA zone. */
export const timeIn = (timeZone: string, at: Instant): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    new Date(at),
  );

/** To make one costs a hundred times what it costs to use it; there are some hundred zones. */
const DAY_FORMATS = new Map<string, Intl.DateTimeFormat>();
function dayFormatOf(timeZone: string): Intl.DateTimeFormat {
  const known = DAY_FORMATS.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  DAY_FORMATS.set(timeZone, made);
  return made;
}

/** The first instant of a calendar day in an IANA zone; `null`: there is no such day. */
export function dayBeginsIn(timeZone: string, day: string): Instant | null {
  const utc = fromIso(`${day}T00:00:00Z`);
  if (utc === null || toIso(utc).slice(0, 10) !== day) return null;
  // Zones are at most 14 h ahead of UTC and 12 h behind it, and change by whole quarters of an hour.
  for (let at = utc - 14 * 4 * QUARTER_MS; at <= utc + 12 * 4 * QUARTER_MS; at += QUARTER_MS)
    if (dateIn(timeZone, at as Instant) === day) return at as Instant;
  return null;
}

const QUARTER_MS = 15 * 60_000;
const lastHour = new Map<string, { readonly quarter: number; readonly hour: number }>();
