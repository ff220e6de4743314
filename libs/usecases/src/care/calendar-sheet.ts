import { isCivilDay, type CalendarDay } from '@silverbell/care';
import { refuse, type Refusal } from '@silverbell/kernel';

/** A row of a spreadsheet as texts; dates as `YYYY-MM-DD`. */
export interface CalendarRow {
  readonly row: number;
  readonly cells: readonly string[];
}

const HEADINGS: Readonly<Record<keyof CalendarDay, readonly string[]>> = {
  date: ['日期', 'date'],
  kind: ['类型', 'kind'],
  name: ['名称', 'name'],
};
/** A day off, and a weekend day that is worked, as offices write them. */
const KINDS: Readonly<Record<CalendarDay['kind'], readonly string[]>> = {
  off: ['休', '放假', 'off'],
  work: ['班', '上班', '补班', '调休上班', 'work'],
};
const LONGEST_NAME = 40;
/** As many days as the request by itself may name. */
export const MOST_CALENDAR_DAYS = 200;

/** The days of a calendar from a table with the headings 日期, 类型, 名称 (CR-02); the first row that does not fit is named. */
export function calendarOfRows(rows: readonly CalendarRow[]): readonly CalendarDay[] | Refusal {
  const [head, ...lines] = rows;
  if (head === undefined || lines.length === 0 || lines.length > MOST_CALENDAR_DAYS) return refuse('calendar-sheet');
  const at = (key: keyof CalendarDay): number =>
    head.cells.findIndex((cell) => HEADINGS[key].includes(cell.trim().toLowerCase()));
  const [date, kind, name] = [at('date'), at('kind'), at('name')];
  if (date < 0 || kind < 0 || name < 0) return refuse('calendar-sheet', { row: head.row });
  const days: CalendarDay[] = [];
  for (const { row, cells } of lines) {
    const [day = '', what = '', label = ''] = [date, kind, name].map((column) => (cells[column] ?? '').trim());
    const found = (['off', 'work'] as const).find((one) => KINDS[one].includes(what.toLowerCase()));
    if (!isCivilDay(day) || found === undefined || label === '' || label.length > LONGEST_NAME)
      return refuse('calendar-sheet', { row });
    days.push({ date: day, kind: found, name: label });
  }
  return days;
}
