// Real: PostgreSQL, our statements. Not real: who asks.
import { afterAll, beforeAll, describe } from '@jest/globals';
import { openDatabase, PersonKeys, PostgresCareRecords, SealedColumns, seedDemo } from '@silverbell/adapter-postgres';
import { DEMO_SEED, demoTown } from '@silverbell/demo';
import { as, instant, type SeniorId } from '@silverbell/kernel';
import { testDatabase, type TestDatabase } from '@silverbell/testing-world';
import { promisesOfContacts } from '@silverbell/usecases/care-records.suite';
import type { DataSource } from 'typeorm';

let database: TestDatabase;
let source: DataSource;
let made = 0;
const SECRET = 'a secret of this test';

beforeAll(async () => {
  database = await testDatabase();
  source = await openDatabase(database.url);
  const hashing = { password: () => Promise.resolve('-'), deviceSecret: () => ({ hash: '-', keyId: '-' }) };
  await seedDemo(source, demoTown(DEMO_SEED, instant(Date.UTC(2026, 9, 5))), hashing, SECRET);
});
afterAll(async () => {
  await source.destroy();
  await database.drop();
});

/** A copy of a senior of the town, in the same home, without contacts and consents. */
async function aSenior(): Promise<SeniorId> {
  const id = as<SeniorId>(`suite-senior-${String((made += 1))}`);
  await source.query(
    `insert into senior select (jsonb_populate_record(s, jsonb_build_object('id', $1::text))).* from senior s where s.id = 'senior-001'`,
    [id],
  );
  return id;
}

describe('PostgresCareRecords', () => {
  promisesOfContacts(async () => {
    const columns = new SealedColumns(new PersonKeys(source, SECRET));
    await source.query(`delete from contact where id like 'suite-%'`);
    return {
      records: new PostgresCareRecords(source, 'Asia/Shanghai'),
      mother: await aSenior(),
      father: await aSenior(),
      contact: async (id, of, { position, notice, phone, conflict = false }) => {
        await source.query(
          `insert into contact (id, senior_id, position, name, relation, phone_hash, notice_level, may_decide, conflict)
           values ($1, $2, $3, '-', '-', $4, $5, false, $6)`,
          [id, of, position, columns.numberHash(phone), notice, conflict],
        );
      },
      consent: async (of, givenAt, withdrawnAt) => {
        await source.query(
          `insert into consent (id, senior_id, purpose, given_by, capacity, how, given_at, withdrawn_at)
           values ($1, $2, 'family', '-', 'self', 'signed', instant_of($3), instant_of($4))`,
          [`suite-consent-${String((made += 1))}`, of, givenAt, withdrawnAt],
        );
      },
    };
  });
});
