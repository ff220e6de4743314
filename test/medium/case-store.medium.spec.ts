// Real: PostgreSQL, our migrations, our statements, encryption. Not real: the people and the decisions (facts are written by hand).
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { isTemporary, migrate, openCases, openDatabase, PgWake, PgWakeListener, type Cases } from '@silverbell/adapter-postgres';
import { defaultPolicy, type Fact, type Incident } from '@silverbell/incident';
import { after, as, instant, seconds, type AccountId, type AssignmentId, type DeviceId, type HelperId, type IncidentId, type Instant, type OfferId, type RegionId, type SeniorId, type TextId } from '@silverbell/kernel';
import { testDatabase, type TestDatabase } from '@silverbell/testing-world';
import { acceptance, aHome, goOn, GrowingCase, offerTo, promisesOfACaseStore, raise, suiteStart } from '@silverbell/usecases/case-store.suite';
import type { OutboxRow } from '@silverbell/usecases';
import type { DataSource } from 'typeorm';

const SECRET = 'a secret of this test';
const opened: { source: DataSource; database: TestDatabase }[] = [];

async function freshCases(): Promise<Cases & { source: DataSource; url: string }> {
  const database = await testDatabase(migrate);
  const source = await openDatabase(database.url, { poolSize: 8 });
  opened.push({ source, database });
  return { ...openCases(source, SECRET), source, url: database.url };
}

afterAll(async () => {
  for (const { source, database } of opened) {
    await source.destroy();
    await database.drop();
  }
});

promisesOfACaseStore(async () => (await freshCases()).store);
