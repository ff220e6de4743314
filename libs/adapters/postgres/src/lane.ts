import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
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

  async query<T = unknown>(sql: string, parameters: unknown[] = []): Promise<T> {
    const { rows } = await this.pool.query(prepared(sql, parameters));
    return rows as T;
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
