import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';

/** One function of the database, as `sql/functions/<name>.sql` says it. */
export interface LiveFunction {
  readonly name: string;
  readonly sql: string;
  readonly hash: string;
}

interface Connection {
  query(sql: string): Promise<unknown>;
}

const FOLDER = new URL('../../sql/functions/', import.meta.url);

let read: readonly LiveFunction[] | null = null;

/** The functions of this version, by name. */
export function liveFunctions(): readonly LiveFunction[] {
  read ??= readdirSync(FOLDER)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => {
      const sql = readFileSync(new URL(file, FOLDER), 'utf8');
      return {
        name: file.slice(0, -'.sql'.length),
        sql,
        hash: `sha256:${createHash('sha256').update(sql).digest('hex')}`,
      };
    });
  return read;
}

/**
 * Creates again what differs from its file. The hash of the file is the comment of the function, so it goes where the function goes: a
 * migration that drops one, or a backup that comes back, leaves no hash that is not true.
 */
export async function createLiveFunctions(transaction: Connection): Promise<void> {
  const there = new Map((await functionsOf(transaction)).map(({ name, hash }) => [name, hash]));
  // bodies may call functions of files that come later
  await transaction.query('set local check_function_bodies = off');
  for (const { name, sql, hash } of liveFunctions()) {
    if (there.get(name) === hash) continue;
    await transaction.query(sql);
    // refused where two functions have this name: a migration has to drop the one that the file no longer says
    await transaction.query(`comment on function ${name} is '${hash}'`);
  }
}

/** Those of this version that the database lacks. */
export async function missingFunctions(connection: Connection): Promise<readonly string[]> {
  const there = new Set((await functionsOf(connection)).map(({ name }) => name));
  return liveFunctions().flatMap(({ name }) => (there.has(name) ? [] : [name]));
}

const functionsOf = async (connection: Connection): Promise<{ name: string; hash: string | null }[]> =>
  (await connection.query(
    `select proname as name, obj_description(oid, 'pg_proc') as hash from pg_proc where pronamespace = 'public'::regnamespace`,
  )) as { name: string; hash: string | null }[];
