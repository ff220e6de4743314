import type { ImportKind } from '@silverbell/vocabulary';
import { bareHeading, cleanText } from './cells.js';
import { fieldOf } from './fields.js';
import { HeadingCandidates } from './heading-candidates.js';
import type { SheetCell, SheetHeadings } from './port.js';

export interface ReadRow {
  readonly sheet: string;
  readonly row: number;
  readonly cells: readonly (SheetCell | undefined)[];
}

/** Titles, units and dates stand above the headings; farther down there are none. */
const LOOKS_AT_ROWS = 30;
/** One known word may be chance. */
const FEWEST_KNOWN = 2;

/** A line at the end that is no record: totals, who filled it in, remarks. */
const NO_RECORD = /^(?:合计|总计|小计|共计|填表人|制表|审核|注[::]|备注[::]|说明[::])/;

/** Finds the headings of each sheet of a file and says what its columns are; rows before them are titles. */
export class HeadingFinder {
  readonly #found: SheetHeadings[] = [];
  /** For the person who has to name the columns, where none is known. */
  readonly candidates = new HeadingCandidates();
  readonly #mapping: ReadonlyMap<string, string>;
  #sheet: string | null = null;
  #index = -1;
  #looked = 0;
  #current: SheetHeadings | null = null;

  /** `said`: heading to field, as a person said it. */
  constructor(
    private readonly kind: ImportKind,
    mapping: Readonly<Record<string, string>>,
  ) {
    this.#mapping = new Map(Object.entries(mapping).map(([heading, name]) => [bareHeading(heading), name]));
  }

  get found(): readonly SheetHeadings[] {
    return this.#found;
  }

  /** The headings a row of data stands under; `null`: it is none (a title, the headings themselves, a total, or of a sheet without any). */
  under(row: ReadRow): { readonly headings: SheetHeadings; readonly sheet: number } | null {
    if (row.sheet !== this.#sheet) {
      this.#sheet = row.sheet;
      this.#index += 1;
      this.#looked = 0;
      this.#current = null;
    }
    if (this.#current) return isNoRecord(row) ? null : { headings: this.#current, sheet: this.#index };
    this.#looked += 1;
    if (this.#looked > LOOKS_AT_ROWS) return null;
    const headings = Array.from(row.cells, (cell) => (cell?.kind === 'text' ? cleanText(cell.text) : null));
    const fields = this.#fieldsOf(headings);
    const isSaid = (one: string | null): boolean => one !== null && this.#mapping.has(bareHeading(one));
    // A column that a person wants left out is one that she knows.
    if (headings.filter((one, n) => fields[n] !== null || isSaid(one)).length < FEWEST_KNOWN) {
      this.candidates.add(row, fields);
      return null;
    }
    this.#current = { sheet: row.sheet, row: row.row, headings, fields };
    this.#found.push(this.#current);
    return null;
  }

  /** Of two columns with the same meaning the one that a person chose counts, else the first. */
  #fieldsOf(headings: readonly (string | null)[]): readonly (string | null)[] {
    const fields = headings.map((one) => (one === null ? null : fieldOf(this.kind, one, this.#mapping)));
    const isChosen = (n: number): boolean => this.#mapping.get(bareHeading(headings[n] ?? '')) === fields[n];
    const columnOf = (field: string): number => {
      const columns = fields.flatMap((one, n) => (one === field ? [n] : []));
      return columns.find(isChosen) ?? columns[0] ?? -1;
    };
    return fields.map((one, n) => (one !== null && columnOf(one) === n ? one : null));
  }
}

function isNoRecord({ cells }: ReadRow): boolean {
  const filled = cells.filter((cell) => cell !== undefined);
  return filled.length <= 4 && NO_RECORD.test(cleanText(filled[0]?.text ?? ''));
}
