import 'reflect-metadata';
import { DataSource } from 'typeorm';
import { migrations, type Migration } from '../migrations/index.js';
import { entities } from './entities.js';
import { SnakeNaming } from './snake-naming.js';

export interface DatabaseOptions {
  /** Shown in pg_stat_activity, so that a stuck connection names its owner. */
  readonly applicationName?: string;
  readonly poolSize?: number;
  /** A statement that takes longer is cancelled (SQLSTATE 57014, which intake treats as "try again"). */
  readonly statementTimeoutMs?: number;
  /** Default: every one of this version. */
  readonly migrations?: readonly Migration[];
  /** A statement that waits longer for a lock fails (SQLSTATE 55P03). Default: as long as the statement may take. */
  readonly lockTimeoutMs?: number;
  /** Statements that do not depend on each other's results leave in one packet; only for a pool that never cancels a query. */
  readonly pipeline?: boolean;
  /** `synchronous_commit = off`: after a power cut the last second of commits may be missing. Only for work that is then repeated. */
  readonly relaxedCommits?: boolean;
}

const BY_KEY = ['seqscan', 'bitmapscan', 'hashjoin', 'mergejoin'].map((way) => `-c enable_${way}=off`).join(' ');

/** Settings of the connections of a pool, in the words of the driver. */
export const connectionSettings = (options: DatabaseOptions) => ({
  application_name: options.applicationName ?? 'silverbell',
  max: options.poolSize ?? 10,
  connectionTimeoutMillis: 10_000,
  statement_timeout: options.statementTimeoutMs ?? 10_000,
  idle_in_transaction_session_timeout: 30_000,
  ...(options.lockTimeoutMs !== undefined && { lock_timeout: options.lockTimeoutMs }),
  // Short statements, always the same: compiling one would take longer than running it, and planning one anew takes as long.
  ...(options.pipeline === true && {
    pipeline: true,
    // The alert path finds every row by a key. A plan made while a table was small is kept, and must not scan a large one.
    options: `-c jit=off -c plan_cache_mode=force_generic_plan ${BY_KEY}`,
    idleTimeoutMillis: 0,
  }),
  ...(options.relaxedCommits === true && { options: `-c synchronous_commit=off ${BY_KEY}` }),
});

/** Opens a pool. Nothing is created or changed: the tables come from {@link migrate} alone. */
export async function openDatabase(url: string, options: DatabaseOptions = {}): Promise<DataSource> {
  const source = new DataSource({
    type: 'postgres',
    url,
    synchronize: false,
    migrationsRun: false,
    migrationsTableName: 'schema_migration',
    migrations: [...(options.migrations ?? migrations)],
    entities: [...entities],
    namingStrategy: new SnakeNaming(),
    installExtensions: false,
    extra: connectionSettings(options),
    logging: false,
  });
  return source.initialize();
}

/** Refuses a database that may lose what it has confirmed: `received` would be a lie (promise 1). */
export async function assertDurable(source: DataSource): Promise<void> {
  const rows: { name: string; setting: string }[] = await source.query(
    `select name, setting from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit')`,
  );
  const off = rows.filter((row) => row.setting === 'off').map((row) => row.name);
  if (off.length > 0) {
    throw new Error(
      `the database may lose confirmed alerts: ${off.sort().join(', ')} is off; switch it on and start again`,
    );
  }
}
