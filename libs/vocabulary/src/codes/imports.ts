/** What the rows of an imported file are. `people`: homes, seniors and contacts, in one sheet or in three. */
export const IMPORT_KINDS = ['regions', 'facilities', 'people', 'helpers', 'devices'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

export const IMPORT_STATES = ['reading', 'checked', 'committing', 'committed', 'undone', 'failed'] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

/**
 * `accepted` will be written, `rejected` will not; `written` and `unchanged` (on file already) after the commit; `undone` and `kept` (what
 * was written from it is in use by now) after an undo.
 */
export const IMPORT_ROW_STATES = ['accepted', 'rejected', 'written', 'unchanged', 'undone', 'kept'] as const;
export type ImportRowState = (typeof IMPORT_ROW_STATES)[number];

/** Why a file as a whole was refused. */
export const IMPORT_FAILURES = [
  'not-a-spreadsheet',
  'not-what-its-name-says',
  'old-or-locked-workbook',
  'broken-file',
  'unzipped-too-large',
  'too-many-columns',
  'too-many-texts',
  'no-rows',
  'no-headings',
] as const;
export type ImportFailure = (typeof IMPORT_FAILURES)[number];

/** What is wrong with a row, at one of its cells. */
export const IMPORT_FAULTS = [
  'missing',
  'cell-too-long',
  'formula',
  'cell-error',
  'code-unknown',
  'number-unreadable',
  'date-unreadable',
  'date-impossible',
  'text-too-long',
  'id-invalid',
  'id-taken',
  'two-people',
  'phone-form',
  'id-number-fifteen',
  'id-number-form',
  'id-number-date',
  'id-number-check',
  'birth-date-differs',
  'gender-differs',
  'two-birthdays',
  'twice-in-file',
  'region-missing',
  'region-unknown',
  'region-ambiguous',
  'region-cycle',
  'region-level',
  'region-inactive',
  'region-root',
  'place-unreadable',
  'place-nowhere',
  'parent-unknown',
  'home-unknown',
  'senior-unknown',
  'person-deceased',
  'too-young',
  'hub-unknown',
  'refused',
] as const;
export type ImportFault = (typeof IMPORT_FAULTS)[number];

/** What is doubtful about a row that is written all the same. */
export const IMPORT_WARNINGS = [
  'place-of-region',
  'village-missing',
  'outside-boundary',
  'far-from-centre',
  'phone-odd',
  'id-number-area',
] as const;
export type ImportWarning = (typeof IMPORT_WARNINGS)[number];

/** Why what a row wrote stays when the import is undone. */
export const IMPORT_KEPT_REASONS = ['has-incidents', 'has-device', 'changed-since', 'in-use'] as const;
export type ImportKeptReason = (typeof IMPORT_KEPT_REASONS)[number];

/** What a row that was accepted becomes. `changed`: something is added to a record on file; `open`: it refers to what is not on file, and may be in the file. */
export const IMPORT_CHANGES = ['new', 'changed', 'unchanged', 'open', 'refused'] as const;
export type ImportChange = (typeof IMPORT_CHANGES)[number];

/** What a row can make. */
export const IMPORT_RECORDS = ['region', 'facility', 'home', 'senior', 'contact', 'helper', 'device'] as const;
export type ImportRecord = (typeof IMPORT_RECORDS)[number];
