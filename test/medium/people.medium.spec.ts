/** Real: PostgreSQL with every migration, the demo town. Not real: password hashing, which has its own test. */
import {
  assertDurable,
  assertMigrated,
  assertPolicies,
  migrate,
  NewerDatabase,
  openDatabase,
  PersonKeys,
  PostgresAccountStore,
  PostgresConsolePresenceStore,
  PostgresDeviceStore,
  DirectoryQueries,
  PostgresDutyStore,
  PostgresHelperPositionStore,
  PostgresHelperDirectory,
  PostgresCareRecords,
  seedDemo,
  seedFirstAdmin,
  sendHome,
  type Hashing,
} from '@silverbell/adapter-postgres';
import {
  DEMO_DEVICES,
  DEMO_HELPERS,
  DEMO_SEED,
  demoTown,
  SIMULATED_HELPERS,
  type DemoTown,
  type Senior,
} from '@silverbell/demo';
import { DEFAULT_DISPATCH_POLICY, rankNamed } from '@silverbell/dispatch';
import { defaultPolicy } from '@silverbell/incidents';
import {
  after,
  as,
  distanceM,
  fromIso,
  geoPoint,
  hours,
  minutes,
  seconds,
  type AccountId,
  type DeviceId,
  type Duration,
  type GeoPoint,
  type HelperId,
  type HomeId,
  type Instant,
  type RegionId,
  type SeniorId,
} from '@silverbell/kernel';
import { emptyDatabase, testDatabase, type TestDatabase } from '@silverbell/testing-world';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';

const NOW = fromIso('2026-11-21T22:00:00Z') as Instant;
const SECRET = 'a secret of this test';
const hashing: Hashing = {
  password: (plain) => Promise.resolve(`hashed ${plain}`),
  deviceSecret: (id, secret) => ({ hash: `${id}/${secret}`, keyId: 'k1' }),
};

const town: DemoTown = demoTown(DEMO_SEED, NOW);
let database: TestDatabase;
let source: DataSource;

beforeAll(async () => {
  database = await testDatabase();
  source = await openDatabase(database.url);
  expect(await seedDemo(source, town, hashing, SECRET)).toBe(true);
});
afterAll(async () => {
  await source.destroy();
  await database.drop();
});

const homeOf = (deviceId: string) =>
  town.homes.find(
    (home) => home.id === town.devices.find((d) => d.id === deviceId)?.homeId,
  ) as DemoTown['homes'][number];
const seniorsAt = (homeId: string): Senior[] => town.seniors.filter((senior) => senior.homeId === homeId);
const pendantOf = (senior: Senior): DeviceId =>
  as<DeviceId>(town.devices.find((device) => device.seniorId === senior.id)?.id ?? '');
const seniorWho = (fits: (senior: Senior) => boolean): Senior => town.seniors.find(fits) as Senior;
const point = (place: { lat: number; lng: number }): GeoPoint => geoPoint(place.lat, place.lng) as GeoPoint;

describe('the database of people', () => {
  it('keeps what it has confirmed, and has every migration', async () => {
    await expect(assertDurable(source)).resolves.toBeUndefined();
    await expect(assertMigrated(source)).resolves.toBeUndefined();
  });

  it('is migrated once by engines that start together, and refused with a sentence when it is ahead of us', async () => {
    const other = await emptyDatabase();
    try {
      const [first, second] = await Promise.all([migrate(other.url), migrate(other.url)]);
      expect([first.length, second.length].sort()).toEqual([0, Math.max(first.length, second.length)]);
      expect(first.length + second.length).toBeGreaterThanOrEqual(2);
      const db = await openDatabase(other.url);
      await db.query(`insert into schema_migration (timestamp, name) values (9999999999999, 'Holograms9999999999999')`);
      await expect(migrate(other.url)).rejects.toThrow(NewerDatabase);
      await expect(assertMigrated(db)).rejects.toThrow(/newer version.*Holograms/);
      await db.destroy();
    } finally {
      await other.drop();
    }
  });

  it('has no column that an entity does not know, no clock of its own, and only instants with a zone', async () => {
    const columns: { table_name: string; column_name: string; column_default: string | null; data_type: string }[] =
      await source.query(
        `select table_name, column_name, column_default, data_type from information_schema.columns where table_schema = 'public'`,
      );
    for (const meta of source.entityMetadatas) {
      const inTable = columns
        .filter((column) => column.table_name === meta.tableName)
        .map((column) => column.column_name);
      expect(meta.columns.map((column) => column.databaseName).sort()).toEqual(inTable.sort());
    }
    expect(columns.filter((column) => /now\(\)|\bcurrent_|clock_timestamp/i.test(column.column_default ?? ''))).toEqual(
      [],
    );
    expect(columns.filter((column) => column.data_type === 'timestamp without time zone')).toEqual([]);
  });

  it('refuses a senior who cannot be verified by voice and is not dispatch-first', async () => {
    await expect(source.query(`update senior set verify_by = 'text' where id = 'senior-001'`)).rejects.toThrow(/check/);
  });

  it('refuses a home at 0/0', async () => {
    await expect(source.query(`update home set lat = 0, lng = 0 where id = 'home-001'`)).rejects.toThrow(/check/);
  });
});

describe('seeding', () => {
  it('writes every row of the town as it was, secrets hashed', async () => {
    for (const [table, rows] of [
      ['home', town.homes],
      ['senior', town.seniors],
      ['contact', town.contacts],
      ['device', town.devices],
      ['helper', town.helpers],
      ['consent', town.consents],
      ['account', town.accounts],
    ] as const) {
      expect(await source.query(`select count(*)::int as n from ${table}`)).toEqual([{ n: rows.length }]);
    }
    const written = await source.query(
      `select birth_date::text, languages, care_categories from senior where id = 'senior-001'`,
    );
    const senior = town.seniors[0] as Senior;
    expect(written).toEqual([
      { birth_date: senior.birthDate, languages: senior.languages, care_categories: senior.careCategories },
    ]);
    const everything: { row: string }[] = await source.query(
      'select row_to_json(d)::text as row from device d union all select row_to_json(a)::text from account a',
    );
    expect(everything.filter(({ row }) => row.includes('"silverbell-demo"'))).toEqual([]);
  });

  it('changes nothing where somebody lives already', async () => {
    expect(await seedDemo(source, demoTown(7, NOW), hashing, SECRET)).toBe(false);
    expect(await seedFirstAdmin(source, { username: 'admin', password: 'x', regionName: '县', at: NOW }, hashing)).toBe(
      false,
    );
    expect(await source.query(`select addr.address_words from home addr where id = 'home-001'`)).toEqual([
      { address_words: town.homes[0]?.addressWords },
    ]);
  });

  it('gives an empty station one region and one administrator', async () => {
    const empty = await testDatabase();
    const db = await openDatabase(empty.url);
    expect(
      await seedFirstAdmin(db, { username: 'admin', password: 'once', regionName: '某县', at: NOW }, hashing),
    ).toBe(true);
    expect(await new PostgresAccountStore(db).byUsername('admin')).toMatchObject({
      roles: [
        { role: 'admin', regionId: 'root' },
        { role: 'security-admin', regionId: 'root' },
      ],
      oneTimeUntil: after(NOW, hours(24)),
      passwordHash: 'hashed once',
    });
    expect(
      (await new PostgresCareRecords(db, 'Asia/Shanghai').deviceFacts({ id: as<DeviceId>('x'), child: null }, NOW))
        .known,
    ).toBe(false);
    await db.destroy();
    await empty.drop();
  });
});

describe('the registry', () => {
  let registry: PostgresCareRecords;
  beforeAll(() => {
    registry = new PostgresCareRecords(source, 'UTC');
  });
  const facts = (id: string, child: string | null = null, now = NOW) =>
    registry.deviceFacts({ id: as<DeviceId>(id), child }, now);

  it.each(DEMO_DEVICES.filter((id) => id.startsWith('demo-pendant')))(
    'knows %s, its home and who lives there',
    async (id) => {
      const home = homeOf(id);
      expect(await facts(id)).toMatchObject({
        deviceId: id,
        known: true,
        role: 'pendant',
        fixed: false,
        status: 'active',
        homeId: home.id,
        homePoint: { lat: home.lat, lng: home.lng },
        regionId: home.regionId,
        facts: {
          homeId: home.id,
          seniorIds: seniorsAt(home.id).map((senior) => senior.id),
          dispatchFirst: false,
          dementia: false,
          testWindow: false,
        },
        seniorStatus: 'active',
        away: null,
        awayUntil: null,
        operatorOnDuty: false,
      });
    },
  );

  it('knows a button behind a hub by the name the hub gives it', async () => {
    expect(await facts('demo-hub-1', 'bath_sos')).toMatchObject({
      deviceId: 'demo-hub-1',
      known: true,
      role: 'sos-button',
      fixed: true,
      homeId: homeOf('demo-hub-1').id,
    });
  });

  it('finds the home of a button nobody registered by its hub, and says that it is unknown', async () => {
    expect(await facts('demo-hub-1', 'attic_sos')).toMatchObject({
      known: false,
      role: null,
      homeId: homeOf('demo-hub-1').id,
      seniorStatus: null,
    });
  });

  it('never fails for an unknown device: it belongs to the root region', async () => {
    expect(await facts('nobody-knows-me', 'a_button')).toMatchObject({ known: false, fixed: false, homeId: null });
    expect(await facts('nobody-knows-me')).toMatchObject({
      known: false,
      role: null,
      homeId: null,
      homePoint: null,
      regionId: 'demo-county',
      facts: { homeId: null, seniorIds: [], dispatchFirst: false, dementia: false, testWindow: false },
    });
  });

  it('names the widow, not the late husband whose pendant she presses', async () => {
    const late = seniorWho((senior) => senior.status === 'deceased');
    const widow = seniorsAt(late.homeId).find((senior) => senior.id !== late.id) as Senior;
    const found = await facts(pendantOf(late));
    expect(found.seniorStatus).toBe('deceased');
    expect(found.facts.seniorIds).toEqual([widow.id]);
  });

  it('names the people on file when nobody else is left in the home', async () => {
    const moved = seniorWho((senior) => senior.status === 'moved');
    const found = await facts(pendantOf(moved));
    expect(found).toMatchObject({ seniorStatus: 'moved', status: 'moved' });
    expect(found.facts.seniorIds).toEqual([moved.id]);
  });

  it('says dispatch-first for a senior whom no voice call can check', async () => {
    for (const senior of town.seniors.filter((person) => person.dispatchFirst)) {
      expect((await facts(pendantOf(senior))).facts.dispatchFirst).toBe(true);
    }
  });

  it('knows where a senior is who is away, until she is back', async () => {
    const guest = seniorWho(
      (senior) => senior.awayUntil !== null && town.devices.some((device) => device.seniorId === senior.id),
    );
    const found = await facts(pendantOf(guest));
    expect(found.away).toEqual({ lat: guest.awayLat, lng: guest.awayLng });
    expect(found.awayUntil).toBe(guest.awayUntil);
    expect((await facts(pendantOf(guest), null, after(NOW, hours(24 * 11)))).away).toBeNull();
  });

  it('sees a test window only while it is open, and only for its own device', async () => {
    await source.query(
      `insert into test_window (id, device_id, opened_by, opens_at, closes_at) values ('w1', 'demo-pendant-4', 'account-admin', $1, $2)`,
      [new Date(NOW), new Date(after(NOW, minutes(15)))],
    );
    expect((await facts('demo-pendant-4')).facts.testWindow).toBe(true);
    expect((await facts('demo-pendant-5')).facts.testWindow).toBe(false);
    expect((await facts('demo-pendant-4', null, after(NOW, minutes(15)))).facts.testWindow).toBe(false);
  });

  it('lets a township say otherwise than its county, and nobody but that township', async () => {
    const hills = town.regions.find((region) => region.id === 'demo-village-3-1')?.id as RegionId;
    const there = await registry.regionFacts(hills, NOW);
    expect(there?.policy.limits.waveSize).toBe(4);
    expect(there?.policy.key).not.toBe(defaultPolicy.key);
    expect(there?.policy).toBe((await registry.regionFacts(as<RegionId>('demo-town-3'), NOW))?.policy);
    const valley = await registry.regionFacts(as<RegionId>('demo-village-1-1'), NOW);
    expect(valley?.policy).toBe(defaultPolicy);
    expect(valley?.timeZone).toBe('Asia/Shanghai');
    expect(await registry.regionFacts(as<RegionId>('atlantis'), NOW)).toBeNull();
  });

  it('takes the latest setting in force, not one of tomorrow; lengths of time are written in seconds', async () => {
    const set = (key: string, days: number, value: unknown) =>
      source.query(
        `insert into region_setting (region_id, key, valid_from, value, source) values ('demo-village-2-1', $1, $2, $3::jsonb, 'test')`,
        [key, new Date(after(NOW, hours(24 * days))), JSON.stringify(value)],
      );
    await set('limits.waveEvery', -2, 25);
    await set('limits.waveEvery', -1, 30);
    await set('limits.waveEvery', 1, 99);
    const found = await registry.regionFacts(as<RegionId>('demo-village-2-1'), NOW);
    expect(found?.policy.limits.waveEvery).toBe(30_000);
  });

  it('refuses to boot on settings outside the safety case, and meanwhile goes by the default', async () => {
    await expect(assertPolicies(source, NOW)).resolves.toBeUndefined();
    await source.query(
      `insert into region_setting (region_id, key, valid_from, value, source) values ('demo-village-2-2', 'limits.waveSize', $1, '0', 'test')`,
      [new Date(NOW)],
    );
    await expect(assertPolicies(source, NOW)).rejects.toThrow(
      /demo-village-2-2 break the safety case: a wave must ask/,
    );
    expect((await registry.regionFacts(as<RegionId>('demo-village-2-2'), NOW))?.policy).toBe(defaultPolicy);
    await source.query(`delete from region_setting where region_id = 'demo-village-2-2'`);
  });

  it('S1: an operator on duty without a connected console is nobody, and somebody until the grace of a lost one is over', async () => {
    const duty = new PostgresDutyStore(source);
    const consoles = new PostgresConsolePresenceStore(source);
    const operator = as<AccountId>('account-operator');
    const isThere = async () => (await facts('demo-pendant-1')).operatorOnDuty;
    const seat = async () =>
      (await consoles.seatsOnDuty([as<RegionId>('demo-county')])).find(({ id }) => id === operator);
    await duty.setOperator(operator, true, NOW);
    expect([await isThere(), await consoles.isConnected(operator), (await seat())?.connected]).toEqual([
      false,
      false,
      false,
    ]);
    expect((await registry.regionFacts(as<RegionId>('demo-village-2-2'), NOW))?.operatorOnDuty).toBe(false);
    await consoles.renew([operator, operator, as<AccountId>('account-nobody')]);
    expect([await isThere(), await consoles.isConnected(operator), (await seat())?.connected]).toEqual([
      true,
      true,
      true,
    ]);
    const left: { s: number }[] = await source.query(
      'select extract(epoch from until - clock_timestamp())::float8 as s from console_presence',
    );
    expect(left.map(({ s }) => Math.ceil(s / 10) * 10)).toEqual([30]);
    // Another api that restarts says nothing, and takes nothing back.
    await consoles.renew([]);
    expect(await isThere()).toBe(true);
    await source.query(`update console_presence set until = clock_timestamp()`);
    expect([await isThere(), (await seat())?.connected]).toEqual([false, false]);
    await source.query(
      `insert into region_setting (region_id, key, valid_from, value, source) values ('demo-county', 'console.graceS', $1, '90', 'test')`,
      [new Date(NOW)],
    );
    await consoles.renew([operator]);
    const longer: { s: number }[] = await source.query(
      'select extract(epoch from until - clock_timestamp())::float8 as s from console_presence',
    );
    expect(longer.map(({ s }) => Math.ceil(s / 10) * 10)).toEqual([90]);
    await source.query(`delete from region_setting where key = 'console.graceS'`);
    await duty.setOperator(operator, false, NOW);
    await source.query('delete from console_presence');
  });

  it('sees an operator on duty for her region and everything below, and not a disabled one', async () => {
    const duty = new PostgresDutyStore(source);
    const accounts = new PostgresAccountStore(source);
    const operator = as<AccountId>('account-operator');
    await duty.setOperator(operator, true, NOW);
    await new PostgresConsolePresenceStore(source).renew([operator]);
    expect((await facts('demo-pendant-1')).operatorOnDuty).toBe(true);
    await accounts.setDisabled(operator, NOW);
    expect((await facts('demo-pendant-1')).operatorOnDuty).toBe(false);
    await accounts.setDisabled(operator, null);
    await duty.setOperator(operator, false, NOW);
    expect((await registry.homeFacts(as<HomeId>('home-001'), NOW))?.operatorOnDuty).toBe(false);
  });

  it('climbs from village to township to county until a seat of the role is found', async () => {
    const seats = await registry.seatsFor(as<RegionId>('demo-village-2-3'), [
      'village-cadre',
      'township-duty',
      'county-duty',
      'station',
      'lead',
      'overflow',
      'fire-post',
    ]);
    const regionOf = (role: keyof typeof seats): string | undefined =>
      town.dutySeats.find((seat) => `seat:${seat.id}` === seats[role]?.[0]?.key)?.regionId;
    expect(regionOf('village-cadre')).toBe('demo-village-2-3');
    expect(regionOf('fire-post')).toBe('demo-village-2-3');
    expect(regionOf('township-duty')).toBe('demo-town-2');
    expect(regionOf('station')).toBe('demo-town-2');
    expect(regionOf('county-duty')).toBe('demo-county');
    expect(regionOf('lead')).toBe('demo-county');
    expect(regionOf('overflow')).toBe('demo-county');
    expect(Object.keys(await registry.seatsFor(as<RegionId>('demo-county'), ['village-cadre']))).toEqual([]);
  });

  it('never names a contact in conflict, and tells of a mere press only the first and those who chose so', async () => {
    const flagged = town.contacts.filter((contact) => contact.conflict);
    expect(flagged.length).toBeGreaterThan(0);
    for (const { id, seniorId } of flagged) {
      for (const who of ['every-press', 'at-risk'] as const) {
        const told = await registry.contactsFor([as<SeniorId>(seniorId)], who);
        expect(told.map((contact) => contact.contactId)).not.toContain(id);
      }
    }
    const [first, second] = town.contacts.filter((contact) => contact.seniorId === 'senior-001');
    const mother = [as<SeniorId>('senior-001')];
    expect((await registry.contactsFor(mother, 'every-press')).map((contact) => contact.key)).toEqual([
      `contact:${first?.id}`,
    ]);
    expect((await registry.contactsFor(mother, 'at-risk')).map((contact) => contact.key)).toEqual([
      `contact:${first?.id}`,
      `contact:${second?.id}`,
    ]);
  });

  it('tells no family whose telling is not consented to any more', async () => {
    await source.query(`update consent set withdrawn_at = $1 where senior_id = 'senior-003' and purpose = 'family'`, [
      new Date(NOW),
    ]);
    expect(await registry.contactsFor([as<SeniorId>('senior-003')], 'at-risk')).toEqual([]);
  });
});

describe('the helper directory', () => {
  const home = homeOf('demo-pendant-1');
  const need = (more = {}) => ({
    at: point(home),
    regionId: as<RegionId>(home.regionId),
    homeId: as<HomeId>(home.id),
    seniorIds: seniorsAt(home.id).map((senior) => as<SeniorId>(senior.id)),
    now: NOW,
    fixUsableFor: minutes(30),
    limit: 6,
    ...more,
  });
  let helperDirectory: PostgresHelperDirectory;
  let duty: PostgresDutyStore;
  let positions: PostgresHelperPositionStore;
  beforeAll(() => {
    positions = new PostgresHelperPositionStore(source);
    helperDirectory = new PostgresHelperDirectory(source);
    duty = new PostgresDutyStore(source);
  });
  beforeEach(() => source.query('update helper_duty set on_duty = false'));

  it('shows whoever is on duty, however far, before those at rest next door, and always the paired neighbour', async () => {
    const far = town.helpers
      .filter((helper) => helper.regionId === 'demo-village-3-3')
      .map((helper) => as<HelperId>(helper.id));
    for (const id of far) await duty.setHelper(id, true, NOW);
    const found = await helperDirectory.nearest(need({ limit: 3 }));
    expect(
      found
        .filter((helper) => helper.onDuty)
        .map((helper) => helper.helperId)
        .sort(),
    ).toEqual([...far].sort());
    const paired = town.helperPairs.find((pair) => pair.homeId === home.id)?.helperId;
    expect(found.filter((helper) => helper.pairedHere).map((helper) => helper.helperId)).toEqual([paired]);
  });

  it('agrees with a search through everybody, nearest first', async () => {
    for (const id of [...DEMO_HELPERS, ...SIMULATED_HELPERS]) await duty.setHelper(as<HelperId>(id), true, NOW);
    const found = await helperDirectory.nearest(need({ limit: 10 }));
    const everybody = town.helpers
      .map((helper) => ({ id: helper.id, d: distanceM(point(helper), point(home)) }))
      .sort((a, b) => a.d - b.d)
      .slice(0, 10);
    expect(found.map((helper) => helper.helperId)).toEqual(everybody.map((helper) => helper.id));
  });

  const report = (kilometresNorth: number, heard: Instant, said: Instant | null, accuracyM: number | null = 12) => ({
    point: geoPoint(home.lat + kilometresNorth / 111.195, home.lng) as GeoPoint,
    ...{ accuracyM, at: said, sentAt: null, receivedAt: heard },
  });
  const forget = (id: string) =>
    source.query(
      'with phone as (delete from helper_phone where helper_id = $1) delete from helper_position where helper_id = $1',
      [id],
    );
  const rankedAs = async (id: HelperId, now: Instant) => {
    const facts = await helperDirectory.byIds([id], need({ now }));
    return rankNamed(facts, { at: point(home), now, night: false, wasNight: () => false, lifting: false, exclude: [] }).ranked[0];
  };
  const saysOf = (one: Awaited<ReturnType<typeof rankedAs>>) =>
    one?.reasons.filter((code) => code.startsWith('position-'));

  it('looks for people where they are now, and at their own door when that is old news or they are off duty', async () => {
    const traveller = as<HelperId>('helper-30');
    await source.query(`update helper set suspended_at = null where id = 'helper-30'`);
    await positions.record(traveller, report(0, NOW, NOW));
    const seen = async (now: Instant) => (await helperDirectory.byIds([traveller], need({ now })))[0];
    expect((await seen(NOW))?.fix).toBeNull();
    await duty.setHelper(traveller, true, NOW);
    expect(await seen(NOW)).toMatchObject({ fix: { takenAt: NOW, accuracyM: 12 }, onDuty: true });
    expect((await helperDirectory.nearest(need()))[0]?.helperId).toBe(traveller);
    expect(saysOf(await rankedAs(traveller, NOW))).toEqual(['position-fresh']);
    const later = after(NOW, hours(1));
    expect((await helperDirectory.nearest(need({ now: later })))[0]?.helperId).not.toBe(traveller);
    expect(saysOf(await rankedAs(traveller, later))).toEqual(['position-old', 'position-base']);
    await forget(traveller);
  });

  it('does not let an older report move a helper back', async () => {
    const id = as<HelperId>('helper-2');
    const at = (minute: number) => after(NOW, minutes(minute));
    expect((await positions.record(id, report(1, at(5), at(5)))).isNews).toBe(true);
    expect((await positions.record(id, report(9, at(6), at(1)))).isNews).toBe(false);
    expect(
      await source.query(
        `select round(lat::numeric - $1::numeric, 2)::text as north from helper_position where helper_id = 'helper-2'`,
        [home.lat],
      ),
    ).toEqual([{ north: '0.01' }]);
    await forget(id);
  });

  it('D1: a fix beside the home that was taken two hours ago is old, and a helper 9 km away stays 9 km away', async () => {
    const id = as<HelperId>('helper-3');
    await duty.setHelper(id, true, NOW);
    const before = await rankedAs(id, NOW);
    await positions.record(id, report(0, NOW, after(NOW, -hours(2) as Duration)));
    const old = await rankedAs(id, NOW);
    expect(saysOf(old)).toEqual(['position-old', 'position-base']);
    expect(old?.expectedArrivalS).toBeGreaterThan(before?.expectedArrivalS ?? NaN);
    expect(old?.fix).toMatchObject({ takenAt: NOW - hours(2), accuracyM: 12 });
    await forget(id);
  });

  it('D4b: a phone whose clock is set 20 min back is followed by the arrival of its reports', async () => {
    const id = as<HelperId>('helper-3');
    await duty.setHelper(id, true, NOW);
    const at = (s: number) => after(NOW, seconds(s));
    await positions.record(id, report(3, at(0), at(0)));
    // One report that jumps back may be an old one: the age of what is known goes on to be shown.
    expect((await positions.record(id, report(2, at(10), at(10 - 1_200)))).isNews).toBe(false);
    expect((await rankedAs(id, at(10)))?.fix?.takenAt).toBe(at(0));
    expect((await positions.record(id, report(1, at(20), at(20 - 1_200)))).isNews).toBe(true);
    const ranked = await rankedAs(id, at(20));
    expect(saysOf(ranked)).toEqual(['position-fresh']);
    expect(ranked?.fix?.takenAt).toBe(at(20));
    await forget(id);
  });

  it('keeps where she was when her phone says 12 km, and never takes that for a place', async () => {
    const id = as<HelperId>('helper-3');
    await duty.setHelper(id, true, NOW);
    const at = (s: number) => after(NOW, seconds(s));
    expect((await positions.record(id, report(0, at(0), at(0), 12_000))).isNews).toBe(false);
    expect(saysOf(await rankedAs(id, at(0)))).toEqual(['position-vague', 'position-base']);
    expect((await positions.record(id, report(3, at(10), at(10)))).isNews).toBe(true);
    expect((await positions.record(id, report(0, at(20), at(20), 12_000))).isNews).toBe(false);
    expect((await rankedAs(id, at(20)))?.fix?.takenAt).toBe(at(10));
    const [shown] = await positions.onMap(
      [as<RegionId>(town.helpers.find((one) => one.id === 'helper-3')?.regionId as string)],
      [id],
    );
    expect(shown?.positionAt).toBe(at(10));
    await forget(id);
  });

  it('gives the numbers of the ranking as the region has set them, and the latest in force', async () => {
    const regionId = as<RegionId>(home.regionId);
    expect(await helperDirectory.policyFor(regionId, NOW)).toEqual(DEFAULT_DISPATCH_POLICY);
    const set = (key: string, value: number, from: Instant) =>
      source.query(
        'insert into region_setting (region_id, key, valid_from, value, source) values ($1, $2, instant_of($3), $4, $5)',
        [regionId, key, from, value, 'test'],
      );
    await set('dispatch.speedDay.walk', 1, NOW);
    await set('dispatch.freshFixS', 60, after(NOW, hours(1)));
    expect(await helperDirectory.policyFor(regionId, NOW)).toEqual({
      ...DEFAULT_DISPATCH_POLICY,
      speedDay: { ...DEFAULT_DISPATCH_POLICY.speedDay, walk: 1 },
    });
    expect((await helperDirectory.policyFor(regionId, after(NOW, hours(1)))).freshFixS).toBe(60);
    await source.query(`delete from region_setting where key like 'dispatch.%'`);
  });

  it('says who is in conflict with the person or the home, and who is suspended', async () => {
    for (const conflict of town.helperConflicts) {
      const homeId =
        conflict.homeId ?? (town.seniors.find((senior) => senior.id === conflict.seniorId)?.homeId as string);
      const seniorIds = conflict.seniorId === null ? [] : [as<SeniorId>(conflict.seniorId)];
      const [found] = await helperDirectory.byIds(
        [as<HelperId>(conflict.helperId)],
        need({ homeId: as<HomeId>(homeId), seniorIds }),
      );
      expect(found?.inConflict).toBe(true);
    }
    await source.query(`update helper set suspended_at = $1 where id = 'helper-29'`, [new Date(NOW)]);
    const [suspended, free] = await helperDirectory.byIds(
      [as<HelperId>('helper-29'), as<HelperId>('helper-1')],
      need(),
    );
    expect([suspended?.suspended, free?.suspended, free?.inConflict]).toEqual([true, false, false]);
  });

  it('gives the eight demo helpers what the outside relies on', async () => {
    for (const helper of await helperDirectory.byIds(
      DEMO_HELPERS.map((id) => as<HelperId>(id)),
      need(),
    )) {
      expect(helper).toMatchObject({
        nightCalls: true,
        suspended: false,
        inConflict: false,
        certificateValid: true,
        standing: false,
      });
      expect(helper.ageYears).toBeGreaterThanOrEqual(30);
      expect(helper.ageYears).toBeLessThanOrEqual(60);
      expect(helper.liveAssignments).toEqual({ p1: 0, p3: 0 });
    }
  });

  it('calls a certificate invalid when one of them has run out', async () => {
    const expired = town.helperCertificates.find((certificate) => certificate.validUntil < NOW)?.helperId as HelperId;
    expect((await helperDirectory.byIds([expired], need()))[0]?.certificateValid).toBe(false);
  });

  it('keeps the order of people an operator named, and leaves out whom nobody knows', async () => {
    const named = ['helper-7', 'ghost', 'helper-2'].map((id) => as<HelperId>(id));
    expect((await helperDirectory.byIds(named, need())).map((helper) => helper.helperId)).toEqual([
      'helper-7',
      'helper-2',
    ]);
  });

  it('works for a case without a home', async () => {
    expect((await helperDirectory.nearest(need({ homeId: null, seniorIds: [] }))).length).toBeGreaterThan(0);
  });
});

describe('accounts and duty', () => {
  it('finds an account by name whatever the case, with its region and everything below', async () => {
    const accounts = new PostgresAccountStore(source);
    const lead = await accounts.byUsername('LEAD');
    expect(lead).toMatchObject({
      id: 'account-lead',
      roles: [{ role: 'lead', regionId: 'demo-county' }],
      helperId: null,
      disabled: false,
    });
    expect(await accounts.byUsername('nobody')).toBeNull();
    expect(await accounts.visibleRegions(as<RegionId>('demo-town-2'))).toEqual(
      expect.arrayContaining(['demo-town-2', 'demo-village-2-1', 'demo-village-2-2', 'demo-village-2-3']),
    );
    expect(await accounts.visibleRegions(as<RegionId>('demo-town-2'))).toHaveLength(4);
  });

  it('shows family-1 her mother, and nobody once she is in conflict', async () => {
    const accounts = new PostgresAccountStore(source);
    const daughter = as<AccountId>('account-family-1');
    expect(await accounts.seniorsOf(daughter)).toEqual(['senior-001']);
    const [mother] = await new DirectoryQueries(source, new PersonKeys(source, SECRET)).seniorsForFamily([
      as<SeniorId>('senior-001'),
    ]);
    expect(mother).toMatchObject({ name: town.seniors[0]?.name, homeLabel: town.homes[0]?.label });
    expect(mother?.devices.map((device) => device.id)).toEqual(['demo-pendant-1']);
    const contactId = town.accounts.find((account) => account.id === daughter)?.contactId;
    await source.query('update contact set conflict = true where id = $1', [contactId]);
    expect(await accounts.seniorsOf(daughter)).toEqual([]);
    await source.query('update contact set conflict = false where id = $1', [contactId]);
  });

  it('remembers since when somebody is on duty, also when she says it twice', async () => {
    const duty = new PostgresDutyStore(source);
    const id = as<HelperId>('helper-3');
    const sinceOneMinute = { onDuty: true, since: after(NOW, minutes(1)), training: false };
    await duty.setHelper(id, false, NOW);
    expect(await duty.setHelper(id, true, after(NOW, minutes(1)))).toEqual(sinceOneMinute);
    expect(await duty.setHelper(id, true, after(NOW, minutes(9)))).toEqual(sinceOneMinute);
    expect(await duty.ofHelper(id)).toEqual(sinceOneMinute);
    expect(await duty.ofOperator(as<AccountId>('account-auditor'))).toBeNull();
  });

  it('sends home whom a lively run left on duty or standing by', async () => {
    const duty = new PostgresDutyStore(source);
    await duty.setHelper(as<HelperId>('helper-9'), true, NOW);
    await duty.setHelper(as<HelperId>('helper-1'), true, NOW);
    await source.query(`update helper set standing_availability = true where id = 'helper-11'`);
    await sendHome(source, SIMULATED_HELPERS, after(NOW, minutes(1)));
    expect(
      await source.query(`select helper_id from helper_duty where on_duty and helper_id = any($1)`, [
        SIMULATED_HELPERS,
      ]),
    ).toEqual([]);
    expect(await source.query('select id from helper where standing_availability')).toEqual([]);
    expect((await duty.ofHelper(as<HelperId>('helper-1')))?.onDuty).toBe(true);
  });
});

describe('the directory', () => {
  let directory: DirectoryQueries;
  beforeAll(() => {
    directory = new DirectoryQueries(source, new PersonKeys(source, SECRET));
  });

  it('lays the whole card of a home on the table in one statement', async () => {
    const home = homeOf('demo-pendant-2');
    const people = seniorsAt(home.id);
    expect(people).toHaveLength(2);
    const card = await directory.homeCard(as<HomeId>(home.id));
    expect(card).toMatchObject({
      id: home.id,
      label: home.label,
      addressWords: home.addressWords,
      hazards: home.hazards,
      doorTag: home.doorTag,
    });
    expect(card?.people.map((person) => person.name)).toEqual(people.map((senior) => senior.name));
    expect(card?.people[0]).toMatchObject({
      birthDate: people[0]?.birthDate,
      relation: '本人',
      status: 'active',
      verifyBy: 'voice',
    });
    expect(card?.contacts).toHaveLength(4);
    expect(card?.keys).toHaveLength(1);
    expect(typeof card?.keys[0]?.fitTestedAt).toBe('number');
    expect(card?.devices.map((device) => device.id)).toContain('demo-pendant-2');
    expect(card?.emergencyNumbers.map((entry) => entry.service)).toEqual([
      '110',
      '119',
      '120',
      'gas',
      'power',
      'water',
    ]);
    expect(await directory.homeCard(as<HomeId>('nowhere'))).toBeNull();
  });

  it('shows a grandchild who lives there as an occupant without a file', async () => {
    const child = town.occupants.find((occupant) => occupant.isChild) as DemoTown['occupants'][number];
    const card = await directory.homeCard(as<HomeId>(child.homeId));
    expect(card?.people.find((person) => person.isChild)).toMatchObject({
      id: null,
      name: child.name,
      status: 'other',
      verifyBy: null,
    });
  });

  it('names ids of every kind, and knows how to reach whoever may be reached', async () => {
    const names = await directory.names({
      helpers: ['helper-1', 'ghost'],
      seniors: ['senior-001'],
      homes: ['home-001'],
      accounts: ['account-lead'],
    });
    expect(names.helpers).toEqual(new Map([['helper-1', town.helpers[0]?.name]]));
    expect(names.seniors.get('senior-001')).toBe(town.seniors[0]?.name);
    expect(names.homes.get('home-001')).toBe(town.homes[0]?.label);
    expect(names.accounts.get('account-lead')).toContain('班长');
    const flagged = town.contacts.find((contact) => contact.conflict)?.id;
    const contacts = [`contact:${town.contacts[0]?.id}`, `contact:${flagged}`];
    const reach = await directory.reach(['helper:helper-1', 'seat:seat-1', ...contacts, 'device:x'], NOW);
    expect([...reach.keys()].sort()).toEqual([`contact:${town.contacts[0]?.id}`, 'helper:helper-1', 'seat:seat-1']);
    expect(reach.get('seat:seat-1')).toMatchObject({
      number: town.dutySeats[0]?.voiceNumber,
      as: town.dutySeats[0]?.role,
    });
  });

  it('draws the map of the county for every region below it', async () => {
    expect(await directory.basemap(as<RegionId>('demo-village-1-2'), NOW)).toEqual(town.basemap);
  });

  it('knows the nearest emergency numbers of a region', async () => {
    const numbers = await directory.emergencyNumbers(as<RegionId>('demo-village-1-1'));
    expect(numbers).toHaveLength(6);
    const own = town.emergencyNumbers.find((entry) => entry.regionId === 'demo-village-1-1' && entry.service === '120');
    expect(numbers.find((entry) => entry.service === '120')?.number).toBe(own?.number);
  });
});

describe('the device register', () => {
  it('knows a hub with its children, and sends a child’s receipts to its hub', async () => {
    const register = new PostgresDeviceStore(source);
    const hub = await register.byId(as<DeviceId>('demo-hub-1'));
    expect(hub).toMatchObject({
      role: 'hub',
      profile: 'zigbee2mqtt',
      secretHash: 'demo-hub-1/silverbell-demo',
      keyId: 'k1',
    });
    expect(hub?.children).toEqual({ bath_sos: { id: 'demo-hub-1.bath_sos', role: 'sos-button', room: '卫生间' } });
    expect(await register.receiptAddressOf(as<DeviceId>('demo-hub-1.bath_sos'))).toBe('demo-hub-1');
    expect(await register.receiptAddressOf(as<DeviceId>('demo-pendant-1'))).toBe('demo-pendant-1');
    expect(await register.secretHashOf(as<DeviceId>('demo-hub-1.bath_sos'))).toBeNull();
    expect(await register.secretHashOf(as<DeviceId>('ghost'))).toBeNull();
    expect(await register.byId(as<DeviceId>('ghost'))).toBeNull();
  });
});
