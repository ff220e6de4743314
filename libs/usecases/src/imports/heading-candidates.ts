import { cleanText } from './cells.js';
import type { FirstRow, SheetCell, SheetHeadings } from './port.js';

/** Rows of a sheet that a person is shown. */
const SHOWN_ROWS = 10;
const SHOWN_SHEETS = 5;
const SHOWN_CHARACTERS = 60;
/** As long as a heading may be where a person names it. */
const LONGEST_HEADING = 200;
/** One word may be a title. */
const FEWEST_WORDS = 2;

const digitsIn = (text: string): number => text.match(/\p{Nd}/gu)?.length ?? 0;
/** Who looks for headings looks for words: a phone, an identity number or an entry code in a row of data is not to be read. */
const withoutNumbers = (text: string): string =>
  (digitsIn(text) < 3 ? text : text.replace(/\p{Nd}/gu, '*')).slice(0, SHOWN_CHARACTERS);

const headingOf = (cell: SheetCell | undefined): string | null => {
  const text = cell?.kind === 'text' ? cleanText(cell.text) : '';
  return text === '' || text.length > LONGEST_HEADING || digitsIn(text) > 2 ? null : text;
};

/** The first rows of sheets in which no heading is known: one of them may have the headings, which a person then says. */
export class HeadingCandidates {
  readonly #rows: FirstRow[] = [];
  readonly #best = new Map<string, { readonly found: SheetHeadings; readonly worth: number }>();

  /** @param fields what its cells would be taken for as headings */
  add(
    { sheet, row, cells }: Pick<FirstRow, 'sheet' | 'row'> & { readonly cells: readonly (SheetCell | undefined)[] },
    fields: readonly (string | null)[],
  ): void {
    const headings = Array.from(cells, headingOf);
    const ofSheet = this.#rows.filter((one) => one.sheet === sheet).length;
    const sheets = new Set(this.#rows.map((one) => one.sheet));
    if (cells.every((cell) => cell === undefined) || ofSheet >= SHOWN_ROWS) return;
    if (ofSheet === 0 && sheets.size >= SHOWN_SHEETS) return;
    this.#rows.push({
      ...{ sheet, row },
      cells: Array.from(cells, (cell, column) =>
        cell === undefined
          ? null
          : { text: headings[column] ?? withoutNumbers(cleanText(cell.text)), isHeading: headings[column] !== null },
      ),
    });
    const words = headings.filter((one) => one !== null).length;
    const known = fields.filter((one) => one !== null).length;
    const worth = known * 1_000 + words;
    if (words >= FEWEST_WORDS && worth > (this.#best.get(sheet)?.worth ?? 0))
      this.#best.set(sheet, { found: { sheet, row, headings, fields }, worth });
  }

  get rows(): readonly FirstRow[] {
    return this.#rows;
  }

  /** Of each sheet the row that looks most like headings. */
  get headings(): readonly SheetHeadings[] {
    return [...this.#best.values()].map(({ found }) => found);
  }
}
