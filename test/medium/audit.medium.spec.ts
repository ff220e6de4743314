// Real: PostgreSQL and our migrations. Not real: who acts, and the clock.
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { openDatabase, PostgresAuditChain, PostgresAuditLog } from '@silverbell/adapter-postgres';
import { instant } from '@silverbell/kernel';
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
beforeEach(() => byHand('truncate audit_entry, audit_chain restart identity'));

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

describe('the chain of the audit log', () => {
  const SECRET = 'a secret of this test';
  const written = async (count: number): Promise<PostgresAuditChain> => {
    const log = new PostgresAuditLog(source, SECRET);
    for (let n = 1; n <= count; n += 1)
      await log.append({
        ...{ actor: 'account-1', action: 'senior-changed', subjectKind: 'senior', subjectId: `s-${String(n)}` },
        ...{ regionId: null, at: instant(n * 1000), details: { fields: ['phone'], n } },
      });
    const chain = new PostgresAuditChain(source, SECRET);
    await chain.extend();
    return chain;
  };

  it('covers every entry once, whoever writes it', async () => {
    const chain = await written(5);
    expect(await chain.extend()).toMatchObject({ head: { count: 5 }, added: 0 });
    const two = await Promise.all([chain.extend(), new PostgresAuditChain(source, SECRET).extend()]);
    expect(two.filter((one) => one !== null).every((one) => one?.head.count === 5)).toBe(true);
    expect(await chain.verify([])).toMatchObject({ whole: true, head: { count: 5 } });
  });

  it.each([
    ['a changed entry', `update audit_entry set actor = 'nobody' where subject_id = 's-3'`, 'changed'],
    ['changed details', `update audit_entry set details = '{}' where subject_id = 's-3'`, 'changed'],
    ['a missing entry', `delete from audit_entry where subject_id = 's-3'`, 'missing'],
    [
      'an entry that is missing with its link',
      `delete from audit_chain where position = 3; delete from audit_entry where subject_id = 's-3'`,
      'missing',
    ],
    [
      'a missing last entry',
      `delete from audit_chain where position = 5; delete from audit_entry where subject_id = 's-5'`,
      'missing-at-the-end',
    ],
    [
      'an inserted entry',
      `insert into audit_entry (actor, action, subject_kind, subject_id, at, details) values ('x', 'y', 'senior', 's', '2026-01-01Z', '{}')`,
      'inserted',
    ],
    [
      'two that changed places',
      `update audit_chain set entry_id = -entry_id where position in (2, 3);
       update audit_chain set entry_id = case entry_id when -2 then 3 else 2 end where position in (2, 3)`,
      'reordered',
    ],
  ])('shows %s, with the first bad one', async (_, sql, fault) => {
    const chain = await written(5);
    const before = await chain.verify([]);
    if (!before.whole) throw new Error('broken before it was touched');
    for (const statement of sql.split(';')) await byHand(statement);
    expect(await chain.verify([before.head])).toMatchObject({ whole: false, fault });
    // an inserted entry is found also when the writer has chained it meanwhile
    await chain.extend();
    expect(await chain.verify([before.head])).toMatchObject({ whole: false });
  });
});
