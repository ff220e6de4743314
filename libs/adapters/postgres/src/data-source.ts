import 'reflect-metadata';
import { DataSource } from 'typeorm';
import { Lane } from './lane.js';
import { migrations, type Migration } from './migrations/index.js';
import { peopleEntities } from './people/entities.js';
import { SnakeNaming } from './snake-naming.js';

export interface DatabaseOptions {
  /** Shown in pg_stat_activity, so that a stuck connection names its owner. */
  readonly applicationName?: string;
  readonly poolSize?: number;
  /** A statement that takes longer is given up (SQLSTATE 57014, which intake treats as "try again"). */
  readonly statementTimeoutMs?: number;
  /** Default: every one of this version. */
  readonly migrations?: readonly Migration[];
  /** Who waits this long for a row waits for something broken (SQLSTATE 55P03). Default: as long as the statement may take. */
  readonly lockTimeoutMs?: number;
  /** Statements that need no answer of each other leave in one packet; for those who never cancel a query of their own. */
  readonly pipeline?: boolean;
  /** Commits do not wait for the disk: after a power cut the last second may be missing. Only for what is then said or seen once more. */
  readonly mayBeRepeated?: boolean;
}

const BY_KEY = ['seqscan', 'bitmapscan', 'hashjoin', 'mergejoin'].map((way) => `-c enable_${way}=off`).join(' ');

/** Opens a pool. Nothing is created or changed: the tables come from {@link migrate} alone. */
export async function openDatabase(url: string, options: DatabaseOptions = {}): Promise<DataSource> {
  const source = new DataSource({
    type: 'postgres',
    url,
    applicationName: options.applicationName ?? 'silverbell',
    synchronize: false,
    migrationsRun: false,
    migrationsTableName: 'schema_migration',
    migrations: [...(options.migrations ?? migrations)],
    entities: [...peopleEntities],
    namingStrategy: new SnakeNaming(),
    installExtensions: false,
    poolSize: options.poolSize ?? 10,
    connectTimeoutMS: 10_000,
    extra: {
      statement_timeout: options.statementTimeoutMs ?? 10_000,
      idle_in_transaction_session_timeout: 30_000,
      ...(options.lockTimeoutMs !== undefined && { lock_timeout: options.lockTimeoutMs }),
      // Short statements, always the same: compiling one would take longer than running it, and planning one anew takes as long.
      ...(options.pipeline === true && {
        pipeline: true,
        // Every row of theirs is found by a key. A plan that was made while a table was small is kept, and must not read a large one.
        options: `-c jit=off -c plan_cache_mode=force_generic_plan ${BY_KEY}`,
        idleTimeoutMillis: 0,
      }),
      ...(options.mayBeRepeated === true && { options: '-c synchronous_commit=off' }),
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

/** The pool of what may be said or seen once more: claims, marks and heartbeats keep neither the disk nor a connection from a press. */
export const openErrands = async (
  url: string,
  options: Pick<DatabaseOptions, 'applicationName' | 'poolSize'>,
): Promise<Lane> => new Lane(await openDatabase(url, { ...options, mayBeRepeated: true }));

/** The pool of commands on cases. A neighbour holds a subject for milliseconds, and a device asks again anyway: nobody waits here for long. */
export const openLane = async (
  url: string,
  options: Pick<DatabaseOptions, 'applicationName' | 'poolSize'>,
): Promise<Lane> =>
  new Lane(await openDatabase(url, { ...options, statementTimeoutMs: 5_000, lockTimeoutMs: 3_000, pipeline: true }));
