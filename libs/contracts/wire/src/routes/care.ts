import { ROLES, type Role } from '@silverbell/vocabulary';
import {
  calendarDueOnWire,
  calendarDueQuery,
  calendarRequest,
  calendarYearOnWire,
  careClockOnWire,
  careClockRequest,
  importCalendarRequest,
  careSettingRequest,
  careSettingsOnWire,
  careSettingsQuery,
} from '../http/index.js';
import { idempotentWrite } from './idempotent-write.js';
import type { Route } from './route.js';
import { KEEP_PLACES, look, words } from './shape.js';

/** Staff of the administration and of the services. */
const OFFICE: readonly Role[] = ROLES.filter((role) => role !== 'helper' && role !== 'family');
const COUNTY: readonly Role[] = ['county-officer'];
const READ_CARE_SETTINGS: readonly Role[] = [
  ...KEEP_PLACES,
  ...(['township-officer', 'community-officer', 'finance-officer', 'lead', 'operator', 'supervisor'] as const),
];

/** What daytime care counts with: terms, settings, and in the demo its clock. */
export const CARE_ROUTES = {
  calendarDue: {
    ...look('calendarDue', OFFICE, 'care', calendarDueOnWire, words('计算期限', 'When a term ends')),
    query: calendarDueQuery,
  },
  calendarYear: {
    ...look('calendarYear', OFFICE, 'care', calendarYearOnWire, words('某年的工作日历', 'The working days of a year')),
    problems: ['not-found'],
  },
  putCalendar: {
    ...idempotentWrite(
      'putCalendar',
      COUNTY,
      'care',
      calendarRequest,
      calendarYearOnWire,
      words(
        '报送或确认一年的工作日历（两人）',
        'Propose the working days of a year, or confirm them as the second person',
      ),
      ['stale-version', 'four-eyes', 'calendar-day-twice', 'calendar-other-year', 'not-found'],
    ),
    ifMatch: true,
  },
  importCalendar: {
    ...idempotentWrite(
      'importCalendar',
      COUNTY,
      'care',
      importCalendarRequest,
      calendarYearOnWire,
      words('以表格报送或确认一年的工作日历（两人）', 'Propose or confirm the working days of a year as a spreadsheet'),
      [
        ...(['stale-version', 'four-eyes', 'calendar-day-twice', 'calendar-other-year', 'calendar-sheet'] as const),
        ...(['not-found', 'file-missing', 'attachment-too-large', 'busy'] as const),
      ],
    ),
    ...{ ifMatch: true, multipart: true },
  },
  careClock: {
    ...look('careClock', ['admin'], 'care', careClockOnWire, words('演示的服务时钟', 'The clock of care in the demo')),
    problems: ['not-found'],
  },
  moveCareClock: idempotentWrite(
    'moveCareClock',
    ['admin'],
    'care',
    careClockRequest,
    careClockOnWire,
    words(
      '拨动演示的服务时钟；到期的任务全部执行后应答',
      'Move the clock of care in the demo; answers when every job due by then has run',
    ),
    ['not-found', 'clock-backwards'],
  ),
  careSettings: {
    ...look(
      'careSettings',
      READ_CARE_SETTINGS,
      'care',
      careSettingsOnWire,
      words('日间服务的设置，及其来自哪一级', 'Settings of care, and the region each one comes from'),
    ),
    query: careSettingsQuery,
  },
  setCareSetting: idempotentWrite(
    'setCareSetting',
    KEEP_PLACES,
    'care',
    careSettingRequest,
    careSettingsOnWire,
    words(
      '修改日间服务的设置；金额、期限、门槛须两人',
      'Change a setting of care; money, terms and thresholds need two people',
    ),
    ['setting-value', 'setting-not-here', 'setting-in-past', 'four-eyes'],
  ),
} as const satisfies Record<string, Route>;
