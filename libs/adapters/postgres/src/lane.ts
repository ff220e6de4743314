import { createHash } from 'node:crypto';
import type { Writable } from 'node:stream';
import type { Pool, PoolClient } from 'pg';
import type { DataSource } from 'typeorm';

/** Reads of whoever can ask the database: a pool, or a connection inside a transaction. */
export interface Asks {
  query<T = unknown>(sql: string, parameters?: unknown[]): Promise<T>;
}

/**
 * The way of a press to the database: a pool of connections that nothing else uses, statements that are planned once per connection,
 * and no layer in between. Telemetry, lists and reports have their own pool and cannot stand in front of it.
 */
export class Lane implements Asks {
  private readonly pool: Pool;

  constructor(readonly source: DataSource) {
    this.pool = (source.driver as unknown as { readonly master: Pool }).master;
  }

  /** How many connections there are at most. */
  get size(): number {
    return this.pool.options.max;
  }

  async query<T = unknown>(sql: string, parameters: unknown[] = []): Promise<T> {
    const { rows } = await this.pool.query(prepared(sql, parameters));
    return rows as T;
  }

  async connect(): Promise<LaneConnection> {
    return new LaneConnection(await this.pool.connect());
  }
}

export class LaneConnection implements Asks {
  private hasToBegin = false;
  private broken: Error | null = null;
  // Between two statements nobody else listens: without this, a line that is cut would end the process.
  private readonly onError = (error: Error): void => {
    this.broken = error;
  };

  constructor(private readonly client: PoolClient) {
    client.on('error', this.onError);
  }

  /** Leaves in one packet with the first statement; a failure shows there. */
  begin(): void {
    this.hasToBegin = true;
  }

  async query<T = unknown>(sql: string, parameters: unknown[] = []): Promise<T> {
    if (!this.hasToBegin) {
      const { rows } = await this.client.query(prepared(sql, parameters));
      return rows as T;
    }
    this.hasToBegin = false;
    const [begun, asked] = this.inOnePacket(() => [
      this.client.query('begin'),
      this.client.query(prepared(sql, parameters)),
    ]);
    const [, { rows }] = await Promise.all([begun, asked]);
    return rows as T;
  }

  /** The last statement of a transaction and its commit. A commit after a failed statement is a rollback, and the failure is what is thrown. */
  async queryAndCommit(sql: string, parameters: unknown[]): Promise<unknown> {
    const [asked, committed] = this.inOnePacket(() => [
      this.client.query(prepared(sql, parameters)),
      this.client.query('commit'),
    ]);
    committed.catch(() => undefined);
    const { rows } = await asked;
    await committed;
    return rows as unknown;
  }

  async commit(): Promise<void> {
    await this.client.query('commit');
  }

  /** A broken connection has rolled back by itself, and does not go back to the pool. */
  async rollback(): Promise<void> {
    try {
      await this.client.query('rollback');
    } catch (error) {
      this.broken ??= error instanceof Error ? error : new Error(String(error));
    }
    this.release();
  }

  /** Where the connection sends without waiting for answers, two statements cost one call to the system. */
  private inOnePacket<T>(ask: () => T): T {
    const { stream } = (this.client as unknown as { readonly connection: { readonly stream: Writable } }).connection;
    stream.cork();
    try {
      return ask();
    } finally {
      stream.uncork();
    }
  }

  release(): void {
    // The pool listens from now on.
    this.client.release(this.broken ?? undefined);
    // What is thrown away may break once more on its way out, and then nobody but us listens.
    if (this.broken === null) this.client.off('error', this.onError);
  }
}

const names = new Map<string, string>();

/** Statements of the lane are few and always the same: each is parsed and planned once per connection. */
function prepared(text: string, values: unknown[]): { name: string; text: string; values: unknown[] } {
  let name = names.get(text);
  if (name === undefined) {
    name = `lane-${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
    names.set(text, name);
  }
  return { name, text, values };
}
