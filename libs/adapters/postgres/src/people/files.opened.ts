import type { ContactFile, KeyFile } from '@silverbell/usecases';
import type { Queryable } from '../connection/command-pool.js';
import type { SealedColumns } from '../crypto/sealed-columns.js';
import { contactOf, keyOf, type OpenedSenior } from './files.rows.js';
import type { HomeRow } from './place.entity.js';
import type { ContactRow, KeyHoldingRow, SeniorRow } from './senior.entity.js';

/** Entry codes by home. */
export async function openedHomes(
  db: Queryable,
  sealed: SealedColumns,
  rows: readonly Pick<HomeRow, 'id' | 'entryCodeSealed'>[],
): Promise<ReadonlyMap<string, string | null>> {
  const codes = await sealed.open(
    db,
    rows.map(({ id, entryCodeSealed }) => ({ column: 'home.entry_code', rowId: id, sealed: entryCodeSealed })),
  );
  return new Map(rows.map(({ id }, n) => [id, codes[n] ?? null]));
}

export async function openedSeniors(
  db: Queryable,
  sealed: SealedColumns,
  rows: readonly Pick<SeniorRow, 'id' | 'idNumber' | 'phoneSealed'>[],
): Promise<ReadonlyMap<string, OpenedSenior>> {
  const texts = await sealed.open(
    db,
    rows.flatMap(({ id, idNumber, phoneSealed }) => [
      { column: 'senior.id_number' as const, rowId: id, sealed: idNumber },
      { column: 'senior.phone' as const, rowId: id, sealed: phoneSealed },
    ]),
  );
  return new Map(
    rows.map(({ id }, n) => [id, { idNumber: texts[2 * n] ?? null, phone: texts[2 * n + 1] ?? null }] as const),
  );
}

export async function openedContacts(
  db: Queryable,
  sealed: SealedColumns,
  rows: readonly ContactRow[],
): Promise<readonly ContactFile[]> {
  const phones = await sealed.open(
    db,
    rows.map(({ id, phoneSealed }) => ({ column: 'contact.phone', rowId: id, sealed: phoneSealed })),
  );
  return rows.map((row, n) => contactOf(row, phones[n] ?? null));
}

export async function openedKeys(
  db: Queryable,
  sealed: SealedColumns,
  rows: readonly KeyHoldingRow[],
): Promise<readonly KeyFile[]> {
  const phones = await sealed.open(
    db,
    rows.map(({ id, holderPhoneSealed }) => ({
      ...{ column: 'key_holding.holder_phone' as const, rowId: id, sealed: holderPhoneSealed },
    })),
  );
  return rows.map((row, n) => keyOf(row, phones[n] ?? null));
}
