import { IMPORT_CHANGES, IMPORT_KINDS, IMPORT_RECORDS, IMPORT_ROW_STATES, IMPORT_STATES } from '@silverbell/vocabulary';
import { z } from 'zod';
import { id, isoInstant, list } from './shared.js';

const LONGEST_MAPPING = 20_000;

/** Heading to field; `ignored`: the column is not read. A field that the list does not have counts as not said. */
const columnMapping = z.record(z.string().min(1).max(200), z.string().min(1).max(40));

/** The same as a JSON text in a field of the form. */
const mapping = z
  .string()
  .max(LONGEST_MAPPING)
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'JSON' });
      return z.NEVER;
    }
  })
  .pipe(columnMapping);

/** The fields of the form beside `file`. */
export const importRequest = z.strictObject({
  kind: z.enum(IMPORT_KINDS),
  /** Of every coordinate in the file; they are kept in WGS-84. */
  datum: z.enum(['wgs84', 'gcj02', 'bd09', 'unknown']).default('unknown'),
  mapping: mapping.optional(),
});

/** What columns are to be taken for instead; the file is then read again. */
export const mapImportColumnsRequest = z.strictObject({ mapping: columnMapping });

export const importMade = z.object({ id });

const counts = { rows: z.int(), accepted: z.int(), rejected: z.int(), warnings: z.int() };

export const importOnWire = z.object({
  id,
  kind: z.enum(IMPORT_KINDS),
  state: z.enum(IMPORT_STATES),
  ...counts,
  /** Of the present step, from 0 to 1. */
  progress: z.number().min(0).max(1),
  /** Rows whose records stayed when the import was undone. */
  kept: z.int(),
  fileName: z.string(),
  createdAt: isoInstant,
  createdBy: z.object({ id, name: z.string() }),
  /** Why the file as a whole cannot be imported; of a `checked` one: its columns have no names that are known (`no-headings`), and wait for them. */
  failure: z.object({ code: z.string(), sentence: z.string() }).nullable(),
  /** What each column was taken for; `null`: not recognised, and not imported. Where no heading is known: the row that looks most like them. */
  sheets: z.array(
    z.object({
      name: z.string(),
      /** Of the headings, as the spreadsheet program counts. */
      row: z.int(),
      columns: z.array(z.object({ heading: z.string(), field: z.string().nullable() })),
    }),
  ),
  /** Of a file in which no heading is known: its first rows, in which numbers are hidden; left out in the list of imports. `isHeading`: this cell may be named in a mapping. */
  firstRows: z.array(
    z.object({
      sheet: z.string(),
      row: z.int(),
      cells: z.array(z.object({ column: z.string(), text: z.string(), isHeading: z.boolean() })),
    }),
  ),
  /** What a column of this kind of list may be taken for, with the heading of the template. */
  fields: z.array(z.object({ name: z.string(), heading: z.string() })),
  /** The file and its rows were deleted. */
  expired: z.boolean(),
});
export type ImportOnWire = z.infer<typeof importOnWire>;
export const importList = list(importOnWire);

export const importRowsQuery = z.strictObject({
  /** `warned`: written, with something to look at. `accepted`: one item per row, with what it becomes. */
  state: z.enum([...IMPORT_ROW_STATES, 'warned']).default('rejected'),
  /** The number of a row. */
  cursor: z
    .string()
    .regex(/^\d{1,9}$/)
    .optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

/** What an accepted row becomes when the import is committed; nothing is written yet. */
const rowPreview = z.object({
  change: z.enum(IMPORT_CHANGES),
  /** One per record that is made. */
  makes: z.array(z.enum(IMPORT_RECORDS)),
  /** Of a record on file that stays as it is: the fields in which the row says something else. */
  differs: z.array(z.string()),
  /** By field. Identity numbers and phones are masked, an entry code is not told. */
  values: z.array(z.object({ field: z.string(), value: z.string() })),
});

/** One sentence about one cell; of an accepted row, about what it becomes. */
export const importRowOnWire = z.object({
  /** As the spreadsheet program counts. */
  row: z.int(),
  sheet: z.string(),
  /** The heading as it stands in the file; `null`: the row as a whole. */
  column: z.string().nullable(),
  /** For example `C7`. */
  cell: z.string().nullable(),
  code: z.string(),
  sentence: z.string(),
  /** Of `state=accepted`. */
  preview: rowPreview.optional(),
});
export const importRowList = z.object({ items: z.array(importRowOnWire), nextCursor: z.string().nullable() });
