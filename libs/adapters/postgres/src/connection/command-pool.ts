import { createHash } from 'node:crypto';
import pg from 'pg';
import { connectionSettings, type DatabaseOptions } from './data-source.js';

/** What runs a statement and answers with its rows: a pool, a `DataSource`, or a connection inside a transaction. */
export interface Queryable {
  query<T = unknown>(sql: string, parameters?: unknown[]): Promise<T>;
}

/** A {@link Queryable} that can run several statements as one transaction. */
export interface Transactional extends Queryable {
  transaction<T>(work: (tx: Queryable) => Promise<T>): Promise<T>;
}

/**
 * The database pool of the alert path: connections that telemetry, lists and reports cannot take, statements that are prepared once per
 * connection, and no TypeORM in between.
 */
export class CommandPool implements Transactional {
  private constructor(private readonly pool: pg.Pool) {}

  /** Resolves once a first connection exists, so that a wrong address fails here. */
  static async open(url: string, options: DatabaseOptions): Promise<CommandPool> {
    const pool = new pg.Pool({ connectionString: url, ...connectionSettings(options) });
    // An idle connection that breaks is replaced at the next query; without a listener the event would end the process.
    pool.on('error', () => undefined);
    try {
      (await pool.connect()).release();
    } catch (error) {
      await pool.end();
      throw error;
    }
    return new CommandPool(pool);
  }

  async query<T = unknown>(sql: string, parameters: unknown[] = []): Promise<T> {
    const { rows } = await this.pool.query(prepared(sql, parameters));
    return rows as T;
  }

  /** Runs `work` on one connection between `begin` and `commit`; a failure rolls back and is thrown. */
  async transaction<T>(work: (tx: Queryable) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    const tx: Queryable = {
      query: async <R>(sql: string, parameters: unknown[] = []) =>
        (await client.query(prepared(sql, parameters))).rows as R,
    };
    let broken: Error | undefined;
    try {
      await client.query('begin');
      const result = await work(tx);
      await client.query('commit');
      return result;
    } catch (error) {
      await client.query('rollback').catch((failure: Error) => (broken = failure));
      throw error;
    } finally {
      client.release(broken);
    }
  }

  close(): Promise<void> {
    return this.pool.end();
  }
}

const names = new Map<string, string>();

/** The statements of these pools are few and always the same: each is parsed and planned once per connection. */
function prepared(text: string, values: unknown[]): { name: string; text: string; values: unknown[] } {
  let name = names.get(text);
  if (name === undefined) {
    name = `command-${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
    names.set(text, name);
  }
  return { name, text, values };
}

type PoolOptions = Pick<DatabaseOptions, 'applicationName' | 'poolSize'>;

/** Commands on incidents. Another command holds a subject's lock for milliseconds and devices repeat, so waits are short. */
export const openCommandPool = (url: string, options: PoolOptions): Promise<CommandPool> =>
  CommandPool.open(url, { ...options, statementTimeoutMs: 5_000, lockTimeoutMs: 3_000, pipeline: true });

/**
 * `synchronous_commit = off`: outbox claims and marks, heartbeats and signs of life, which a power cut may take back because they are then
 * done once more. Their commits neither wait for the disk nor delay the flush of an alert.
 */
export const openRelaxedPool = (url: string, options: PoolOptions): Promise<CommandPool> =>
  CommandPool.open(url, { ...options, relaxedCommits: true });
