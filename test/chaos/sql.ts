import pg from 'pg';

export type Sql = <T>(statement: string, parameters?: readonly unknown[]) => Promise<readonly T[]>;

/** A connection of its own for every question: between two of them the database may have died. */
export function sqlAt(url: string): Sql {
  return async <T>(statement: string, parameters: readonly unknown[] = []) => {
    const client = new pg.Client({
      connectionString: url,
      application_name: 'chaos',
      connectionTimeoutMillis: 5_000,
      query_timeout: 10_000,
    });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return (await client.query(statement, [...parameters])).rows as T[];
    } finally {
      await client.end().catch(() => undefined);
    }
  };
}
