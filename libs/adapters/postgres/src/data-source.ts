import 'reflect-metadata';
import { DataSource } from 'typeorm';
import { migrations } from './migrations/index.js';
import { peopleEntities } from './people/entities.js';
import { SnakeNaming } from './snake-naming.js';

export interface DatabaseOptions {
  /** Shown in pg_stat_activity, so that a stuck connection names its owner. */
  readonly applicationName?: string;
  readonly poolSize?: number;
  /** A statement that takes longer is given up (SQLSTATE 57014, which intake treats as "try again"). */
  readonly statementTimeoutMs?: number;
}

/** Opens a pool. Nothing is created or changed: the tables come from {@link migrate} alone. */
export async function openDatabase(url: string, options: DatabaseOptions = {}): Promise<DataSource> {
  const source = new DataSource({
    type: 'postgres',
    url,
    applicationName: options.applicationName ?? 'silverbell',
    synchronize: false,
    migrationsRun: false,
    migrationsTableName: 'schema_migration',
    migrations: [...migrations],
    entities: [...peopleEntities],
    namingStrategy: new SnakeNaming(),
    installExtensions: false,
    poolSize: options.poolSize ?? 10,
    connectTimeoutMS: 10_000,
    extra: {
      statement_timeout: options.statementTimeoutMs ?? 10_000,
      idle_in_transaction_session_timeout: 30_000,
    },
    logging: false,
  });
  return source.initialize();
}

/** Refuses a database that may forget what it has confirmed: `received` would be a lie (promise 1). */
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
