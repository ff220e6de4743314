// Real: PostgreSQL, every migration, every file of sql/functions. Not real: nothing.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { migrate, NotMigratedYet, assertMigrated, openDatabase } from '@silverbell/adapter-postgres';
import { testDatabase, type TestDatabase } from '@silverbell/testing-world';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { schemaText } from './schema-text.js';

const SQL = join(import.meta.dirname, '../../../libs/adapters/postgres/sql');
const SCHEMA = join(SQL, 'schema.sql');
const files = readdirSync(join(SQL, 'functions')).sort();
const textOf = (file: string): string => readFileSync(join(SQL, 'functions', file), 'utf8');

let database: TestDatabase;
let source: DataSource;

beforeAll(async () => {
  database = await testDatabase();
  source = await openDatabase(database.url, { poolSize: 2 });
});
afterAll(async () => {
  await source.destroy();
  await database.drop();
});

const ask = async <Row>(sql: string): Promise<Row[]> => (await source.query(sql)) as Row[];
/** Of a function: its body, and the transaction that wrote it. */
const functionNow = async (name: string): Promise<{ body: string; writtenBy: string } | undefined> =>
  (
    await ask<{ body: string; writtenBy: string }>(
      `select pg_get_functiondef(oid) as body, xmin::text as "writtenBy" from pg_proc where proname = '${name}'`,
    )
  )[0];

describe('the schema', () => {
  it('is the one that sql/schema.sql says', async () => {
    const text = await schemaText(source);
    if (process.env['WRITE_SCHEMA'] === 'yes') writeFileSync(SCHEMA, text);
    expect(text).toBe(readFileSync(SCHEMA, 'utf8'));
  });

  it('has one function for each file of sql/functions, of its name, and no other', async () => {
    const there = await ask<{ name: string }>(
      `select proname as name from pg_proc where pronamespace = 'public'::regnamespace order by proname collate "C"`,
    );
    expect(there.map(({ name }) => `${name}.sql`)).toEqual(files);
    for (const file of files)
      expect([...textOf(file).matchAll(/^create .*?function (\w+)\(/gm)].map(([said]) => said)).toEqual([
        `create or replace function ${file.slice(0, -'.sql'.length)}(`,
      ]);
  });

  it('has functions whose bodies the database can read', async () => {
    const runner = source.createQueryRunner();
    await runner.startTransaction();
    try {
      for (const file of files) await runner.query(textOf(file)); // checked here, other than when they are made
    } finally {
      await runner.rollbackTransaction();
      await runner.release();
    }
  });

  it('gets a function back that is missing or older than its file, and leaves the others alone', async () => {
    const [chain, reach] = [await functionNow('region_chain'), await functionNow('helper_reach_keep')];
    await source.query('drop function region_chain');
    await expect(assertMigrated(source)).rejects.toThrow(NotMigratedYet);
    await source.query(
      `create or replace function ms_of(at timestamptz) returns bigint language sql immutable strict return 7;
       comment on function ms_of is 'sha256:of an older file'`,
    );
    expect(await migrate(database.url)).toEqual([]);
    await assertMigrated(source);
    expect((await functionNow('region_chain'))?.body).toBe(chain?.body);
    expect(await ask(`select ms_of('1970-01-01T00:00:01Z') as ms`)).toEqual([{ ms: '1000' }]);
    expect(await functionNow('helper_reach_keep')).toEqual(reach);
  });

  it('leaves to its file what a function is: no migration replaces one', () => {
    const folder = join(SQL, '../src/migrations');
    const since = readdirSync(folder).filter((file) => file >= '0032' && /^\d/.test(file));
    expect(since.length).toBeGreaterThan(0);
    for (const file of since)
      for (const [, name] of readFileSync(join(folder, file), 'utf8').matchAll(/create or replace function (\w+)\(/gi))
        expect({ file, name, hasFile: files.includes(`${String(name)}.sql`) }).toEqual({ file, name, hasFile: false });
  });
});
