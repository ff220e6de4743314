import { afterAll, afterEach } from '@jest/globals';
import { openIncidentStores, openDatabase, type IncidentStores } from '@silverbell/adapter-postgres';
import { testDatabase, type TestDatabase } from '@silverbell/testing-world';
import type { DataSource } from 'typeorm';

export type FreshIncidents = IncidentStores & { readonly source: DataSource; readonly url: string };

export const SECRET = 'a secret of this test';

interface Opened {
  readonly source: DataSource;
  readonly database: TestDatabase;
}
const forOneTest: Opened[] = [];
const forOneFile: Opened[] = [];

/** An empty, migrated database of its own, gone after the test. */
export const freshIncidents = (): Promise<FreshIncidents> => open(forOneTest);

/** The same for a whole file; open it in `beforeAll`. */
export const sharedIncidents = (): Promise<FreshIncidents> => open(forOneFile);

async function open(list: Opened[]): Promise<FreshIncidents> {
  const database = await testDatabase();
  const source = await openDatabase(database.url, { poolSize: 8 });
  list.push({ source, database });
  return { ...openIncidentStores(source, SECRET), source, url: database.url };
}

/** A second process: its own pool, its own memory of keys and policies. */
export async function anotherProcess(
  url: string,
): Promise<IncidentStores & { source: DataSource; close(): Promise<void> }> {
  const source = await openDatabase(url, { poolSize: 4 });
  return { ...openIncidentStores(source, SECRET), source, close: () => source.destroy() };
}

export const ask = (source: DataSource, sql: string, parameters: unknown[] = []): Promise<Record<string, unknown>[]> =>
  source.query(sql, parameters);

async function closeAll(list: Opened[]): Promise<void> {
  for (const { source, database } of list.splice(0)) {
    await source.destroy();
    await database.drop();
  }
}

afterEach(() => closeAll(forOneTest), 30_000);
afterAll(() => closeAll(forOneFile), 30_000);
