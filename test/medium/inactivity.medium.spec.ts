// Real: PostgreSQL, our migrations and statements. Not real: the devices, whose words are written by hand, and the clock.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  openDatabase,
  PostgresHubNetworkStore,
  PostgresPresenceStore,
  PostgresCareRecords,
  PostgresInactivityStore,
  PostgresWeatherStore,
  seedDemo,
  PostgresDeviceSeenStore,
} from '@silverbell/adapter-postgres';
import { DEMO_SEED, demoTown } from '@silverbell/demo';
import {
  after,
  as,
  hours,
  type AccountId,
  type DeviceId,
  type HomeId,
  type RegionId,
  type SeniorId,
} from '@silverbell/kernel';
import { countedIds, FixedClock } from '@silverbell/testing-kit';
import { testDatabase, type TestDatabase } from '@silverbell/testing-world';
import { changeRules, ActivityTracker, type DeviceMeasurements } from '@silverbell/usecases';
import type { DataSource } from 'typeorm';

const plain = { password: (text: string) => Promise.resolve(text), deviceSecret: () => ({ hash: 'h', keyId: 'k' }) };
const clock = new FixedClock();
const town = demoTown(DEMO_SEED, clock.now());
const li = as<AccountId>('account-operator');
const alone = town.seniors.find(
  ({ id, homeId, status, awayUntil }) =>
    status === 'active' &&
    awayUntil === null &&
    !town.occupants.some((one) => one.homeId === homeId && one.seniorId !== id) &&
    town.seniors.every((one) => one.homeId !== homeId || one.id === id),
);
if (alone === undefined) throw new Error('the town has nobody who lives alone');
const chen = as<SeniorId>(alone.id);
const home = as<HomeId>(alone.homeId);

let database: TestDatabase;
let source: DataSource;
let silence: PostgresInactivityStore;
let signs: ActivityTracker;

beforeAll(async () => {
  database = await testDatabase();
  source = await openDatabase(database.url, { poolSize: 4 });
  await seedDemo(source, town, plain as never, 'a secret of this test');
  silence = new PostgresInactivityStore(source, 'Asia/Shanghai');
  signs = new ActivityTracker(silence);
  for (const [id, role] of [
    ['meter', 'water'],
    ['corridor', 'motion'],
  ])
    await source.query(
      `insert into device (id, role, profile, region_id, home_id, fixed, status) values ($1, $2, 'native', $3, $4, true, 'active')`,
      [id, role, alone.regionId, home],
    );
}, 60_000);
afterAll(async () => {
  await source.destroy();
  await database.drop();
});

const heard = (deviceId: string, kind: string, value: number, unit: string | null = null): DeviceMeasurements => ({
  deviceId: as<DeviceId>(deviceId),
  at: clock.now(),
  readings: [{ kind, value, unit }],
  pressed: false,
});
const waterL = async () => (await silence.inactivityOf(chen, clock.now()))?.waterL;

describe('the water of a home', () => {
  it('is unknown before a whole day of readings, then what the dial gained in 24 h', async () => {
    const dial = (m3: number) => signs.record([heard('meter', 'water-meter', m3, 'm³')]);
    await dial(100);
    expect(await waterL()).toBeNull();
    for (let hour = 1; hour <= 26; hour += 1) {
      clock.advance('1 h');
      await dial(100 + hour * 0.004);
    }
    expect(await waterL()).toBeCloseTo(96, 3);
  });

  it('a dial that runs backwards is a new meter, and nothing was used', async () => {
    const before = (await waterL()) ?? 0;
    clock.advance('1 min');
    await signs.record([heard('meter', 'water-meter', 2, 'm³')]);
    expect(await waterL()).toBeCloseTo(before, 3);
    clock.advance('1 min');
    await signs.record([heard('meter', 'water-meter', 2.005, 'm³')]);
    expect(await waterL()).toBeCloseTo(before + 5, 2);
  });

  it('of a meter that is not heard any more is unknown, never none', async () => {
    clock.advance('4 h');
    expect(await waterL()).toBeNull();
    await signs.record([heard('meter', 'water-meter', 2.005, 'm³')]);
    expect(await waterL()).not.toBeNull();
  });

  it('is taken once when two engines read the same dial', async () => {
    const other = new ActivityTracker(silence);
    const before = (await waterL()) ?? 0;
    clock.advance('1 s');
    const word = heard('meter', 'water-meter', 2.105, 'm³');
    await Promise.all([signs.record([word]), other.record([word])]);
    expect(await waterL()).toBeCloseTo(before + 100, 2);
  });
});

describe('signs and rules', () => {
  it('the newest sign of each sort is kept, whatever order they arrive in', async () => {
    const at = clock.now();
    await silence.recordActivity({ signs: [{ seniorId: chen, sign: 'motion', at, inPerson: true }], water: [] });
    const earlier = after(at, -hours(2) as ReturnType<typeof hours>);
    await silence.recordActivity({
      signs: [{ seniorId: chen, sign: 'motion', at: earlier, inPerson: true }],
      water: [],
    });
    const file = await silence.inactivityOf(chen, at);
    expect(file?.signs.find(({ sign }) => sign === 'motion')?.at).toBe(at);
    expect(file?.sensors).toEqual({ shared: false, count: 2, absent: 0, meter: true });
  });

  it('an unknown device and a person who was erased meanwhile leave nothing and break nothing', async () => {
    await signs.record([heard('nobody-knows-me', 'occupancy', 1)]);
    await silence.recordActivity({
      signs: [{ seniorId: as<SeniorId>('gone'), sign: 'motion', at: clock.now(), inPerson: true }],
      water: [],
    });
    expect(await source.query(`select from sign_of_life where senior_id = 'gone'`)).toEqual([]);
  });

  it('rules stand as they were set, and are watched', async () => {
    const deps = { silence, clock, newId: countedIds() };
    const asked = { by: li, reason: 'agreed-with-her', note: '与女儿商定' };
    await changeRules(deps, chen, [{ rule: 'no-sign', within: hours(9) }], asked);
    await changeRules(
      deps,
      chen,
      [
        { rule: 'no-sign', within: hours(8) },
        { rule: 'water', belowL: 5, aboveL: 900 },
      ],
      asked,
    );
    const watched = (await new PostgresPresenceStore(source, 'Asia/Shanghai').peopleWithRules(clock.now())).find(
      ({ seniorId }) => seniorId === chen,
    );
    expect(watched?.rules).toEqual([
      { rule: 'no-sign', within: hours(8), since: clock.now() },
      { rule: 'water', belowL: 5, aboveL: 900 },
    ]);
    const file = await silence.inactivityOf(chen, clock.now());
    expect(file?.changes.map(({ what, by, note }) => [what, by.id, note])).toEqual(
      Array(2).fill(['rules', li, '与女儿商定']),
    );
  });
});

describe('lines and weather', () => {
  it('a hub is known by its gateway, and what speaks through it is doubted with it until somebody confirms', async () => {
    const lines = new PostgresHubNetworkStore(source);
    const registry = new PostgresCareRecords(source, 'Asia/Shanghai');
    const hub = as<DeviceId>('demo-hub-1');
    const seen = new PostgresDeviceSeenStore(source);
    const quiet = { online: true, batteryPct: null, rssiDbm: null, firmware: null, network: null, position: null };
    const says = (gateway: string) => seen.see([{ deviceId: hub, seenAt: clock.now(), ...quiet, gateway }]);
    const moved = async () => (await registry.deviceFacts({ id: hub, child: 'bath_sos' }, clock.now())).hubMoved;
    await says('aa');
    expect(await lines.networksToCheck()).toEqual([
      { deviceId: hub, now: { network: null, gateway: 'aa' }, known: null },
    ]);
    await lines.saveNetwork(hub, { network: null, gateway: 'aa', suspectedSince: null, reported: false }, clock.now());
    expect(await lines.networksToCheck()).toEqual([]);
    clock.advance('1 min');
    await says('bb');
    expect(await lines.networksToCheck()).toHaveLength(1);
    await lines.saveNetwork(
      hub,
      { network: null, gateway: 'aa', suspectedSince: clock.now(), reported: true },
      clock.now(),
    );
    expect(await moved()).toBe(true);
    expect(await lines.confirm(hub, as<HomeId>('home-nowhere'), li, clock.now())).toBe('home-unknown');
    expect(await moved()).toBe(true);
    expect(await lines.confirm(hub, home, li, clock.now())).toBe('confirmed');
    expect(await lines.networksToCheck()).toEqual([]);
    expect(await registry.deviceFacts({ id: hub, child: 'bath_sos' }, clock.now())).toMatchObject({
      hubMoved: false,
      homeId: home,
    });
  });

  it('the nearest region with a fresh reading gives the weather; the map of the county gives the water', async () => {
    const weather = new PostgresWeatherStore(source);
    const registry = new PostgresCareRecords(source, 'Asia/Shanghai');
    const now = clock.now();
    const since = after(now, -hours(6) as ReturnType<typeof hours>);
    const root = as<RegionId>(town.regions.find(({ parentId }) => parentId === null)?.id ?? '');
    const village = as<RegionId>(alone.regionId);
    const reading = (regionId: RegionId, temperatureC: number, ago: number) =>
      weather.observe(
        { regionId, temperatureC, observedAt: after(now, -hours(ago) as ReturnType<typeof hours>), source: 'test' },
        li,
        now,
      );
    expect((await registry.around(village, since, now)).temperatureC).toBeNull();
    await reading(root, 21, 1);
    expect((await registry.around(village, since, now)).temperatureC).toBe(21);
    await reading(village, 3, 2);
    expect((await registry.around(village, since, now)).temperatureC).toBe(3);
    await reading(village, -9, 8);
    expect((await registry.around(village, since, now)).temperatureC).toBe(3);
    const { openWater } = await registry.around(village, since, now);
    expect(openWater.map(({ kind }) => kind).sort()).toEqual(['line', 'ring']);
  });
});
