import { setTimeout as sleep } from 'node:timers/promises';
import { MigrationExecutor, type DataSource, type QueryRunner } from 'typeorm';
import { openDatabase } from './data-source.js';
import { assertNoEngine, enginesStopped, type EngineWatch } from './engines-stopped.js';
import { forgetClearText } from './forget-clear-text.js';
import { createLiveFunctions, missingFunctions } from './live-functions.js';
import { migrations, type Migration } from '../migrations/index.js';

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

export interface MigrateOptions extends Partial<EngineWatch> {
  /** Default: those of this version. */
  readonly migrations?: readonly Migration[];
  /** SILVERBELL_SECRET. Without it a database that holds telephone numbers in clear is refused. */
  readonly secret?: string;
  /** Numbers of before are sealed, but stay readable in the write-ahead log of the server: only its superuser could write that anew. */
  readonly onClearTextLeft?: () => void;
}

/**
 * Brings the database to this version's tables and functions, in one transaction, or refuses one that is already ahead. Answers with the
 * migrations it ran. A migration that cannot run beside an engine waits until the last heartbeat is old, or refuses ({@link EnginesStillRun}).
 */
export async function migrate(url: string, options: MigrateOptions = {}): Promise<readonly string[]> {
  const { secret } = options;
  const list = (options.migrations ?? migrations).map((one) =>
    secret !== undefined && one.withSecret ? one.withSecret(secret) : one,
  );
  const watch = { onWait: options.onWait ?? (() => undefined), pause: options.pause ?? sleep };
  // a migration may rewrite a large table: the time limit of ordinary statements does not apply
  const source = await openDatabase(url, {
    applicationName: 'silverbell-migrate',
    poolSize: 2,
    statementTimeoutMs: 0,
    migrations: list,
  });
  const runner = source.createQueryRunner();
  try {
    await runner.connect();
    await runner.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await assertNotNewer(source);
    const applied = await appliedMigrations(source);
    const alone = list.some((one) => one.needsEnginesStopped === true && !applied.includes(nameOf(one)));
    if (alone) await enginesStopped(runner, watch);
    await runner.startTransaction();
    const ran = await inThisTransaction(source, runner);
    await createLiveFunctions(runner);
    if (alone) await assertNoEngine(runner);
    await runner.commitTransaction();
    if (!(await forgetClearText(runner))) options.onClearTextLeft?.();
    return ran;
  } catch (error) {
    if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined); // a broken line has done it
    throw error;
  } finally {
    // closing the session gives the lock back, even when it broke half-way
    await runner.release();
    await source.destroy();
  }
}

async function inThisTransaction(source: DataSource, runner: QueryRunner): Promise<readonly string[]> {
  const ran = await new MigrationExecutor(source, runner).executePendingMigrations();
  return ran.map(({ name }) => name);
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

const nameOf = (migration: Migration): string => new migration().name ?? migration.name;

async function assertNotNewer(source: DataSource): Promise<void> {
  const unknown = (await appliedMigrations(source)).filter((name) => !knownMigrations(source).includes(name));
  if (unknown.length > 0) throw new NewerDatabase(unknown);
}

/** Boot check of a process that does not migrate itself: every migration and function of this version is there, no migration of a later one. */
export async function assertMigrated(source: DataSource): Promise<void> {
  await assertNotNewer(source);
  const applied = await appliedMigrations(source);
  const missing = knownMigrations(source).filter((name) => !applied.includes(name));
  if (missing.length === 0) missing.push(...(await missingFunctions(source)));
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
