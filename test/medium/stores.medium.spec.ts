// Real: PostgreSQL, our statements. Not real: who asks. Each store is held to the suite that its fake passes in the unit floor.
import { afterAll, beforeAll, describe } from '@jest/globals';
import {
  openDatabase,
  PersonKeys,
  PostgresAuditLog,
  PostgresCareRecords,
  PostgresExerciseStore,
  PostgresHelperDirectory,
  PostgresHelperStatusStore,
  PostgresHubNetworkStore,
  PostgresInactivityStore,
  PostgresPresenceStore,
  PostgresRetentionStore,
  PostgresVillageScoreStore,
  PostgresVillageScoreTransaction,
  SealedColumns,
  seedDemo,
} from '@silverbell/adapter-postgres';
import { DEMO_SEED, demoTown } from '@silverbell/demo';
import {
  as,
  geoPoint,
  instant,
  minutes,
  type AccountId,
  type DeviceId,
  type GeoPoint,
  type HelperId,
  type HomeId,
  type RegionId,
  type SeniorId,
} from '@silverbell/kernel';
import { testDatabase, type TestDatabase } from '@silverbell/testing-world';
import {
  promisesOfAHelperDirectory,
  promisesOfAHelperStatusStore,
  promisesOfAHubNetworkStore,
  promisesOfAnExerciseStore,
  promisesOfAnInactivityStore,
  promisesOfAPresenceStore,
  promisesOfARetentionStore,
  promisesOfContacts,
  promisesOfKeyHolders,
  promisesOfVillageScores,
} from '@silverbell/usecases/stores.suite';
import type { DataSource } from 'typeorm';

let database: TestDatabase;
let source: DataSource;
let made = 0;
const SECRET = 'a secret of this test';
const ZONE = 'Asia/Shanghai';
const NOON = Date.UTC(2026, 10, 28, 4);

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

/** A copy of a senior of the town, in the same home, at home, without contacts, consents and rules. */
async function aSenior(): Promise<SeniorId> {
  const id = as<SeniorId>(`suite-senior-${String((made += 1))}`);
  await source.query(
    `insert into senior select (jsonb_populate_record(s, jsonb_build_object('id', $1::text, 'status', 'active', 'away_from', null, 'away_until', null))).*
     from senior s where s.id = 'senior-001'`,
    [id],
  );
  return id;
}

/** The first id of a table that fits. */
async function idOf<Id extends string>(table: string, where = 'true', skipped = 0): Promise<Id> {
  const rows: { id: Id }[] = await source.query(
    `select id from ${table} where ${where} order by id limit 1 offset ${String(skipped)}`,
  );
  return rows[0]!.id;
}
const anAccount = () => idOf<AccountId>('account');
const aPendant = () => idOf<DeviceId>('device', `role = 'pendant' and status = 'active' and stage = 'installed'`);

describe('PostgresCareRecords', () => {
  promisesOfContacts(async () => {
    const columns = new SealedColumns(new PersonKeys(source, SECRET));
    await source.query(`delete from contact where id like 'suite-%'`);
    return {
      records: new PostgresCareRecords(source, ZONE),
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

describe('PostgresCareRecords, keys', () => {
  promisesOfKeyHolders(async () => {
    const columns = new SealedColumns(new PersonKeys(source, SECRET));
    const mother = await aSenior();
    const [{ home }] = await source.query<[{ home: HomeId }]>('select home_id as home from senior where id = $1', [
      mother,
    ]);
    await source.query(`delete from contact where id like 'suite-%'`);
    await source.query(`delete from key_holding where id like 'suite-%' or home_id = $1`, [home]);
    return {
      records: new PostgresCareRecords(source, ZONE),
      home,
      key: async (id, { phone = '13800000009', consentUse = true, fits = true } = {}) => {
        await source.query(
          `insert into key_holding (id, home_id, holder_kind, holder_name, holder_phone_hash, consent_use, consent_force, fits)
           values ($1, $2, 'neighbour', '-', $3, $4, false, $5)`,
          [id, home, phone === null ? null : columns.numberHash(phone), consentUse, fits],
        );
      },
      flagged: async (phone) => {
        await source.query(
          `insert into contact (id, senior_id, position, name, relation, phone_hash, notice_level, may_decide, conflict)
           values ('suite-flagged', $1, 90, '-', '-', $2, 'at-risk', false, true)`,
          [mother, columns.numberHash(phone)],
        );
      },
    };
  });
});

describe('PostgresVillageScoreStore', () => {
  promisesOfVillageScores(async () => {
    await source.query('delete from village_score');
    await source.query(`delete from service_order where id like 'suite-%'`);
    await source.query(`delete from welfare_visit where id like 'suite-%'`);
    const village = await idOf<RegionId>('region', 'level_no = 4');
    const people = new Map<string, SeniorId>();
    return {
      store: new PostgresVillageScoreStore(source, new PostgresAuditLog(source, SECRET), ZONE),
      ...{ village, township: await idOf<RegionId>('region', 'level_no = 3'), by: await anAccount() },
      within: (work) => source.transaction((manager) => work(new PostgresVillageScoreTransaction(manager, ZONE))),
      did: async (measure, day, who) => {
        const senior = people.get(who) ?? (await aSenior());
        people.set(who, senior);
        const id = `suite-deed-${String((made += 1))}`;
        await source.query(
          measure === 'seniors-served'
            ? `insert into service_order (id, version, state, senior_id, region_id, day, planned_start, planned_end, counts, agreed_extra, fold)
               values ($1, 1, 'confirmed', $2, $3, $4::date, $4::date, $4::date + 1, true, 0, '{}')`
            : `insert into welfare_visit (id, version, state, level, cause, frequency, senior_id, region_id, from_day, to_day, done_at, fold)
               values ($1, 1, 'done', 'community', 'regular', 'weekly', $2, $3, $4::date, $4::date, $4::date + interval '4 hours', '{}')`,
          [id, senior, village, day],
        );
      },
    };
  });
});

describe('PostgresExerciseStore', () => {
  promisesOfAnExerciseStore(async () => {
    await source.query('delete from drill');
    await source.query('delete from test_window');
    const region = await idOf<RegionId>('region');
    return { store: new PostgresExerciseStore(source), device: await aPendant(), region, by: await anAccount() };
  });
});

describe('PostgresHelperStatusStore', () => {
  promisesOfAHelperStatusStore(async () => {
    await source.query('delete from helper_suspension');
    await source.query('update helper set suspended_at = null where suspended_at is not null');
    const store = new PostgresHelperStatusStore(source, new PersonKeys(source, SECRET));
    return { store, helper: await idOf<HelperId>('helper'), by: await anAccount() };
  });
});

describe('PostgresHelperDirectory', () => {
  promisesOfAHelperDirectory(async () => {
    await source.query('update helper set suspended_at = null where suspended_at is not null');
    const [{ lat, lng }] = (await source.query('select lat, lng from helper order by id limit 1')) as [
      { lat: number; lng: number },
    ];
    const need = {
      ...{ at: geoPoint(lat, lng) as GeoPoint, regionId: await idOf<RegionId>('region'), homeId: null },
      ...{ seniorIds: [], now: instant(NOON), fixUsableFor: minutes(15), limit: 5 },
    };
    return {
      ...{ directory: new PostgresHelperDirectory(source), need },
      ...{ first: await idOf<HelperId>('helper'), second: await idOf<HelperId>('helper', 'true', 1) },
      setSuspended: async (helper, suspended) => {
        await source.query('update helper set suspended_at = case when $2 then now() end where id = $1', [
          helper,
          suspended,
        ]);
      },
    };
  });
});

describe('PostgresInactivityStore', () => {
  promisesOfAnInactivityStore(async () => ({
    ...{ store: new PostgresInactivityStore(source, ZONE), senior: await aSenior(), by: await anAccount() },
  }));
});

describe('PostgresPresenceStore', () => {
  promisesOfAPresenceStore(async () => {
    const [device, senior] = [await aPendant(), await aSenior()];
    await source.query('delete from device_watch where device_id = $1', [device]);
    await source.query('delete from device_seen where device_id = $1', [device]);
    await source.query(
      `insert into device_seen (device_id, seen_at) values ($1, instant_of($2) - interval '2 hours')`,
      [device, NOON],
    );
    await source.query(`insert into silence_rule (id, senior_id, rule, since) values ($1, $1, $2, instant_of($3))`, [
      senior,
      { rule: 'morning' },
      NOON,
    ]);
    return {
      ...{ store: new PostgresPresenceStore(source, ZONE), device, senior },
      hears: async ({ at, unverified }) => {
        await source.query('update device_seen set seen_at = instant_of($2), unproven = $3 where device_id = $1', [
          ...[device, at, unverified],
        ]);
      },
    };
  });
});

describe('PostgresHubNetworkStore', () => {
  promisesOfAHubNetworkStore(async () => {
    const hub = await idOf<DeviceId>('device', `role = 'hub' and status = 'active'`);
    await source.query('delete from device_line where device_id = $1', [hub]);
    await source.query('delete from device_seen where device_id = $1', [hub]);
    return {
      ...{ store: new PostgresHubNetworkStore(source), hub },
      reports: async ({ network, gateway }) => {
        await source.query(
          `insert into device_seen (device_id, seen_at, network, gateway) values ($1, instant_of($2), $3, $4)`,
          [hub, NOON, network, gateway],
        );
      },
    };
  });
});

describe('PostgresRetentionStore', () => {
  promisesOfARetentionStore(async () => {
    await source.query('delete from retention_run');
    return new PostgresRetentionStore(source);
  });
});
