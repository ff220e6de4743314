// Real: PostgreSQL, one cluster for the run. Not real: nothing.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { emptyDatabase, testDatabase, type TestDatabase } from '@silverbell/testing-world';
import pg from 'pg';

let databases: TestDatabase[] = [];
const rows = async (url: string, sql: string): Promise<unknown[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
};

describe('the databases of the tests', () => {
  beforeAll(async () => {
    databases = [await emptyDatabase(), await emptyDatabase()];
  });
  afterAll(async () => {
    for (const database of databases) await database.drop();
  });

  it('are empty and know nothing of each other', async () => {
    const [first, second] = databases;
    await rows(first!.url, 'CREATE TABLE only_here (n int)');
    expect(await rows(second!.url, `SELECT to_regclass('only_here') AS it`)).toEqual([{ it: null }]);
  });

  it('have every migration applied where a test asks for that', async () => {
    const migrated = await testDatabase();
    databases.push(migrated);
    expect(await rows(migrated.url, `SELECT to_regclass('senior') IS NOT NULL AS there`)).toEqual([{ there: true }]);
  });
});
