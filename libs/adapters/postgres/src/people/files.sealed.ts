import type { ContactFile, HomeFile, SeniorFile } from '@silverbell/usecases';
import type { Queryable } from '../connection/command-pool.js';
import type { SealedColumns, SealedNumber } from '../crypto/sealed-columns.js';
import { rowOfHome, rowOfSenior } from './files.rows.js';
import type { HomeRow } from './place.entity.js';
import type { ContactRow, SeniorRow } from './senior.entity.js';

/** Rows of files as they lie in the database, their numbers and codes sealed under the keys of their people. */
export async function sealedHomes(
  db: Queryable,
  sealed: SealedColumns,
  homes: readonly HomeFile[],
): Promise<readonly HomeRow[]> {
  const codes = await sealed.seal(
    db,
    homes.map(({ id, entryCode }) => ({ column: 'home.entry_code', owner: `home:${id}`, rowId: id, text: entryCode })),
  );
  return homes.map((home, n) => ({ ...rowOfHome(home), entryCodeSealed: codes[n] ?? null }));
}

type SeniorOnFile = ReturnType<typeof rowOfSenior> &
  Pick<SeniorRow, 'idNumber' | 'idNumberHash' | 'phoneSealed' | 'phoneHash' | 'phoneTail'>;

export async function sealedSeniors(
  db: Queryable,
  sealed: SealedColumns,
  seniors: readonly SeniorFile[],
): Promise<readonly SeniorOnFile[]> {
  const cells = await sealed.seal(
    db,
    seniors.map(({ id, idNumber }) => ({ ...about(id, id), column: 'senior.id_number', text: idNumber })),
  );
  const phones = await sealed.sealNumbers(
    db,
    seniors.map(({ id, phone }) => ({ ...about(id, id), column: 'senior.phone', text: phone })),
  );
  return seniors.map((senior, n) => ({
    ...rowOfSenior(senior),
    idNumber: cells[n] ?? null,
    idNumberHash: senior.idNumber === null ? null : sealed.identityHash(senior.idNumber),
    ...phoneColumns(phones[n]),
  }));
}

export async function sealedContacts(
  db: Queryable,
  sealed: SealedColumns,
  contacts: readonly ContactFile[],
): Promise<readonly ContactRow[]> {
  const phones = await sealed.sealNumbers(
    db,
    contacts.map(({ id, seniorId, phone }) => ({ ...about(seniorId, id), column: 'contact.phone', text: phone })),
  );
  return contacts.map(({ phone: _, ...contact }, n) => ({ ...contact, ...phoneColumns(phones[n]) }));
}

const about = (seniorId: string, rowId: string) => ({ owner: `senior:${seniorId}`, rowId }) as const;

const phoneColumns = (number: SealedNumber | undefined) => ({
  phoneSealed: number?.sealed ?? null,
  phoneHash: number?.hash ?? null,
  phoneTail: number?.tail ?? null,
});
