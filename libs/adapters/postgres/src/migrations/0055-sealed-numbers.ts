import type { MigrationInterface, QueryRunner } from 'typeorm';
import { PersonKeys } from '../crypto/person-keys.js';
import { SealedColumns, type ClearValue, type KeyOwner, type SealedColumn } from '../crypto/sealed-columns.js';
import type { Migration } from './index.js';

interface Clear {
  readonly column: SealedColumn;
  /** The id that the key belongs to, in SQL. */
  readonly owner: string;
  readonly keyOf: (owner: string) => KeyOwner;
  /** An entry code is compared with nothing. */
  readonly hashed: 'hash' | 'hash and tail' | 'not at all';
}

const CLEAR: readonly Clear[] = [
  { column: 'senior.phone', owner: 'id', keyOf: (id) => `senior:${id}`, hashed: 'hash and tail' },
  { column: 'contact.phone', owner: 'senior_id', keyOf: (id) => `senior:${id}`, hashed: 'hash and tail' },
  { column: 'helper.phone', owner: 'id', keyOf: () => 'registry', hashed: 'hash' },
  { column: 'duty_seat.voice_number', owner: 'id', keyOf: () => 'registry', hashed: 'hash' },
  { column: 'home.entry_code', owner: 'id', keyOf: (id) => `home:${id}`, hashed: 'not at all' },
  { column: 'key_holding.holder_phone', owner: 'home_id', keyOf: (id) => `home:${id}`, hashed: 'hash' },
];

const ROWS_AT_ONCE = 1_000;

/**
 * Telephone numbers and entry codes leave their clear columns for sealed ones, with hashes beside them. All of it is one transaction: a
 * process that is killed leaves the tables as they were. Each table is written anew without the old column, so that no row version keeps it;
 * what lies in the write-ahead log and in the statistics is for `forgetClearText`, which the last statement orders.
 */
export class SealedNumbers0055 implements MigrationInterface {
  readonly name = 'SealedNumbers1764300000055';
  /** Engines of before read the clear columns with each alert. */
  static readonly needsEnginesStopped = true;
  /** From SILVERBELL_SECRET; without it only a registry without numbers can be brought here. */
  protected readonly secret: string | null = null;

  static withSecret(secret: string): Migration {
    return class extends SealedNumbers0055 {
      protected override readonly secret = secret;
    };
  }

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table clear_text_left (since timestamptz not null)');
    await runner.query('set constraints all immediate');
    for (const one of CLEAR) await this.#seal(runner, one);
    await runner.query(/* sql */ `
      create index senior_phone_tail on senior (phone_tail) where phone_tail is not null;
      create index contact_phone_tail on contact (phone_tail) where phone_tail is not null;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }

  async #seal(runner: QueryRunner, { column, owner, keyOf, hashed }: Clear): Promise<void> {
    const [table = '', clear = ''] = column.split('.');
    const kinds = [
      'sealed',
      ...(hashed === 'not at all' ? [] : ['hash']),
      ...(hashed === 'hash and tail' ? ['tail'] : []),
    ];
    await runner.query(`alter table ${table} ${kinds.map((kind) => `add column ${clear}_${kind} bytea`).join(', ')}`);
    // nothing that triggers watch changes, and what they had deferred would bar the table from being written anew
    await runner.query(`alter table ${table} disable trigger user`);
    let last = '';
    let sealed = 0;
    for (;;) {
      const rows = (await runner.query(
        `select id, ${owner} as owner, ${clear} as text from ${table} where id > $1 and ${clear} <> '' order by id limit ${ROWS_AT_ONCE}`,
        [last],
      )) as { id: string; owner: string; text: string }[];
      last = rows.at(-1)?.id ?? '';
      if (last === '') break;
      const values = rows.map(({ id, owner: of, text }): ClearValue => ({ column, rowId: id, owner: keyOf(of), text }));
      const cells = await this.#columns(runner).sealNumbers(runner, values);
      await runner.query(
        `update ${table} t set ${kinds.map((kind, n) => `${clear}_${kind} = v.c${n}`).join(', ')}
         from unnest($1::text[], ${kinds.map((_, n) => `$${n + 2}::bytea[]`).join(', ')}) v (id, ${kinds.map((_, n) => `c${n}`).join(', ')})
         where t.id = v.id`,
        [rows.map(({ id }) => id), ...kinds.map((kind) => cells.map((cell) => cell[kind as keyof typeof cell]))],
      );
      sealed += rows.length;
    }
    await runner.query(`alter table ${table} enable trigger user`);
    await runner.query(`alter table ${table} drop column ${clear}`);
    if (sealed === 0) return;
    await runner.query(`cluster ${table} using ${table}_pkey`);
    await runner.query(`alter table ${table} set without cluster`);
    await runner.query(
      `insert into clear_text_left (since) select clock_timestamp() where not exists (select from clear_text_left)`,
    );
  }

  #columns(runner: QueryRunner): SealedColumns {
    if (this.secret === null)
      throw new Error(
        'telephone numbers are to be sealed, which needs SILVERBELL_SECRET: start the engine, it migrates',
      );
    return new SealedColumns(new PersonKeys(runner, this.secret));
  }
}
