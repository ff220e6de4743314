// Real: PostgreSQL and our migrations. Not real: who acts, and the clock.
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { openDatabase, PostgresAuditLog } from '@silverbell/adapter-postgres';
import { testDatabase, type TestDatabase } from '@silverbell/testing-world';
import { promisesOfAnAuditLog } from '@silverbell/usecases/audit-log.suite';
import type { DataSource } from 'typeorm';

jest.setTimeout(120_000);

let database: TestDatabase;
let source: DataSource;
beforeAll(async () => {
  database = await testDatabase();
  source = await openDatabase(database.url, { poolSize: 4 });
});
afterAll(async () => {
  await source.destroy();
  await database.drop();
});

/** As somebody with the password of the database can: without the triggers. */
const byHand = (sql: string) =>
  source.transaction(async (db) => {
    await db.query('set local session_replication_role = replica');
    await db.query(sql);
  });
beforeEach(() => byHand('truncate audit_entry restart identity'));

describe('the audit log in PostgreSQL', () => {
  promisesOfAnAuditLog(() => Promise.resolve(new PostgresAuditLog(source, 'a secret of this test')));

  it.each(['update audit_entry set actor = actor', 'delete from audit_entry', 'truncate audit_entry'])(
    'refuses to %s',
    async (sql) => {
      const log = new PostgresAuditLog(source, 'a secret of this test');
      await log.append({
        ...{ actor: 'account-1', action: 'senior-created', subjectKind: 'senior', subjectId: 's', regionId: null },
        ...{ at: 0 as never, details: {} },
      });
      await expect(source.query(sql)).rejects.toThrow('the audit log is only added to');
    },
  );
});
