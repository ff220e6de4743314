// Real: PostgreSQL, our statements. Not real: who asks, and everybody of the demo town but those of a test. Each store is held to the suite that
// its fake passes in the unit floor.
import { afterAll, beforeAll, describe } from '@jest/globals';
import {
  openDatabase,
  PersonKeys,
  PostgresAuditLog,
  PostgresCareCallStore,
  PostgresMealStore,
  PostgresVisitStore,
  seedDemo,
} from '@silverbell/adapter-postgres';
import type { CareCall, WelfareVisit } from '@silverbell/care';
import { DEMO_SEED, demoTown } from '@silverbell/demo';
import { as, instant, type AccountId, type RegionId, type SeniorId } from '@silverbell/kernel';
import { testDatabase, type TestDatabase } from '@silverbell/testing-world';
import { promisesOfCareCalls, promisesOfMeals, promisesOfVisits } from '@silverbell/usecases/stores.suite';
import type { DataSource } from 'typeorm';

const SECRET = 'a secret of this test';
const ZONE = 'Asia/Shanghai';
const NOW = instant(Date.UTC(2026, 9, 14));
let database: TestDatabase;
let source: DataSource;
let made = 0;
let village: RegionId;
let beside: RegionId;
let by: AccountId;

beforeAll(async () => {
  database = await testDatabase();
  source = await openDatabase(database.url);
  const hashing = { password: () => Promise.resolve('-'), deviceSecret: () => ({ hash: '-', keyId: '-' }) };
  await seedDemo(source, demoTown(DEMO_SEED, instant(Date.UTC(2026, 9, 5))), hashing, SECRET);
  await source.query(`update senior set status = 'moved'`);
  const villages = await source.query<{ id: RegionId }[]>(
    'select id from region where level_no = 4 order by id limit 2',
  );
  [village, beside] = villages.map(({ id }) => id) as [RegionId, RegionId];
  by = (await source.query<{ id: AccountId }[]>('select id from account order by id limit 1'))[0]?.id as AccountId;
});
afterAll(async () => {
  await source.destroy();
  await database.drop();
});

const parts = () => [source, new PostgresAuditLog(source, SECRET), new PersonKeys(source, SECRET), ZONE] as const;

/** A person of the village at the age of 70, without anything that raises her risk, in a home of her own or in that of another one. */
async function person(livesWith?: SeniorId): Promise<SeniorId> {
  const id = as<SeniorId>(`suite-senior-${String((made += 1))}`);
  const home = `suite-home-${id}`;
  if (livesWith === undefined)
    await source.query(
      `insert into home select (jsonb_populate_record(h, jsonb_build_object('id', $1::text, 'region_id', $2::text, 'door_tag', null))).*
       from home h where h.id = (select min(id) from home)`,
      [home, village],
    );
  await source.query(
    `insert into senior select (jsonb_populate_record(s, jsonb_build_object('id', $1::text, 'status', 'active', 'region_id', $2::text,
       'home_id', coalesce((select home_id from senior where id = $3), $4::text), 'birth_date', '1956-03-01', 'dementia', false,
       'care_categories', array[]::text[], 'economic_class', 'other', 'electric_medical_device', null, 'away_from', null, 'away_until', null))).*
     from senior s where s.id = 'senior-001'`,
    [id, village, livesWith ?? null, home],
  );
  return id;
}

const entitled = async (id: SeniorId, from: string, suspensions: readonly object[]): Promise<void> => {
  await source.query(
    `insert into entitlement (id, senior_id, state, from_day, local_class, minutes_per_day, payee_kind, payee_id, suspensions, version)
     values ($1, $1, 'active', $2, 'semi-disabled', 90, 'institution', 'suite-institution', $3, 1)`,
    [id, from, JSON.stringify(suspensions)],
  );
};
const dies = async (id: SeniorId): Promise<void> => {
  await source.query(`update senior set status = 'deceased' where id = $1`, [id]);
};
const foldsOf = async <Row>(table: 'care_call' | 'welfare_visit', id: SeniorId): Promise<readonly Row[]> =>
  (await source.query<{ fold: Row }[]>(`select fold from ${table} where senior_id = $1 order by id`, [id])).map(
    ({ fold }) => fold,
  );
const textsOf = async (sql: string, id: SeniorId): Promise<readonly string[]> =>
  (await source.query<{ text: string }[]>(sql, [id])).map(({ text }) => text);
const concernsOf = (id: SeniorId) => textsOf('select kind as text from care_concern where senior_id = $1', id);

describe('PostgresMealStore', () => {
  promisesOfMeals(async () => {
    const store = new PostgresMealStore(...parts());
    return {
      ...{ store, region: village, first: await person(), second: await person(), by },
      within: (work) => store.within(NOW, work),
      attended: async (id) =>
        (await source.query<unknown[]>(`select from sign_of_life where senior_id = $1 and sign = 'attendance'`, [id]))
          .length,
    };
  });
});

describe('PostgresCareCallStore', () => {
  promisesOfCareCalls(async () => {
    // The test before may have switched it off.
    await source.query(`delete from region_setting where region_id = $1 and key = 'pilot.orders'`, [village]);
    const [, audit, keys] = parts();
    const store = new PostgresCareCallStore(source, audit, keys);
    return {
      ...{ store, region: village, by, person, dies, concerns: concernsOf },
      within: (work) => store.within(work),
      plan: async (seniorId, from, weekdays) => {
        const id = `suite-plan-${String((made += 1))}`;
        await source.query(
          `insert into service_plan (id, senior_id, region_id, items, weekdays, starts, ends, from_day, version)
           values ($1, $2, $3, '{care-call}', $4, '09:00', '10:00', $5, 1)`,
          [id, seniorId, village, weekdays, from],
        );
        return id;
      },
      awayUntil: async (id, until) => {
        await source.query('update senior set away_from = null, away_until = instant_of($2) where id = $1', [
          id,
          until,
        ]);
      },
      suspended: (id, from, to) => entitled(id, '2026-07-01', [{ from, to }]),
      switchesOff: async () => {
        await source.query(
          `insert into region_setting (region_id, key, valid_from, value, source) values ($1, 'pilot.orders', '2026-10-01', 'false', 'suite')`,
          [village],
        );
      },
      calls: (id) => foldsOf<CareCall>('care_call', id),
      signs: (id) => textsOf('select sign as text from sign_of_life where senior_id = $1', id),
    };
  });
});

describe('PostgresVisitStore', () => {
  promisesOfVisits(async () => {
    const store = new PostgresVisitStore(...parts());
    return {
      ...{ store, beside, by, dies, concerns: concernsOf },
      visits: (id) => foldsOf<WelfareVisit>('welfare_visit', id),
      within: (work) => store.within(NOW, work),
      person: async ({ entitledFrom, livesWith } = {}) => {
        const id = await person(livesWith);
        if (entitledFrom !== undefined) await entitled(id, entitledFrom, []);
        return id;
      },
      raises: async (atLeast, from) => {
        await source.query(
          `insert into care_setting (id, region_id, key, valid_from, value, source, state, proposed_by, proposed_at)
           values ($1, $2, 'care.visits.atLeast', $3, to_jsonb($4::text), 'suite', 'in-force', $5, now())`,
          [`suite-raise-${String((made += 1))}`, village, from, atLeast, by],
        );
      },
      becomesFrail: async (id) => {
        await source.query('update senior set dementia = true where id = $1', [id]);
      },
      recovers: async (id) => {
        await source.query('update senior set dementia = false where id = $1', [id]);
      },
      livesOn: async (id) => {
        await source.query(`update senior set status = 'active' where id = $1`, [id]);
      },
      inHospital: async (id, from, to) => {
        await source.query(
          `update senior set away_reason = 'hospital', away_from = $2::date::timestamp at time zone $4, away_until = ($3::date + 1)::timestamp at time zone $4 - interval '1 hour'
           where id = $1`,
          [id, from, to, ZONE],
        );
      },
      moves: async (id, to) => {
        await source.query('update senior set region_id = $2 where id = $1', [id, to]);
      },
      isHeardOf: async (id, at) => {
        await source.query(
          `insert into sign_of_life (senior_id, sign, in_person, at) values ($1, 'spoken', true, instant_of($2))`,
          [id, at],
        );
      },
      places: async (ids) =>
        (
          await source.query<{ walk: number }[]>(
            'select walk_no as walk from welfare_visit where senior_id = any ($1)',
            [ids],
          )
        ).map(({ walk }) => walk),
    };
  });
});
