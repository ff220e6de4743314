import { FILE_EDITORS } from '../../shared/roles.js';

/** Read the dated settings of care; the catalogue and the calendar are open to all of the office. */
export const SETTING_READERS = [...FILE_EDITORS, 'finance-officer', 'lead', 'operator', 'supervisor'];
/** Send in a calendar, and confirm one that another person sent in. */
export const CALENDAR_EDITORS = ['county-officer'];
