import { beforeEach, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import type { Queryable } from '../connection/command-pool.js';
import { PersonKeys, type StoredKey } from './person-keys.js';
import { SealedColumns, type ClearValue, type SealedValue } from './sealed-columns.js';

/** `person_key` and the three statements on it. */
class Keys implements Queryable {
  rows: StoredKey[] = [];
  asked = 0;

  query<T>(sql: string, [first, owners, wrapped]: string[][] = []): Promise<T> {
    this.asked += 1;
    if (sql.startsWith('insert'))
      for (const [n, id] of (first ?? []).entries()) {
        const owner = owners?.[n] ?? '';
        if (!this.rows.some((row) => row.owner === owner)) this.rows.push({ id, owner, wrapped: wrapped?.[n] ?? '' });
      }
    return Promise.resolve(
      this.rows.filter((row) => first?.includes(sql.includes('owner = any') ? row.owner : row.id)) as T,
    );
  }
}

const columnsOf = (secret: string): SealedColumns => new SealedColumns(new PersonKeys({} as DataSource, secret));
const columns = columnsOf('one');
const phone = (rowId: string, text: string | null): ClearValue => ({
  ...{ column: 'senior.phone', owner: `senior:${rowId}`, rowId, text },
});

describe('a sealed column', () => {
  let db: Keys;
  beforeEach(() => {
    db = new Keys();
  });
  const cellOf = async (value: ClearValue): Promise<SealedValue> => ({
    ...{ column: value.column, rowId: value.rowId, sealed: (await columns.seal(db, [value]))[0] ?? null },
  });
  const opened = async (value: SealedValue, by = columns) => (await by.open(db, [value]))[0];

  it('opens where it stands, as bytes and as base64 of a JSON document', async () => {
    const cell = await cellOf(phone('chen', '138 0013 8000'));
    expect(await opened(cell)).toBe('138 0013 8000');
    const inJson = Buffer.from(cell.sealed as Uint8Array).toString('base64');
    expect(await opened({ ...cell, sealed: inJson.replace(/.{20}/g, '$&\n') })).toBe('138 0013 8000');
  });

  it('opens neither in another row nor in another column', async () => {
    const cell = await cellOf(phone('chen', '13800138000'));
    expect(await opened({ ...cell, rowId: 'li' })).toBeNull();
    expect(await opened({ ...cell, column: 'contact.phone' })).toBeNull();
  });

  it('opens no more once the key of its person is erased, nor under another secret', async () => {
    const cell = await cellOf(phone('chen', '13800138000'));
    expect(await opened(cell, columnsOf('two'))).toBeNull();
    db.rows = [];
    expect(await opened(cell)).toBeNull();
  });

  it('shows nothing of the text, and looks different each time', async () => {
    const [one, other] = await columns.seal(db, [phone('chen', '13800138000'), phone('chen', '13800138000')]);
    expect(one?.includes('13800138000')).toBe(false);
    expect(one?.equals(other ?? Buffer.of())).toBe(false);
  });

  it('keeps nothing where nothing is on file, and makes no key for it', async () => {
    expect(await columns.seal(db, [phone('chen', null), phone('li', '')])).toEqual([null, null]);
    expect(db.asked).toBe(0);
    expect(await columns.open(db, [{ column: 'senior.phone', rowId: 'chen', sealed: null }])).toEqual([null]);
  });

  it('takes the key another process wrote at the same moment, and one key for many values', async () => {
    const [first] = [await cellOf(phone('chen', '1'))];
    expect(await opened(first)).toBe('1');
    await columns.seal(db, [phone('chen', '2'), phone('chen', '3'), phone('li', '4')]);
    expect(db.rows.map(({ owner }) => owner)).toEqual(['senior:chen', 'senior:li']);
  });

  it('is refused when the key of its person belongs to another secret', async () => {
    await cellOf(phone('chen', '1'));
    await expect(columnsOf('two').seal(db, [phone('chen', '2')])).rejects.toThrow('SILVERBELL_SECRET');
  });
});

describe('the hash of a number', () => {
  it('is one for all forms of a number, and another under another secret', () => {
    const hash = columns.numberHash('+86 138-0013-8000');
    expect(hash).toHaveLength(16);
    expect(columns.numberHash('13800138000')).toEqual(hash);
    expect(columns.numberHash('13800138001')).not.toEqual(hash);
    expect(columnsOf('two').numberHash('13800138000')).not.toEqual(hash);
  });

  it('is none without digits, and its tail needs four of them', () => {
    expect(columns.numberHash('-')).toBeNull();
    expect(columns.tailHash('110')).toBeNull();
    expect(columns.tailHash('138 0013 8000')).toEqual(columns.tailHash('8000'));
  });

  it('of an identity number says nothing about a telephone number of the same digits', () => {
    expect(columns.identityHash('13800138000')).not.toEqual(columns.numberHash('13800138000'));
  });
});
