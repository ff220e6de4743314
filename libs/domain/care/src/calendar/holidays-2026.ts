import { addDays, type CivilDay } from './civil-day.js';
import type { CalendarDay } from './working-days.js';

/** State Council notice of 4 November 2025 on the holidays of 2026 (CR-02). */
export const HOLIDAYS_2026_SOURCE = '国务院办公厅关于2026年部分节假日安排的通知（2025-11-04）';

const off = (name: string, from: CivilDay, to: CivilDay): CalendarDay[] => {
  const days: CalendarDay[] = [];
  for (let date = from; date <= to; date = addDays(date, 1)) days.push({ date, kind: 'off', name });
  return days;
};
const work = (name: string, ...dates: readonly CivilDay[]): CalendarDay[] =>
  dates.map((date) => ({ date, kind: 'work', name: `${name}调休上班` }));

/** What every database begins with; later years are imported and confirmed by two people. */
export const HOLIDAYS_2026: readonly CalendarDay[] = [
  ...off('元旦', '2026-01-01', '2026-01-03'),
  ...work('元旦', '2026-01-04'),
  ...off('春节', '2026-02-15', '2026-02-23'),
  ...work('春节', '2026-02-14', '2026-02-28'),
  ...off('清明节', '2026-04-04', '2026-04-06'),
  ...off('劳动节', '2026-05-01', '2026-05-05'),
  ...work('劳动节', '2026-05-09'),
  ...off('端午节', '2026-06-19', '2026-06-21'),
  ...off('中秋节', '2026-09-25', '2026-09-27'),
  ...off('国庆节', '2026-10-01', '2026-10-07'),
  ...work('国庆节', '2026-09-20', '2026-10-10'),
];
