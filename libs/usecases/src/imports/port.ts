import type { AccountId, Instant, RegionId } from '@silverbell/kernel';
import type { Datum } from '@silverbell/kernel';
import type {
  ImportFailure,
  ImportFault,
  ImportKeptReason,
  ImportKind,
  ImportRecord,
  ImportRowState,
  ImportState,
  ImportWarning,
} from '@silverbell/vocabulary';

export type CellKind = 'text' | 'number' | 'date' | 'boolean' | 'error' | 'formula' | 'too-long';

/** A filled cell of a spreadsheet, as its reader gives it. */
export interface SheetCell {
  readonly kind: CellKind;
  readonly text: string;
}

export interface CellFault {
  /** From 0; `null`: the row as a whole. */
  readonly column: number | null;
  readonly code: ImportFault | ImportKeptReason;
}
export interface CellWarning {
  readonly column: number | null;
  readonly code: ImportWarning;
}

/** What the headings of one sheet are taken for. */
export interface SheetHeadings {
  readonly sheet: string;
  /** The row they stand in, from 1. */
  readonly row: number;
  readonly headings: readonly (string | null)[];
  /** By column; `null`: not recognised, and not read. */
  readonly fields: readonly (string | null)[];
}

/** One of the first rows of a sheet whose headings are not known, as it is shown to the person who names its columns. */
export interface FirstRow {
  readonly sheet: string;
  /** From 1. */
  readonly row: number;
  /** By column; numbers are hidden. `isHeading`: it may be named as a heading. */
  readonly cells: readonly ({ readonly text: string; readonly isHeading: boolean } | null)[];
}

export type ImportWork = 'read' | 'commit' | 'undo';

export interface ImportJob {
  readonly id: string;
  readonly kind: ImportKind;
  readonly state: ImportState;
  readonly work: ImportWork | null;
  /** Of a `failed` import why it is one; `no-headings` of a `checked` one: it has no rows until a person says what its columns are. */
  readonly failure: ImportFailure | null;
  /** Where it belongs, and everything it may write to is below one of `regionIds`. */
  readonly regionId: RegionId;
  readonly regionIds: readonly RegionId[];
  readonly createdBy: AccountId;
  readonly createdAt: Instant;
  readonly fileName: string;
  readonly fileBytes: number;
  readonly datum: Datum;
  readonly mapping: Readonly<Record<string, string>>;
  /** Where none is known, the row of each sheet that looks most like them. */
  readonly headings: readonly SheetHeadings[];
  /** Of an import whose columns a person has to name; else empty. */
  readonly firstRows: readonly FirstRow[];
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly warnings: number;
  /** How many rows the present work has done; a restart goes on behind it. */
  readonly position: number;
  /** Of the present work, from 0 to 1. */
  readonly progress: number;
  readonly committedBy: AccountId | null;
  readonly undoneBy: AccountId | null;
  readonly changedAt: Instant;
  /** Its file and rows were deleted. */
  readonly expiredAt: Instant | null;
}

/** A record that a row wrote anew. */
export interface MadeRecord {
  readonly kind: ImportRecord;
  readonly id: string;
}

/** One row as it is staged. */
export interface StagedRow {
  /** Through all sheets, from 1. */
  readonly no: number;
  readonly sheet: number;
  readonly sheetRow: number;
  readonly state: ImportRowState;
  /** Who or what it is about, to be hashed; `same`: what two rows about the same must agree in. */
  readonly key: string | null;
  readonly same: string | null;
  /** What it says, ready to be written; `null` of a rejected row. */
  readonly draft: object | null;
  readonly faults: readonly CellFault[];
  readonly warnings: readonly CellWarning[];
}

export interface ListedRow extends Omit<StagedRow, 'key' | 'same' | 'draft'> {
  readonly made: readonly MadeRecord[];
}
