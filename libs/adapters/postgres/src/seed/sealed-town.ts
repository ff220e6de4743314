import type { EntityManager, ObjectLiteral } from 'typeorm';
import { PersonKeys } from '../crypto/person-keys.js';
import { SealedColumns, type ClearValue, type SealedNumber } from '../crypto/sealed-columns.js';
import { nameInitials } from '../people/name-initials.js';
import type { Town } from './town.schema.js';

type Sealed = 'homes' | 'seniors' | 'contacts' | 'helpers' | 'keyHoldings' | 'dutySeats';

/** The rows of a town that have a number or a code, as their tables keep them; the keys are written in the transaction of `db`. */
export async function sealedTown(
  db: EntityManager,
  town: Pick<Town, Sealed>,
  secret: string,
): Promise<Readonly<Record<Sealed, readonly ObjectLiteral[]>>> {
  const columns = new SealedColumns(new PersonKeys(db, secret));
  const numbers = async <Row>(rows: readonly Row[], valueOf: (row: Row) => ClearValue) => {
    const sealed = await columns.sealNumbers(db, rows.map(valueOf));
    return rows.map((row, n) => ({ row, number: sealed[n] ?? NOTHING }));
  };
  const codes = await numbers(town.homes, ({ id, entryCode }) => ({
    ...{ column: 'home.entry_code', rowId: id, owner: `home:${id}`, text: entryCode },
  }));
  const seniors = await numbers(town.seniors, ({ id, phone }) => ({
    ...{ column: 'senior.phone', rowId: id, owner: `senior:${id}`, text: phone },
  }));
  const contacts = await numbers(town.contacts, ({ id, seniorId, phone }) => ({
    ...{ column: 'contact.phone', rowId: id, owner: `senior:${seniorId}`, text: phone },
  }));
  const helpers = await numbers(town.helpers, ({ id, phone }) => ({
    ...{ column: 'helper.phone', rowId: id, owner: 'registry', text: phone },
  }));
  const keyHoldings = await numbers(town.keyHoldings, ({ id, homeId, holderPhone }) => ({
    ...{ column: 'key_holding.holder_phone', rowId: id, owner: `home:${homeId}`, text: holderPhone },
  }));
  const dutySeats = await numbers(town.dutySeats, ({ id, voiceNumber }) => ({
    ...{ column: 'duty_seat.voice_number', rowId: id, owner: 'registry', text: voiceNumber },
  }));
  return {
    homes: codes.map(({ row, number }) => ({ ...row, entryCodeSealed: number.sealed })),
    seniors: seniors.map(({ row, number }) => ({ ...row, ...phoneOf(number), ...initialsOf(row) })),
    contacts: contacts.map(({ row, number }) => ({ ...row, ...phoneOf(number) })),
    helpers: helpers.map(({ row, number }) => ({ ...row, ...phoneOf(number), ...initialsOf(row) })),
    keyHoldings: keyHoldings.map(({ row, number }) => ({
      ...{ ...row, holderPhoneSealed: number.sealed, holderPhoneHash: number.hash },
    })),
    dutySeats: dutySeats.map(({ row, number }) => ({
      ...{ ...row, voiceNumberSealed: number.sealed, voiceNumberHash: number.hash },
    })),
  };
}

const NOTHING: SealedNumber = { sealed: null, hash: null, tail: null };
const phoneOf = ({ sealed, hash, tail }: SealedNumber) => ({ phoneSealed: sealed, phoneHash: hash, phoneTail: tail });
const initialsOf = ({ name }: { readonly name: string }) => ({ nameInitials: nameInitials(name) });
