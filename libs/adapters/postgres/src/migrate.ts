import type { DataSource } from 'typeorm';
import { openDatabase } from './data-source.js';
import { migrations } from './migrations/index.js';

/** One migrator at a time per database; any constant will do, as long as it never changes. */
const MIGRATION_LOCK = 7_140_512_349;

export class NewerDatabase extends Error {
  constructor(readonly unknown: readonly string[]) {
    super(
      `this database belongs to a newer version of Silverbell (it has ${unknown.join(', ')}): install that version or newer, nothing was changed`,
    );
    this.name = 'NewerDatabase';
  }
}

/** The engine migrates; a process that does not do it itself waits for it. */
export class NotMigratedYet extends Error {
  constructor(missing: readonly string[]) {
    super(`the database lacks ${missing.join(', ')}: start the engine, it migrates`);
    this.name = 'NotMigratedYet';
  }
}

/** Brings the database to this version's tables, or refuses one that is already ahead. Answers with the migrations it ran. */
export async function migrate(url: string): Promise<readonly string[]> {
  // a migration may rewrite a large table: the time limit of ordinary statements does not apply
  const source = await openDatabase(url, { applicationName: 'silverbell-migrate', poolSize: 2, statementTimeoutMs: 0 });
  const lock = source.createQueryRunner();
  try {
    await lock.connect();
    await lock.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await assertNotNewer(source);
    const ran = await source.runMigrations({ transaction: 'all' });
    return ran.map((migration) => migration.name);
  } finally {
    // closing the session gives the lock back, even when it broke half-way
    await lock.release();
    await source.destroy();
  }
}

/** The tables as a version knew them that had run exactly these migrations: for a backup of then. Nothing newer is run. */
export async function migrateTo(url: string, names: readonly string[]): Promise<void> {
  const then = migrations.filter((migration) => names.includes(nameOf(migration)));
  const source = await openDatabase(url, {
    applicationName: 'silverbell-migrate',
    poolSize: 2,
    statementTimeoutMs: 0,
    migrations: then,
  });
  await source.runMigrations({ transaction: 'all' }).finally(() => source.destroy());
}

/** Those that this version has never heard of. */
export function unknownMigrations(names: readonly string[]): readonly string[] {
  const known = migrations.map(nameOf);
  return names.filter((name) => !known.includes(name));
}

const nameOf = (migration: (typeof migrations)[number]): string => new migration().name ?? migration.name;

async function assertNotNewer(source: DataSource): Promise<void> {
  const unknown = (await appliedMigrations(source)).filter((name) => !knownMigrations(source).includes(name));
  if (unknown.length > 0) throw new NewerDatabase(unknown);
}

/** Boot check of a process that does not migrate itself: every migration of this version is there, and none of a later one. */
export async function assertMigrated(source: DataSource): Promise<void> {
  await assertNotNewer(source);
  const applied = await appliedMigrations(source);
  const missing = knownMigrations(source).filter((name) => !applied.includes(name));
  if (missing.length > 0) throw new NotMigratedYet(missing);
}

const knownMigrations = (source: DataSource): readonly string[] =>
  source.migrations.map((migration) => migration.name ?? migration.constructor.name);

async function appliedMigrations(source: DataSource): Promise<readonly string[]> {
  const table: { found: string | null }[] = await source.query(`select to_regclass('schema_migration')::text as found`);
  if (!table[0]?.found) return [];
  const rows: { name: string }[] = await source.query('select name from schema_migration order by id');
  return rows.map((row) => row.name);
}
