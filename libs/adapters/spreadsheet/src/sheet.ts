/**
 * What a cell holds. `date` is `YYYY-MM-DD`, `boolean` is `true` or `false`; `formula`, `error` and `too-long` carry no text:
 * their value is not read.
 */
export type CellKind = 'text' | 'number' | 'date' | 'boolean' | 'error' | 'formula' | 'too-long';

export interface Cell {
  readonly kind: CellKind;
  readonly text: string;
}

export interface SheetRow {
  readonly sheet: string;
  /** As the spreadsheet program counts, from 1. */
  readonly row: number;
  /** By column from 0; an empty cell is absent. */
  readonly cells: readonly (Cell | undefined)[];
}

export const LONGEST_CELL = 2_000;
export const MOST_COLUMNS = 200;
export const LARGEST_FILE_BYTES = 100 * 1024 * 1024;
export const LARGEST_UNZIPPED_BYTES = 1024 * 1024 * 1024;

/** Why a file as a whole cannot be read. */
export type SheetFault =
  | 'not-a-spreadsheet'
  | 'not-what-its-name-says'
  | 'old-or-locked-workbook'
  | 'broken-file'
  | 'unzipped-too-large'
  | 'too-many-columns'
  | 'too-many-texts'
  | 'no-rows';

export class SheetRefused extends Error {
  constructor(readonly fault: SheetFault) {
    super(`the file cannot be read: ${fault}`);
    this.name = 'SheetRefused';
  }
}

/** The bytes of a file, wherever they lie; `end` is exclusive. */
export interface FileBytes {
  readonly size: number;
  read(start: number, end: number): Promise<Buffer>;
}

/** `C` for 2, `AA` for 26. */
export function columnLetters(column: number): string {
  let letters = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters;
}

const STEP = 256 * 1024;

/** The bytes from `start` to `end` in pieces. */
export async function* piecesOf(file: FileBytes, start = 0, end = file.size): AsyncGenerator<Buffer> {
  for (let at = start; at < end; at += STEP) yield await file.read(at, Math.min(end, at + STEP));
}
