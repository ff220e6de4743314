import type { ExportList } from '@silverbell/vocabulary';
import type { BodyOf } from '@silverbell/wire';
import { dateOf } from '../form/field.js';

/** Filters of a list that its export takes as well: those of every list, and those of one. */
const TAKEN: readonly string[] = ['regionId', 'q', 'from', 'to'];
const TAKEN_BY: Readonly<Partial<Record<ExportList, readonly string[]>>> = {
  seniors: ['status'],
  audit: ['subjectId', 'actorId'],
  'device-work': ['kind', 'owner'],
  'follow-ups': ['state'],
  'care-follow-ups': ['state'],
};
/** Filters of the page that the file of a list is narrowed by as well. */
export const takenBy = (list: ExportList): readonly string[] => [...TAKEN, ...(TAKEN_BY[list] ?? [])];
/** Lists whose page shows one day, or what is open: their file is of a period that is asked for. */
const OF_A_PERIOD: readonly ExportList[] = ['meals', 'care-calls'];
export const asksForPeriod = (list: ExportList): boolean => OF_A_PERIOD.includes(list);
type Filter = NonNullable<BodyOf<'beginExport'>['filter']>;

/** What the page of a list shows where nothing is chosen, and its file would not by itself. */
const SHOWN_AT_FIRST: Readonly<Partial<Record<ExportList, Filter>>> = {
  'follow-ups': { state: 'due' },
  'care-follow-ups': { state: 'due' },
};

/** As the list is filtered now, with its days in one form; what the export does not know is left out. */
export const filterOf = (list: ExportList, filters: Readonly<Record<string, string>>): Filter => ({
  ...SHOWN_AT_FIRST[list],
  ...Object.fromEntries(
    Object.entries(filters)
      .filter(([key, value]) => takenBy(list).includes(key) && value !== '')
      .map(([key, value]) => [key, key === 'from' || key === 'to' ? dateOf(value) : value]),
  ),
});
