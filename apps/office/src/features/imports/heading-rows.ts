import type { ImportOnWire } from '@silverbell/wire';

/** What a person chose for a heading. */
export type Chosen = Readonly<Record<string, string>>;
export type Sheet = ImportOnWire['sheets'][number];
type Rows = ImportOnWire['firstRows'];

/** The server looks for at least two headings in a row. */
const FEWEST = 2;

/** The sheets with the row of headings that a person chose instead of the proposed one. */
export const sheetsOf = (
  { sheets, firstRows }: Pick<ImportOnWire, 'sheets' | 'firstRows'>,
  rows: Readonly<Record<string, number>>,
): readonly Sheet[] =>
  sheets.map((sheet) => {
    const row = rows[sheet.name];
    const found = firstRows.find((one) => one.sheet === sheet.name && one.row === row);
    if (row === undefined || row === sheet.row || found === undefined) return sheet;
    const words = [...new Set(found.cells.filter(({ isHeading }) => isHeading).map(({ text }) => text))];
    return { ...sheet, row, columns: words.map((heading) => ({ heading, field: null })) };
  });

/** Numbers of the rows that may have the headings. */
export const headingRowsOf = (rows: Rows): readonly number[] =>
  rows.filter(({ cells }) => cells.filter(({ isHeading }) => isHeading).length >= FEWEST).map(({ row }) => row);

/** Letters of all columns that are filled, in their order. */
export const columnsOf = (rows: Rows): readonly string[] =>
  [...new Set(rows.flatMap(({ cells }) => cells.map(({ column }) => column)))].sort(
    (one, other) => one.length - other.length || (one < other ? -1 : 1),
  );

/** What was chosen for headings that are still shown; of a row that is no longer chosen nothing is sent. */
export const mappingOf = (sheets: readonly Pick<Sheet, 'columns'>[], chosen: Chosen): Record<string, string> => {
  const shown = new Set(sheets.flatMap(({ columns }) => columns.map(({ heading }) => heading)));
  return Object.fromEntries(Object.entries(chosen).filter(([heading]) => shown.has(heading)));
};
