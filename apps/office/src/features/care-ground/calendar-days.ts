import type { AnswerOf } from '@silverbell/wire';
import { dayAfter } from '../../shared/day-after.js';
import { dateOf } from '../../shared/form/field.js';

export type CalendarYear = AnswerOf<'calendarYear'>;
export type CalendarDay = CalendarYear['days'][number];

/** Days of one kind and name that follow each other. */
export interface DaySpan extends Pick<CalendarDay, 'kind' | 'name'> {
  readonly from: string;
  readonly to: string;
  readonly count: number;
}

/** @param days in order */
export function spansOf(days: readonly CalendarDay[]): readonly DaySpan[] {
  return days.reduce<readonly DaySpan[]>((spans, { date, kind, name }) => {
    const last = spans.at(-1);
    if (last?.kind === kind && last.name === name && dayAfter(last.to, 1) === date)
      return [...spans.slice(0, -1), { ...last, to: date, count: last.count + 1 }];
    return [...spans, { from: date, to: date, count: 1, kind, name }];
  }, []);
}

/** One line a span, as a person writes it. */
export const linesOf = (days: readonly CalendarDay[], words: Readonly<Record<CalendarDay['kind'], string>>): string =>
  spansOf(days)
    .map(({ from, to, kind, name }) => `${from === to ? from : `${from}~${to}`} ${words[kind]} ${name}`)
    .join('\n');

/** The same words as in a spreadsheet. */
const KINDS: Readonly<Record<CalendarDay['kind'], readonly string[]>> = {
  off: ['放假', '休', 'off'],
  work: ['上班', '班', '补班', '调休上班', 'work'],
};
/** Day, or first and last day; kind; name: with blanks, tabs or commas between. */
const LINE = /^([^\s~至到–—,、]+)(?:\s*[~至到–—]\s*([^\s,、]+))?[\s,、]+([^\s,、]+)[\s,、]+(.+)$/;
/** No holiday is longer; a slip in a year would be hundreds of lines. */
const LONGEST_DAYS = 60;

/** The days of a text, and the lines of it that say none, counted from 1. */
export function daysOf(text: string): { readonly days: CalendarDay[]; readonly unread: readonly number[] } {
  const lines = text.split('\n').map((line, at) => ({ line: line.normalize('NFKC').trim(), no: at + 1 }));
  const read = lines.filter(({ line }) => line !== '').map(({ line, no }) => ({ no, days: daysOfLine(line) }));
  return {
    days: read.flatMap(({ days }) => days ?? []),
    unread: read.flatMap(({ no, days }) => (days === null ? [no] : [])),
  };
}

function daysOfLine(line: string): readonly CalendarDay[] | null {
  const [, first = '', last, word = '', name = ''] = LINE.exec(line) ?? [];
  const kind = (['off', 'work'] as const).find((one) => KINDS[one].includes(word.toLowerCase()));
  const from = dateOf(first);
  const to = last === undefined ? from : dateOf(last);
  if (kind === undefined || !isDay(from) || !isDay(to) || to < from || dayAfter(from, LONGEST_DAYS) < to) return null;
  const days: CalendarDay[] = [];
  for (let date = from; date <= to; date = dayAfter(date, 1)) days.push({ date, kind, name });
  return days;
}

const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) && dayAfter(text, 0) === text;
