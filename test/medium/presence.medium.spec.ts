// Real: PostgreSQL, our migrations, statements, use cases and rules. Not real: the devices (their last words are written by hand) and the clock.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  openIncidentStores,
  openDatabase,
  PostgresHelperDirectory,
  PostgresPresenceStore,
  PostgresCareRecords,
  ContactListQueries,
  PostgresInactivityStore,
  seedDemo,
  type IncidentStores,
} from '@silverbell/adapter-postgres';
import { rosterPage } from '@silverbell/adapter-notify';
import { DEMO_SEED, demoTown } from '@silverbell/demo';
import { as, type DeviceId, type IncidentId, type SeniorId } from '@silverbell/kernel';
import { FixedClock, countedIds, type SpanText } from '@silverbell/testing-kit';
import { testDatabase, type TestDatabase } from '@silverbell/testing-world';
import {
  executeCommand,
  receiveSignal,
  superviseDevices,
  supervisePeople,
  type PresenceDeps,
} from '@silverbell/usecases';
import type { DataSource } from 'typeorm';

const SECRET = 'a secret of this test';
const plain = { password: (text: string) => Promise.resolve(text), deviceSecret: () => ({ hash: 'h', keyId: 'k' }) };
const quiet = { online: null, batteryPct: null, rssiDbm: null, firmware: null, network: null, position: null };

let database: TestDatabase;
let source: DataSource;
let cases: IncidentStores;
let clock: FixedClock;
let deps: PresenceDeps & { presence: PostgresPresenceStore };
let village: { id: string; hubs: DeviceId[]; homes: string[] };

beforeAll(async () => {
  database = await testDatabase();
  source = await openDatabase(database.url, { poolSize: 6 });
  clock = new FixedClock();
  await seedDemo(source, demoTown(DEMO_SEED, clock.now()), plain as never, SECRET);
  cases = openIncidentStores(source, SECRET);
  deps = {
    incidents: cases.store,
    registry: new PostgresCareRecords(source, 'Asia/Shanghai'),
    helperDirectory: new PostgresHelperDirectory(source),
    presence: new PostgresPresenceStore(source, 'Asia/Shanghai'),
    clock,
    newId: countedIds(),
    timeZone: 'Asia/Shanghai',
    notifier: { notify: () => undefined },
  };
  village = await aVillageOfHubs();
}, 60_000);
afterAll(async () => {
  await source.destroy();
  await database.drop();
});

/** The demo town scatters its hubs; here six homes of one village get one each. */
async function aVillageOfHubs(): Promise<typeof village> {
  const rows: { region: string; home: string }[] = await source.query(
    `with village as (select h.region_id from home h join senior s on s.home_id = h.id and s.status = 'active'
       where not exists (select from device d where d.home_id = h.id and d.role = 'hub') group by 1 order by count(distinct h.id) desc limit 1)
     select distinct h.region_id as region, h.id as home from home h join village v on v.region_id = h.region_id
     join senior s on s.home_id = h.id and s.status = 'active'
     where not exists (select from device d where d.home_id = h.id and d.role = 'hub') order by h.id limit 6`,
  );
  for (const { region, home } of rows)
    await source.query(
      `insert into device (id, role, profile, region_id, home_id, fixed, status, secret_hash, key_id)
       values ('hub-' || $2, 'hub', 'zigbee2mqtt', $1, $2, true, 'active', 'h', 'k')`,
      [region, home],
    );
  return {
    id: rows[0]?.region ?? '',
    homes: rows.map(({ home }) => home),
    hubs: rows.map(({ home }) => as<DeviceId>(`hub-${home}`)),
  };
}

const beat = (hubs: readonly DeviceId[]): Promise<void> =>
  cases.deviceSeen.see(
    hubs.map((deviceId) => ({ ...quiet, deviceId, seenAt: clock.now(), online: true, heartbeat: true })),
  );
const began = new FixedClock().now();
const look = () => superviseDevices(deps, { engineId: 'one', listeningSince: began });
async function passes(long: SpanText, talking: readonly DeviceId[] = []): Promise<void> {
  const until = new FixedClock(clock.now()).advance(long);
  while (clock.now() < until) {
    clock.advance('10 s');
    await beat(talking);
    await look();
  }
}
const open = async () => (await cases.queries.listOpen({ regionIds: null, cursor: null, limit: 500 })).items;

describe('the demo town', () => {
  it('keeps quiet: a device nobody ever heard is not missed', async () => {
    await passes('10 min');
    expect(await open()).toEqual([]);
  });

  it('a demo pendant and the demo hub that came, pressed and left are not missed within the hour', async () => {
    const visitors = ['demo-pendant-1', 'demo-hub-1'].map(as<DeviceId>);
    await cases.deviceSeen.see(visitors.map((deviceId) => ({ ...quiet, deviceId, seenAt: clock.now(), online: true })));
    await look();
    clock.advance('1 min');
    await cases.deviceSeen.see(
      visitors.map((deviceId) => ({ ...quiet, deviceId, seenAt: clock.now(), online: false })),
    );
    for (let minute = 0; minute < 90; minute += 1) {
      clock.advance('1 min');
      await look();
    }
    expect(await open()).toEqual([]);
  });
});

describe('a dead village', () => {
  it('is one case with every name, and an SOS from it is on top', async () => {
    await passes('1 min', village.hubs);
    await passes('3 min');
    const [outage, ...others] = await open();
    expect(others).toEqual([]);
    expect(outage?.incident).toMatchObject({
      class: 'G',
      family: 'outage',
      subject: { type: 'region', id: village.id },
    });
    const listed = outage?.incident.rollCall ?? [];
    expect(new Set(listed.map(({ homeId }) => homeId))).toEqual(new Set(village.homes));
    expect(listed.map(({ tier }) => tier)).toEqual([...listed.map(({ tier }) => tier)].sort((a, b) => a - b));

    await receiveSignal(deps, {
      ...{ deviceId: village.hubs[0] as DeviceId, child: null, alertId: 'sos-1', kind: 'sos', phase: 'raise' },
      ...{ certainty: 'observed', test: false, doubts: [], deviceTime: null, batteryPct: null, position: null },
      ...{ raw: new Uint8Array([1]), topic: 't', payloadHash: 'h', engineId: 'one', receivedAt: clock.now() },
    });
    const both = await open();
    expect(both.map(({ incident }) => incident.family)).toEqual(['emergency', 'outage']);
  });

  it('clears itself name by name, a person may tick one, and it ends with the last', async () => {
    const outage = (await open()).find(({ incident }) => incident.family === 'outage');
    const id = outage?.incident.id as IncidentId;
    const [first, ...rest] = village.hubs;
    await passes('2 min', rest);
    const waiting = async () =>
      (await cases.queries.byId(id))?.incident.rollCall.filter(({ state }) => state === 'waiting') ?? [];
    const left = await waiting();
    expect(new Set(left.map(({ homeId }) => `hub-${homeId}`))).toEqual(new Set([first]));
    for (const { seniorId } of left)
      await executeCommand(deps, {
        ref: { by: 'incident', id },
        by: { kind: 'operator', id: 'li' },
        intent: { type: 'roll-call', seniorId, how: 'spoken' },
      });
    const answer = await executeCommand(deps, {
      ref: { by: 'incident', id },
      by: { kind: 'operator', id: 'li' },
      intent: { type: 'close', outcome: 'restored', note: null, proof: {}, proofText: null },
    });
    expect(answer.ok).toBe(true);
    await passes('1 min', rest);
    const now = (await open()).map(({ incident }) => incident.family).sort();
    expect(now).toEqual(['emergency', 'work']);
  });
});

describe('the off-line roster', () => {
  it('names everybody who is served, village by village, the gravest first, and no entry code', async () => {
    const { people, seats } = await new ContactListQueries(source, cases.keys).roster(null, clock.now());
    const [{ n }] = (await source.query(
      `select count(*)::integer as n from senior where status in ('active', 'suspended')`,
    )) as [{ n: number }];
    expect(people).toHaveLength(n);
    expect(seats.length).toBeGreaterThan(0);
    const codes = demoTown(DEMO_SEED, clock.now()).homes.flatMap(({ entryCode }) => entryCode ?? []);
    expect(codes.length).toBeGreaterThan(0);
    const page = rosterPage({ people, seats }, 'today', true);
    expect(codes.filter((code) => page.includes(`>${code}<`))).toEqual([]);
    for (const [index, person] of people.entries()) {
      const next = people[index + 1];
      if (next?.region === person.region && next.electricDevice !== null) expect(person.electricDevice).not.toBeNull();
    }
  });
});

describe('a person who is silent', () => {
  it('a meal fetched by a neighbour does not count as seen', async () => {
    const rows: { id: SeniorId }[] = await source.query(
      `select s.id from senior s where s.status = 'active' and s.away_until is null and not s.dispatch_first
         and s.home_id <> all ($1) order by s.id limit 2`,
      [village.homes],
    );
    const [alone, fetched] = rows.map(({ id }) => id) as [SeniorId, SeniorId];
    for (const id of [alone, fetched])
      await source.query(
        `insert into silence_rule (id, senior_id, rule, since) values ('r-' || $1, $1, '{"rule":"no-sign","withinHours":12}', $2)`,
        [id, new Date(clock.now())],
      );
    clock.advance('10 h');
    const came = { sign: 'attendance', at: clock.now() } as const;
    await new PostgresInactivityStore(source, 'Asia/Shanghai').recordActivity({
      signs: [
        { seniorId: alone, ...came, inPerson: true },
        { seniorId: fetched, ...came, inPerson: false },
      ],
      water: [],
    });
    clock.advance('2 h');
    await supervisePeople(deps, { engineId: 'one' });
    await supervisePeople(deps, { engineId: 'one' });
    const soft = (await open()).filter(({ incident }) => incident.kinds.includes('inactivity'));
    expect(
      soft.map(({ incident }) => [incident.class, incident.facts.seniorIds.includes(fetched), incident.signalCount]),
    ).toEqual([['F', true, 1]]);
  });
});
