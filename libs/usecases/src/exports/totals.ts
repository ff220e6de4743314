import type { ExportColumn } from './column.js';
import type { ExportRow } from './port.js';

/** The row behind the last one (CR-78): how many rows there are, and the sum of each column of money. */
export class ExportTotals {
  #rows = 0;
  readonly #fen = new Map<string, number>();

  constructor(private readonly columns: readonly ExportColumn[]) {}

  get rows(): number {
    return this.#rows;
  }

  /** @returns the number of the row, from 1 */
  add(row: ExportRow): number {
    for (const { key, isMoney } of this.columns) {
      const fen = row[key];
      if (isMoney && typeof fen === 'number') this.#fen.set(key, (this.#fen.get(key) ?? 0) + fen);
    }
    return (this.#rows += 1);
  }

  /** Under the columns; the first one holds the number of rows. */
  cells(): readonly (string | number | null)[] {
    return this.columns.map(({ key, isMoney }, n) =>
      n === 0 ? String(this.#rows) : isMoney ? (this.#fen.get(key) ?? 0) / 100 : null,
    );
  }
}
