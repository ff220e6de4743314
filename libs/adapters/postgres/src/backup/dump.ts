import { createHash } from 'node:crypto';
import { EMPTY_CHAIN, type ChainHead } from '@silverbell/usecases';
import pg from 'pg';
import { BackupRefused } from './refusal.js';

/** What a backup begins with. */
export interface Opening {
  readonly opening: true;
  /** The migrations the tables had seen, by name. */
  readonly schema: readonly string[];
  /** Where the audit chain ended at that moment; backups of earlier versions do not say. */
  readonly audit?: ChainHead;
}
/** Rows follow, each an array of the columns' own texts (`null` for none): what PostgreSQL wrote, it reads again, to the last digit. */
export interface TableHead {
  readonly table: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}
export interface Ending {
  readonly ending: true;
  readonly counts: Readonly<Record<string, number>>;
  readonly sequences: readonly { readonly name: string; readonly value: string; readonly called: boolean }[];
  /** sha256 over every line before this one. */
  readonly hash: string;
}

const ROWS_AT_ONCE = 200;
/** It is written by the migrations themselves. */
export const MIGRATION_TABLE = 'schema_migration';

export const named = (name: string): string => pg.escapeIdentifier(name);

/**
 * Every row of every table as of one moment, line by line, while the station goes on working: readers do not stop writers. One row in
 * the end says how many there were, and a hash of them all.
 */
export async function* dump(url: string): AsyncGenerator<string> {
  const client = new pg.Client({ connectionString: url, application_name: 'silverbell-backup', statement_timeout: 0 });
  const hash = createHash('sha256');
  const line = (value: object | string): string => {
    const text = `${typeof value === 'string' ? value : JSON.stringify(value)}\n`;
    hash.update(text);
    return text;
  };
  // Between two questions a broken connection has no other listener; the next question fails with the same words.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query(`set timezone = 'UTC'; set extra_float_digits = 1; set bytea_output = 'hex'`);
    await client.query('begin isolation level repeatable read read only');
    const schema = await client.query<{ name: string }>(`select name from ${MIGRATION_TABLE} order by id`);
    const names = schema.rows.map(({ name }) => name);
    yield line({ opening: true, schema: names, ...(await auditHead(client)) } satisfies Opening);
    const counts: Record<string, number> = {};
    for (const head of await tables(client)) {
      yield line(head);
      counts[head.table] = 0;
      const columns = head.columns.map(({ name }) => `${named(name)}::text`).join(', ');
      await client.query(
        `declare rows_of_it no scroll cursor for select json_build_array(${columns})::text as r from ${named(head.table)}`,
      );
      for (;;) {
        const { rows } = await client.query<{ r: string }>(`fetch ${ROWS_AT_ONCE} from rows_of_it`);
        if (rows.length === 0) break;
        counts[head.table] = (counts[head.table] ?? 0) + rows.length;
        let text = '';
        for (const { r } of rows) text += line(r);
        yield text;
      }
      await client.query('close rows_of_it');
    }
    const sequences: { name: string; value: string; called: boolean }[] = [];
    const list = await client.query<{ name: string }>(
      `select sequencename as name from pg_sequences where schemaname = 'public' and sequencename not like '${MIGRATION_TABLE}%' order by 1`,
    );
    for (const { name } of list.rows) {
      const { rows } = await client.query<{ value: string; called: boolean }>(
        `select last_value::text as value, is_called as called from ${named(name)}`,
      );
      if (rows[0]) sequences.push({ name, ...rows[0] });
    }
    await client.query('commit');
    yield `${JSON.stringify({ ending: true, counts, sequences, hash: hash.digest('hex') } satisfies Ending)}\n`;
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    throw new BackupRefused(`The database broke off while it was read, so no backup was made: ${words}.`);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function auditHead(client: pg.Client): Promise<Pick<Opening, 'audit'>> {
  const { rows: there } = await client.query<{ is: boolean }>(`select to_regclass('audit_chain') is not null as is`);
  if (there[0]?.is !== true) return {};
  const { rows } = await client.query<ChainHead>(
    `select position::double precision as count, encode(hash, 'hex') as hash from audit_chain order by position desc limit 1`,
  );
  return { audit: rows[0] ?? EMPTY_CHAIN };
}

/**
 * Tables with the columns that are written. Generated ones are made again by what they are made of, and the number of a transaction means
 * nothing in another cluster, which counts its own from the beginning.
 */
export async function tables(client: pg.Client): Promise<readonly TableHead[]> {
  const { rows } = await client.query<TableHead>(
    `select c.relname as "table", json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) order by a.attnum) as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
       and a.atttypid <> 'xid8'::regtype
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> '${MIGRATION_TABLE}'
     group by c.relname order by c.relname`,
  );
  return rows;
}
