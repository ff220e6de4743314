// Real: PostgreSQL, our migrations, statements and use cases. Not real: the devices, the people and the clock.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  DevicePageQueries,
  openIncidentStores,
  openDatabase,
  PostgresConsolePresenceStore,
  PostgresDutyStore,
  PostgresHelperDirectory,
  PostgresExerciseStore,
  PostgresCareRecords,
  seedDemo,
  type IncidentStores,
} from '@silverbell/adapter-postgres';
import { DEMO_SEED, demoTown } from '@silverbell/demo';
import { practiceOf } from '@silverbell/incidents';
import {
  after,
  as,
  duration,
  hours,
  minutes,
  type AccountId,
  type DeviceId,
  type HelperId,
  type HomeId,
  type IncidentId,
  type RegionId,
  type SeniorId,
} from '@silverbell/kernel';
import { countedIds, FixedClock } from '@silverbell/testing-kit';
import { testDatabase, type TestDatabase } from '@silverbell/testing-world';
import {
  endDrill,
  endTestWindow,
  keepDrills,
  openDrill,
  openTestWindow,
  pressInDrill,
  receiveSignal,
  remindTests,
  type ExerciseDeps,
} from '@silverbell/usecases';
import type { DataSource } from 'typeorm';

const SECRET = 'a secret of this test';
const plain = { password: (text: string) => Promise.resolve(text), deviceSecret: () => ({ hash: 'h', keyId: 'k' }) };
const pendant = as<DeviceId>('demo-pendant-1');
const admin = as<AccountId>('account-admin');

let database: TestDatabase;
let source: DataSource;
let cases: IncidentStores;
let clock: FixedClock;
let exercises: PostgresExerciseStore;
let pages: DevicePageQueries;
let deps: ExerciseDeps;
let home: { id: HomeId; regionId: RegionId };

beforeAll(async () => {
  database = await testDatabase();
  source = await openDatabase(database.url, { poolSize: 6 });
  clock = new FixedClock();
  await seedDemo(source, demoTown(DEMO_SEED, clock.now()), plain as never, SECRET);
  cases = openIncidentStores(source, SECRET);
  exercises = new PostgresExerciseStore(source);
  pages = new DevicePageQueries(source, exercises);
  deps = {
    ...{ incidents: cases.store, registry: new PostgresCareRecords(source, 'Asia/Shanghai') },
    ...{ helperDirectory: new PostgresHelperDirectory(source), exercises, clock, newId: countedIds() },
    ...{ timeZone: 'Asia/Shanghai', notifier: { notify: () => undefined } },
  };
  const [row]: { id: HomeId; regionId: RegionId }[] = await source.query(
    `select h.id, h.region_id as "regionId" from device d join home h on h.id = d.home_id where d.id = $1`,
    [pendant],
  );
  if (row === undefined) throw new Error('the demo pendant has no home');
  home = row;
}, 60_000);
afterAll(async () => {
  await source.destroy();
  await database.drop();
});

let presses = 0;
const press = (deviceId = pendant) => {
  presses += 1;
  return receiveSignal(deps, {
    ...{ deviceId, child: null, alertId: `a${presses}`, kind: 'sos', phase: 'raise', certainty: 'observed' },
    ...{ test: false, doubts: [], deviceTime: null, batteryPct: null, position: null, raw: new Uint8Array([1]) },
    ...{ topic: 't', payloadHash: String(presses), engineId: 'e1', receivedAt: clock.now() },
  });
};
const caseOf = async (id: string | null) => {
  const view = await cases.queries.viewOf(as<IncidentId>(id ?? ''));
  if (view === null) throw new Error(`no case ${String(id)}`);
  return view.incident;
};
const aWindow = { deviceId: pendant, by: admin, reason: 'monthly-test' } as const;

describe('test windows in the database', () => {
  it('of two people who open one at once, one does', async () => {
    const answers = await Promise.all([openTestWindow(deps, aWindow), openTestWindow(deps, aWindow)]);
    expect(answers.map(({ ok }) => ok).sort()).toEqual([false, true]);
    const page = await pages.byId(pendant, clock.now());
    expect(page?.window).toMatchObject({ reason: 'monthly-test', openedBy: { id: 'account-admin' } });
    expect(page?.window?.closesAt).toBe(after(clock.now(), minutes(15)));
    expect((await pages.byId(as<DeviceId>('demo-pendant-2'), clock.now()))?.window).toBeNull();
  });

  it('a press inside is a test with its receipt, and a press after it was ended is a press', async () => {
    const tried = await caseOf((await press()).incidentId);
    expect([tried.family, practiceOf(tried)]).toEqual(['test', 'test']);
    expect(await cases.queries.incidentsOfSeniors(tried.facts.seniorIds, null)).toEqual([]);
    expect(await endTestWindow(deps, aWindow)).toMatchObject({ ok: true, window: { endedBy: 'account-admin' } });
    expect(await endTestWindow(deps, aWindow)).toMatchObject({ ok: false });
    clock.advance('1 s');
    const real = await caseOf((await press()).incidentId);
    expect([real.family, practiceOf(real)]).toEqual(['emergency', null]);

    const [last, first] = await pages.pressesOf(pendant);
    expect([last?.practice, first?.practice]).toEqual([null, 'test']);
    expect(first?.receipts.map(({ stage }) => stage)).toEqual(['received']);
    expect((await pages.windowsOf(pendant)).map(({ endedAt }) => endedAt !== null)).toEqual([true]);
  });

  it('are open for an hour a day and device, whoever opens them', async () => {
    const tried = { deviceId: as<DeviceId>('demo-pendant-7'), by: admin, reason: 'after-repair' } as const;
    for (const minutesOpen of [15, 15, 5, 10, 15]) {
      expect(await openTestWindow(deps, tried)).toMatchObject({ ok: true });
      clock.advance(minutes(minutesOpen));
      await endTestWindow(deps, tried);
    }
    expect(await exercises.testTime(tried.deviceId, after(clock.now(), duration(-hours(24))), clock.now())).toBe(
      hours(1),
    );
    expect(await openTestWindow(deps, tried)).toMatchObject({ refusal: { refused: 'test-time-used' } });
    clock.advance('24 h');
    expect(await openTestWindow(deps, tried)).toMatchObject({ ok: true });
  });
});

describe('drills in the database', () => {
  const other = as<DeviceId>('demo-pendant-3');
  const lead = { kind: 'lead', id: 'account-admin' } as const;
  const open = (more: object = {}) =>
    openDrill(deps, {
      ...{ regionId: home.regionId, purpose: 'regular', homeIds: [], deviceIds: [], helperIds: [], by: admin },
      until: after(clock.now(), hours(1)),
      ...more,
    } as Parameters<typeof openDrill>[1]);

  it('reaches nobody outside its region, and overlaps no other above or below it', async () => {
    const [elsewhere]: { id: HomeId }[] = await source.query('select id from home where region_id <> $1 limit 1', [
      home.regionId,
    ]);
    expect(await open({ homeIds: [elsewhere?.id, home.id, 'nowhere'] })).toMatchObject({
      refusal: { refused: 'drill-outside-region', facts: { ids: `${String(elsewhere?.id)} nowhere` } },
    });
    const [root]: { id: RegionId }[] = await source.query('select id from region where parent_id is null');
    const answers = await Promise.all([open({ regionId: root?.id }), open({ regionId: root?.id })]);
    expect(answers.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect(await open()).toMatchObject({ refusal: { refused: 'drill-overlaps' } });
  });

  it('a real press is a case of its own and ends the drill beneath it, which nobody’s load or family shows', async () => {
    const [drill] = await exercises.drillsOf(await regions());
    if (drill === undefined) throw new Error('no drill is open');
    for (const name of ['helper-1', 'helper-2', 'helper-3'])
      await new PostgresDutyStore(source).setHelper(as<HelperId>(name), true, clock.now());
    const found = await deps.registry.deviceFacts({ id: other, child: null }, clock.now());
    const answer = await pressInDrill(deps, {
      ...{ drillId: drill.id, by: lead, homeId: null, deviceId: other, kind: 'fall', certainty: 'observed' },
    });
    if (!answer.ok) throw new Error(answer.refusal.refused);
    expect(answer.incident).toMatchObject({ family: 'drill', class: 'B', severity: 3 });
    const asked = answer.incident.offers.map(({ helperId }) => helperId as HelperId);
    expect(asked.length).toBeGreaterThan(0);
    const need = {
      ...{ at: found.homePoint as never, regionId: found.regionId, homeId: found.homeId, seniorIds: [] as SeniorId[] },
      ...{ now: clock.now(), fixUsableFor: minutes(30), limit: 10 },
    };
    expect((await deps.helperDirectory.byIds(asked, need)).map(({ openOffers }) => openOffers)).toEqual(
      asked.map(() => 0),
    );
    expect(await cases.queries.incidentsOfSeniors(found.facts.seniorIds, null)).toEqual([]);
    const marked: { drill: boolean }[] = await source.query(
      `select coalesce((body ->> 'drill')::boolean, false) as drill from outbox where incident_id = $1`,
      [answer.incident.id],
    );
    expect(marked.every((row) => row.drill)).toBe(true);

    const real = await caseOf((await press(other)).incidentId);
    expect([real.family, real.id === answer.incident.id]).toEqual(['emergency', false]);
    expect(await keepDrills(deps)).toBe(1);
    expect((await caseOf(answer.incident.id)).closure?.outcome).toBe('drill');
    expect(await keepDrills(deps)).toBe(0);
  });

  it('ended by a person, its cases are over', async () => {
    const [drill] = await exercises.drillsOf(await regions());
    const third = await pressInDrill(deps, {
      ...{ drillId: String(drill?.id), by: lead, homeId: null, deviceId: as<DeviceId>('demo-pendant-5') },
      ...{ kind: 'sos', certainty: 'observed' },
    });
    expect(third).toMatchObject({ ok: true });
    expect(await endDrill(deps, String(drill?.id), admin)).toMatchObject({ drill: { endedBy: 'account-admin' } });
    expect(await exercises.casesOf(String(drill?.id))).toEqual([]);
    expect(await open()).toMatchObject({ ok: true });
  });

  const regions = async (): Promise<RegionId[]> =>
    (await source.query<{ id: RegionId }[]>('select id from region')).map(({ id }) => id);
});

describe('a seat for training', () => {
  it('counts for no ladder', async () => {
    const duty = new PostgresDutyStore(source);
    const operator = as<AccountId>('account-operator');
    const onDuty = async () => (await deps.registry.homeFacts(home.id, clock.now()))?.operatorOnDuty;
    await source.query('update operator_duty set on_duty = false');
    await new PostgresConsolePresenceStore(source).renew([operator]);
    await duty.setOperator(operator, true, clock.now(), true);
    expect(await duty.ofOperator(operator)).toMatchObject({ onDuty: true, training: true });
    expect(await onDuty()).toBe(false);
    await duty.setTraining(operator, false, clock.now());
    expect(await onDuty()).toBe(true);
  });
});

describe('devices that were not tried out for long', () => {
  it('nothing is overdue on the first day, and after a month whatever nobody pressed, per township', async () => {
    expect(await exercises.overdueTests(clock.now(), hours(31 * 24))).toEqual([]);
    clock.advance('32 d');
    await press();
    const due = await exercises.overdueTests(clock.now(), hours(31 * 24));
    expect(due.length).toBeGreaterThan(0);
    const listed = await pages.list(
      {
        regionIds: (await source.query<{ id: RegionId }[]>('select id from region')).map(({ id }) => id),
        homeId: null,
        testOverdue: true,
        neverHeard: false,
        stage: null,
        q: null,
        after: null,
        limit: 10_000,
      },
      clock.now(),
    );
    expect(listed.length).toBe(due.reduce((sum, { devices }) => sum + devices, 0));
    expect(listed.map(({ id }) => id)).not.toContain(pendant);
    expect(listed.map(({ id }) => id)).toContain('demo-pendant-2');
    const { raised } = await remindTests(deps);
    expect(raised).toBe(due.length);
    expect(await exercises.openReminders()).toHaveLength(due.length);
    expect(await remindTests(deps)).toEqual({ raised: 0, done: 0 });
  });

  it('C1: a registered device that never spoke is on the list at once, and a piece of work of its township after a day', async () => {
    const search = {
      regionIds: (await source.query<{ id: RegionId }[]>('select id from region')).map(({ id }) => id),
      ...{ homeId: null, testOverdue: false, neverHeard: true, stage: null, q: null, after: null, limit: 10_000 },
    };
    const listed = async () => (await pages.list(search, clock.now())).map(({ id }) => id);
    await source.query(
      `insert into device (id, role, profile, region_id, home_id, fixed, status, installed_at)
       select 'quiet', 'smoke', 'native', region_id, id, true, 'active', instant_of($2) from home where id = $1`,
      [home.id, clock.now()],
    );
    expect(await listed()).toContain('quiet');
    expect((await pages.byId(as<DeviceId>('quiet'), clock.now()))?.neverHeard).toBe(true);
    const count = async () =>
      (await exercises.neverHeard(clock.now(), hours(24))).reduce((sum, { devices }) => sum + devices, 0);
    const before = await count();
    clock.advance('23 h');
    expect(await count()).toBe(before);
    clock.advance('61 min');
    expect(await count()).toBe(before + 1);
    await remindTests(deps);
    const work = (await exercises.openReminders()).map(({ incidentId }) => caseOf(incidentId));
    expect((await Promise.all(work)).every(({ kinds }) => kinds.includes('offline'))).toBe(true);
    await source.query(`insert into device_seen (device_id, seen_at) values ('quiet', instant_of($1))`, [clock.now()]);
    expect([await count(), (await listed()).includes(as<DeviceId>('quiet'))]).toEqual([before, false]);
    await source.query(`update device set status = 'retired' where id = 'demo-pendant-2'`);
    expect(await listed()).not.toContain('demo-pendant-2');
    await source.query(`update device set status = 'active' where id = 'demo-pendant-2'`);
  });

  it('a region may ask for it more rarely', async () => {
    const [root]: { id: RegionId }[] = await source.query('select id from region where parent_id is null');
    await source.query(
      `insert into region_setting (region_id, key, valid_from, value, source) values ($1, 'limits.testEvery', $2, $3, 'test')`,
      [root?.id, new Date(clock.now()), JSON.stringify(90 * 24 * 3600)],
    );
    expect(await exercises.overdueTests(clock.now(), hours(31 * 24))).toEqual([]);
    await source.query(
      'insert into device_seen (device_id, seen_at) select id, instant_of($1) from device on conflict do nothing',
      [clock.now()],
    );
    expect((await remindTests(deps)).done).toBeGreaterThan(0);
  });
});
