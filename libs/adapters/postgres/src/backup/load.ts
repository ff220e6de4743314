import pg from 'pg';
import { migrate, migrateTo, unknownMigrations } from '../connection/migrate.js';
import { named, tables, type Ending, type TableHead } from './dump.js';
import type { ChainHead } from '@silverbell/usecases';
import { examine, partsOf } from './read.js';
import { BackupRefused } from './refusal.js';

const ROWS_AT_ONCE = 200;

export interface Loaded {
  readonly rows: number;
  readonly tables: number;
  /** Where the audit chain ended in the backup; `null`: it does not say. */
  readonly audit: ChainHead | null;
}

/**
 * Fills an empty database from a backup: first the tables as they were when it was made, then the rows, counted again, then the
 * migrations since. A file that is torn, foreign or newer is refused before the database is touched.
 */
export async function load(file: string, secret: string, url: string): Promise<Loaded> {
  const { opening, ending } = await examine(file, secret);
  const newer = unknownMigrations(opening.schema);
  if (newer.length > 0) {
    throw new BackupRefused(
      `${file} was made by a newer version of Silverbell (it has ${newer.join(', ')}): install that version or newer.`,
    );
  }
  const client = new pg.Client({ connectionString: url, application_name: 'silverbell-restore', statement_timeout: 0 });
  await client.connect();
  try {
    if ((await tables(client)).length > 0)
      throw new BackupRefused('The database is not empty: restore only into one that is.');
    await migrateTo(url, opening.schema);
    await client.query('begin');
    // What was consistent when it was read is so again; the triggers that refuse changes to a log are for people, not for its return.
    await client.query(`set local session_replication_role = replica; set local timezone = 'UTC'`);
    let head: TableHead | null = null;
    let rows: string[] = [];
    const flush = async (): Promise<void> => {
      if (head && rows.length > 0) await client.query(insertInto(head), [rows]);
      rows = [];
    };
    for await (const part of partsOf(file, secret)) {
      if (part.is === 'row') {
        rows.push(part.text);
        if (rows.length >= ROWS_AT_ONCE) await flush();
      } else if (part.is === 'table') {
        await flush();
        head = part.head;
        await client.query(`delete from ${named(head.table)}`); // a migration may have written rows of its own
      }
    }
    await flush();
    for (const { name, value, called } of ending.sequences)
      await client.query('select setval($1::regclass, $2::bigint, $3)', [named(name), value, called]);
    await assertCounts(client, ending);
    await client.query('commit');
  } finally {
    await client.end();
  }
  await migrate(url, { secret });
  const counts = Object.values(ending.counts);
  return { rows: counts.reduce((sum, count) => sum + count, 0), tables: counts.length, audit: opening.audit ?? null };
}

const insertInto = ({ table, columns }: TableHead): string =>
  `insert into ${named(table)} (${columns.map(({ name }) => named(name)).join(', ')}) overriding system value
   select ${columns.map(({ type }, n) => `(r ->> ${n})::${type}`).join(', ')}
   from (select x::json as r from unnest($1::text[]) x offset 0) rows_of_it`;

async function assertCounts(client: pg.Client, { counts }: Ending): Promise<void> {
  for (const [table, count] of Object.entries(counts)) {
    const { rows } = await client.query<{ n: number }>(`select count(*)::integer as n from ${named(table)}`);
    if (rows[0]?.n !== count)
      throw new BackupRefused(`The table ${table} came back with ${rows[0]?.n ?? 0} rows instead of ${count}.`);
  }
}
