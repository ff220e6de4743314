import type { ImportKind } from '@silverbell/vocabulary';
import type { ImportDraft } from './drafts.js';
import type { CellFault, CellWarning, SheetCell, SheetHeadings } from './port.js';
import { readDevice } from './read-device.js';
import { readHelper } from './read-helper.js';
import { readPeople } from './read-people.js';
import { readFacility, readRegion } from './read-places.js';
import { RowReader, type ReadingContext } from './row-reader.js';

export interface RowOf<Draft> {
  readonly draft: Draft;
  /** Two rows with the same key are about the same person, place or thing; `null`: nothing tells. */
  readonly key: string | null;
  /** What rows about the same must agree in; `null`: nothing. */
  readonly same: string | null;
}

export interface ReadImportRow {
  /** `null`: rejected. */
  readonly row: RowOf<ImportDraft> | null;
  /** Also of a rejected row, so that its twin is found. */
  readonly key: string | null;
  readonly same: string | null;
  readonly faults: readonly CellFault[];
  readonly warnings: readonly CellWarning[];
}

const READERS: Readonly<Record<ImportKind, (reader: RowReader) => RowOf<ImportDraft>>> = {
  regions: readRegion,
  facilities: readFacility,
  people: readPeople,
  helpers: readHelper,
  devices: readDevice,
};

/** Reads one row of a sheet, with everything that is wrong with it. */
export function readImportRow(
  kind: ImportKind,
  { fields }: SheetHeadings,
  cells: readonly (SheetCell | undefined)[],
  context: ReadingContext,
): ReadImportRow {
  const reader = new RowReader(fields, cells, context);
  const row = READERS[kind](reader);
  const { faults, warnings } = reader;
  return { row: faults.length === 0 ? row : null, key: row.key, same: row.same, faults, warnings };
}
