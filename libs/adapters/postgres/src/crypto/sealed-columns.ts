import { comparedDigits } from '@silverbell/usecases';
import { createHmac } from 'node:crypto';
import type { Queryable } from '../connection/command-pool.js';
import { open, seal } from './master-key.js';
import type { PersonKeys, StoredKey } from './person-keys.js';

/** `table.column`: sealed with the value, so that it opens neither in another column nor in another row. */
export type SealedColumn =
  | 'senior.phone'
  | 'senior.id_number'
  | 'contact.phone'
  | 'helper.phone'
  | 'duty_seat.voice_number'
  | 'duty_shift.voice_number'
  | 'referral_step.note'
  | 'phone_call.number'
  | 'task.note'
  | 'task.result'
  | 'service_order_step.note'
  | 'service_order.report'
  | 'welfare_visit_step.note'
  | 'welfare_visit.report'
  | 'care_complaint.by'
  | 'care_complaint.text'
  | 'care_complaint.answer'
  | 'quality_step.note'
  | 'care_follow_up_step.note'
  | 'meal_step.note'
  | 'care_call_step.note'
  | 'home.entry_code'
  | 'key_holding.holder_phone'
  | 'provider.account_number';

/** Under whose key: a senior's (hers and her contacts'), a home's, or, for people who serve, the one key of the registry. */
export type KeyOwner = `senior:${string}` | `home:${string}` | 'registry';

interface Key {
  readonly id: string;
  readonly bytes: Uint8Array;
}

interface Place {
  readonly column: SealedColumn;
  readonly rowId: string;
}

export interface ClearValue extends Place {
  readonly owner: KeyOwner;
  /** `null` and an empty text stay `null`: nothing is on file. */
  readonly text: string | null;
}

export interface SealedValue extends Place {
  /** As the driver gives a `bytea`, or base64 from a JSON document. */
  readonly sealed: Uint8Array | string | null;
}

/** The columns of a telephone number. */
export interface SealedNumber {
  readonly sealed: Buffer | null;
  /** Of the digits that are compared: one person has one hash in every row. */
  readonly hash: Buffer | null;
  /** Of the last four digits: finds the rows whose number is worth opening when a part of a number is looked for. */
  readonly tail: Buffer | null;
}

const KEY_ID_BYTES = 16;
const HASH_BYTES = 16;
const TAIL_DIGITS = 4;

/**
 * Values of the registry that may not lie on the disk in clear. A cell is the id of its key, then what {@link seal} makes: it is opened with
 * the cell and `person_key` alone. No TypeORM transformer: that sees a value, and neither its row, its owner nor the keys of the database.
 */
export class SealedColumns {
  private readonly hashing: Uint8Array;

  /** `held`: live keys that stay so until the end of the transaction that seals. */
  constructor(
    private readonly keys: PersonKeys,
    private readonly held: ReadonlyMap<string, Key> = new Map(),
  ) {
    this.hashing = keys.derive('hashes of the registry, first version');
  }

  /** For many values in the transaction of `db`: the keys of these owners are looked up once. */
  async holding(db: Queryable, owners: readonly KeyOwner[]): Promise<SealedColumns> {
    return new SealedColumns(this.keys, await this.#liveKeys(db, [...new Set(owners)].sort()));
  }

  /** In the order of `values`. `db`: the transaction that writes the cells; keys that are missing are written in it. */
  async seal(db: Queryable, values: readonly ClearValue[]): Promise<readonly (Buffer | null)[]> {
    const owners = values.flatMap(({ owner, text }) => (isOnFile(text) ? [owner] : []));
    const unknown = [...new Set(owners)].filter((owner) => !this.held.has(owner)).sort();
    const found = await this.#liveKeys(db, unknown);
    return values.map(({ column, rowId, owner, text }) => {
      if (!isOnFile(text)) return null;
      const key = this.held.get(owner) ?? found.get(owner);
      if (!key) throw new Error(`no key for ${owner}`);
      return Buffer.concat([idBytes(key.id), seal(key.bytes, Buffer.from(text, 'utf8'), aad(column, rowId))]);
    });
  }

  async sealNumbers(db: Queryable, values: readonly ClearValue[]): Promise<readonly SealedNumber[]> {
    const cells = await this.seal(db, values);
    return values.map(({ text }, n) => ({
      ...{ sealed: cells[n] ?? null, hash: this.numberHash(text ?? ''), tail: this.tailHash(text ?? '') },
    }));
  }

  /** In the order of `values`; `null`: nothing on file, its key was erased, or the cell was changed or moved. */
  async open(db: Queryable, values: readonly SealedValue[]): Promise<readonly (string | null)[]> {
    const cells = values.map(({ sealed }) => (typeof sealed === 'string' ? Buffer.from(sealed, 'base64') : sealed));
    const ids = [...new Set(cells.flatMap((cell) => (cell === null ? [] : [idOf(cell)])))];
    if (ids.length === 0) return values.map(() => null);
    const rows = await db.query<StoredKey[]>(
      `select id, owner, encode(wrapped, 'base64') as wrapped from person_key where id = any($1) and erased_at is null`,
      [ids],
    );
    const bytes = new Map(rows.map((row) => [row.id, this.keys.unwrap(row)]));
    return values.map(({ column, rowId }, n) => {
      const cell = cells[n];
      const key = cell && bytes.get(idOf(cell));
      return key ? (open(key, cell.subarray(KEY_ID_BYTES), aad(column, rowId))?.toString('utf8') ?? null) : null;
    });
  }

  /** `null`: it has no digits, and equals no other number. */
  numberHash(number: string): Buffer | null {
    const digits = comparedDigits(number);
    return digits === '' ? null : this.#hash('number', digits);
  }

  /** `null`: fewer than four digits. */
  tailHash(number: string): Buffer | null {
    const digits = comparedDigits(number).slice(-TAIL_DIGITS);
    return digits.length < TAIL_DIGITS ? null : this.#hash('tail', digits);
  }

  /** Of the whole number as it stands on the card: 18 characters, a final X upper case. */
  identityHash(idNumber: string): Buffer {
    return this.#hash('identity', idNumber);
  }

  #hash(what: string, text: string): Buffer {
    return createHmac('sha256', this.hashing).update(`${what} ${text}`).digest().subarray(0, HASH_BYTES);
  }

  /** Shared until the transaction ends: a person cannot be erased between the look at her key and the write under it. */
  async #liveKeys(db: Queryable, owners: readonly string[]): Promise<ReadonlyMap<string, Key>> {
    const keys = new Map<string, Key>();
    await this.#find(db, owners, keys);
    const fresh = owners.filter((owner) => !keys.has(owner)).map((owner) => this.keys.fresh(owner));
    if (fresh.length === 0) return keys;
    const mine = await db.query<{ owner: string }[]>(
      `insert into person_key (id, owner, wrapped, created_at)
       select k.id, k.owner, decode(k.wrapped, 'base64'), clock_timestamp() from unnest($1::text[], $2::text[], $3::text[]) k (id, owner, wrapped)
       on conflict (owner) where erased_at is null do nothing returning owner`,
      [fresh.map(({ id }) => id), fresh.map(({ owner }) => owner), fresh.map(({ wrapped }) => wrapped)],
    );
    const written = new Set(mine.map(({ owner }) => owner));
    for (const key of fresh) if (written.has(key.owner)) keys.set(key.owner, key);
    // another process wrote the first key of the same owner at this moment: its key counts
    const others = fresh.flatMap(({ owner }) => (written.has(owner) ? [] : [owner]));
    await this.#find(db, others, keys);
    return keys;
  }

  async #find(db: Queryable, owners: readonly string[], into: Map<string, Key>): Promise<void> {
    if (owners.length === 0) return;
    const rows = await db.query<StoredKey[]>(
      `select id, owner, encode(wrapped, 'base64') as wrapped from person_key where owner = any($1) and erased_at is null
       order by owner for share`,
      [owners],
    );
    for (const row of rows) {
      const bytes = this.keys.unwrap(row);
      if (!bytes) throw new Error(`the key of ${row.owner} does not open: is SILVERBELL_SECRET the right one?`);
      into.set(row.owner, { id: row.id, bytes });
    }
  }
}

const isOnFile = (text: string | null): text is string => text !== null && text !== '';
const aad = (column: SealedColumn, rowId: string): string => `${column} of ${rowId}`;
const idBytes = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex');
const idOf = (cell: Uint8Array): string =>
  Buffer.from(cell.subarray(0, KEY_ID_BYTES))
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
