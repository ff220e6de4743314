// Real: PostgreSQL with the demo town, an engine with its embedded broker, an api over HTTP, devices over MQTT. Not real: the process boundary.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { silentLog } from '@silverbell/adapter-mqtt';
import { openDatabase } from '@silverbell/adapter-postgres';
import { JsonLogger, readSettings, type Settings } from '@silverbell/adapter-runtime';
import { ReplicaBus, startApi, type RunningApi } from '@silverbell/api';
import { startEngine, type Engine } from '@silverbell/engine';
import { testDatabase, type TestDatabase } from '@silverbell/testing-world';
import { eventually } from '@silverbell/testing-world/scenario';
import { connectAsync, type MqttClient } from 'mqtt';
import type { DataSource } from 'typeorm';
import { OutsideCaller, slugOf, type Answer } from '../../e2e/support/outside-http.js';
import { cutOff } from '../mqtt/broker-world.js';

jest.setTimeout(300_000);

let database: TestDatabase;
let source: DataSource;
let dataDir: string;
let engine: Engine;
let api: RunningApi;
let admin: OutsideCaller;
let clients: MqttClient[];

const settingsWith = (more: Readonly<Record<string, string>>): Settings => {
  const read = readSettings({
    ...{
      DATABASE_URL: database.url,
      SILVERBELL_MODE: 'demo',
      SILVERBELL_DATA_DIR: dataDir,
      SILVERBELL_QUIET_DEMO: '1',
    },
    ...{ SILVERBELL_HTTP_PORT: '0', SILVERBELL_MQTT_PORT: '0', SILVERBELL_MQTT_WS_PORT: '0' },
    ...more,
  });
  if (!read.ok) throw new Error(read.sentences.join(' '));
  return read.settings;
};

beforeAll(async () => {
  clients = [];
  database = await testDatabase();
  dataDir = mkdtempSync(join(tmpdir(), 'silverbell-devices-'));
  engine = await startEngine({ settings: settingsWith({}), log: silentLog });
  const { mqttPort, healthPort } = engine.addresses;
  const settings = settingsWith({ SILVERBELL_MQTT_PORT: String(mqttPort), SILVERBELL_ENGINE_PORT: String(healthPort) });
  const logger = new JsonLogger({ process: 'api', level: 'silent' });
  api = await startApi({ settings, databaseUrl: database.url, version: '0', logger });
  await eventually('the api tells the broker', () => api.app.get(ReplicaBus).isConnected);
  source = await openDatabase(database.url, { poolSize: 2 });
  homes = freeHomes();
  admin = await OutsideCaller.logsIn(`http://127.0.0.1:${String(api.port)}`, 'admin');
}, 180_000);
afterAll(async () => {
  for (const client of clients) await client.endAsync(true).catch(() => undefined);
  await api?.stop();
  await engine?.stop();
  await source?.destroy();
  await database?.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function connects(username: string, password: string): Promise<MqttClient | null> {
  const options = { username, password, clientId: username, reconnectPeriod: 0, connectTimeout: 20_000 };
  const client = await connectAsync(`mqtt://127.0.0.1:${String(engine.addresses.mqttPort)}`, options, false).catch(
    () => null,
  );
  if (client === null) return null;
  client.on('error', () => undefined);
  clients.push(client);
  return client;
}
const presses = (client: MqttClient | null, id: string): Promise<unknown> => {
  if (client === null) throw new Error(`${id} was not let in`);
  return client.publishAsync(`care/v1/${id}/alert`, JSON.stringify({ id: randomUUID(), kind: 'sos' }), { qos: 1 });
};

/** Homes of the demo town without a hub, where one senior lives; each is used once. */
async function* freeHomes() {
  const rows: { home: string; senior: string; name: string }[] = await source.query(
    `select h.id as home, min(p.id) as senior, min(p.name) as name from home h join senior p on p.home_id = h.id and p.status = 'active'
     where not exists (select from device d where d.home_id = h.id and d.role = 'hub')
       and not exists (select from device d where d.home_id = h.id and d.id like 'demo-%')
       and (select count(*) from senior q where q.home_id = h.id) = 1 group by h.id order by h.id`,
  );
  yield* rows;
}
let homes: ReturnType<typeof freeHomes>;
async function aHome(): Promise<{ readonly home: string; readonly senior: string; readonly name: string }> {
  const next = await homes.next();
  if (next.done === true) throw new Error('the demo town has no such home left');
  return next.value;
}
const add = async (more: object): Promise<Answer['body']> =>
  admin.does('POST', '/devices', { role: 'pendant', ...more });
const ofHome = async (home: string): Promise<Answer['body']> =>
  eventually(`an open case of ${home}`, async () =>
    (await admin.openCases()).find((item) => item.home?.id === home && item.severity === 1),
  );
const trail = async (id: string): Promise<string[]> =>
  (await admin.does('GET', `/devices/${id}`)).trail.map(({ what }: { what: string }) => what).reverse();

describe('a device that is provisioned over HTTP', () => {
  it('connects with the secret it was given once, and its press names the home and the senior', async () => {
    const { home, senior, name } = await aHome();
    const key = { 'idempotency-key': randomUUID() };
    const body = { id: 'new-pendant-1', role: 'pendant', homeId: home, seniorId: senior, room: '卧室' };
    const made = await admin.posts('/devices', body, key);
    expect(made.status).toBe(201);
    expect(made.body).toEqual({
      deviceId: 'new-pendant-1',
      secret: expect.stringMatching(/^[\w-]{22,}$/),
      userName: 'new-pendant-1',
      prefixes: expect.arrayContaining(['care/v1/new-pendant-1/']),
    });
    const again = await admin.posts('/devices', body, key);
    expect([again.status, slugOf(again)]).toEqual([409, 'already-done']);
    expect(JSON.stringify(again.body)).not.toContain(made.body.secret);

    await presses(await connects('new-pendant-1', made.body.secret), 'new-pendant-1');
    expect(await ofHome(home)).toMatchObject({
      deviceId: 'new-pendant-1',
      home: { id: home },
      seniors: expect.arrayContaining([{ id: senior, name }]),
    });
    const { items } = await admin.does('GET', `/devices?homeId=${home}`);
    expect(items).toContainEqual(expect.objectContaining({ id: 'new-pendant-1', stage: 'installed', room: '卧室' }));
    const audited = await source.query(
      `select action, details from audit_entry where subject_id = 'new-pendant-1' order by id`,
    );
    expect(audited).toMatchObject([{ action: 'device-registered', details: { homeId: home } }]);
  });

  it('ends the open line when its secret is renewed, and the old secret opens nothing', async () => {
    const { home } = await aHome();
    const { deviceId, secret } = await add({ homeId: home });
    const line = await connects(deviceId, secret);
    if (line === null) throw new Error('not let in');
    const gone = cutOff(line);
    const renewed = await admin.does('POST', `/devices/${deviceId}/rotate-secret`);
    await gone;
    expect(await connects(deviceId, secret)).toBeNull();
    expect(await connects(deviceId, renewed.secret)).not.toBeNull();
  });

  it('that is a watch has `watch:` before its number, and one behind a hub has no secret', async () => {
    const { home } = await aHome();
    expect(await add({ id: '8603324890655', role: 'pendant', homeId: home })).toMatchObject({
      deviceId: '8603324890655',
    });
    expect(await add({ id: '860332489065519', role: 'watch', profile: 'watch', homeId: home })).toMatchObject({
      deviceId: 'watch:860332489065519',
    });
    await add({ id: 'new-hub', role: 'hub', homeId: home, profile: 'zigbee2mqtt' });
    const child = await add({
      role: 'smoke',
      profile: 'zigbee2mqtt',
      homeId: home,
      behind: { hubId: 'new-hub', name: 'kitchen' },
    });
    expect(child).toMatchObject({ secret: null, userName: 'new-hub' });
  });
});

describe('from the stock into a home and back', () => {
  it('a bought device is stocked, bound, returned and bound again, each with a line of its trail', async () => {
    const [{ home, senior }, other] = [await aHome(), await aHome()];
    const { deviceId } = await add({ regionId: 'demo-county', stage: 'bought' });
    const at = `/devices/${deviceId}`;
    expect(await admin.does('POST', `${at}/stock`)).toMatchObject({ stage: 'in-stock', homeId: null });
    expect(await admin.does('POST', `${at}/bind`, { homeId: home, seniorId: senior, room: '客厅' })).toMatchObject({
      ...{ stage: 'installed', homeId: home, warnings: [] },
    });
    expect(slugOf(await admin.posts(`${at}/stock`))).toBe('device-installed');
    expect(await admin.does('POST', `${at}/return`, { reason: '按钮失灵' })).toMatchObject({
      stage: 'returned',
      homeId: null,
    });
    expect(slugOf(await admin.posts(`${at}/return`, { reason: '再退' }))).toBe('device-not-installed');
    await admin.does('POST', `${at}/stock`, { reason: '检查合格' });
    await admin.does('POST', `${at}/bind`, { homeId: other.home });
    expect(await trail(deviceId)).toEqual(['bought', 'in-stock', 'bound', 'returned', 'in-stock', 'bound']);
    await admin.does('POST', `${at}/retire`, { reason: '报废' });
    expect(slugOf(await admin.posts(`${at}/bind`, { homeId: home }))).toBe('device-retired');
  });

  it('refuses an older version with what the device is now and who changed it', async () => {
    const { home } = await aHome();
    const { deviceId } = await add({ homeId: home });
    const asks = (room: string) =>
      admin.asks('PATCH', `/devices/${deviceId}`, { body: { room }, headers: { 'if-match': '"1"' } });
    expect((await asks('卧室')).body).toMatchObject({ version: 2 });
    const late = await asks('厨房');
    expect([late.status, late.body.current.room, late.body.changedBy.id]).toEqual([412, '卧室', admin.user.id]);
  });

  it('the last way to call of a home may go, and the answer says so', async () => {
    const { home } = await aHome();
    await source.query(`update device set status = 'retired' where home_id = $1`, [home]);
    const { deviceId } = await add({ homeId: home });
    expect(await admin.does('POST', `/devices/${deviceId}/return`, { reason: '换新' })).toMatchObject({
      warnings: ['last-way-to-call'],
    });
  });

  it('a device of an open emergency stays in its home until the case is closed', async () => {
    const [{ home }, other] = [await aHome(), await aHome()];
    const { deviceId, secret } = await add({ homeId: home });
    await presses(await connects(deviceId, secret), deviceId);
    await ofHome(home);
    for (const [step, body] of [
      ['return', { reason: '换新' }],
      ['bind', { homeId: other.home }],
    ] as const)
      expect(slugOf(await admin.posts(`/devices/${deviceId}/${step}`, body))).toBe('device-in-open-incident');
    expect(await admin.does('POST', `/devices/${deviceId}/bind`, { homeId: home, room: '厨房' })).toMatchObject({
      homeId: home,
    });
  });

  it('a replacement takes over home, wearer and room; the old one still calls from that home', async () => {
    const { home, senior } = await aHome();
    const old = await add({ homeId: home, seniorId: senior, room: '卧室' });
    const next = await add({ regionId: 'demo-county' });
    await admin.does('POST', `/devices/${old.deviceId}/replace`, { byDeviceId: next.deviceId, reason: '电池坏了' });
    expect(await admin.does('GET', `/devices/${next.deviceId}`)).toMatchObject({
      home: { id: home },
      senior: { id: senior },
      room: '卧室',
    });
    expect(await admin.does('GET', `/devices/${old.deviceId}`)).toMatchObject({ stage: 'replaced', status: 'retired' });
    await presses(await connects(old.deviceId, old.secret), old.deviceId);
    const { signals } = await admin.reads((await ofHome(home)).id);
    expect(JSON.stringify(signals)).toContain('device-retired');
  });
});

describe('who is this?', () => {
  it('a claim takes the open call of a stock device to its home by a recorded event', async () => {
    const { home } = await aHome();
    const { deviceId, secret } = await add({ regionId: 'demo-county' });
    await presses(await connects(deviceId, secret), deviceId);
    const asked = await eventually('it is asked about', async () =>
      (await admin.does('GET', '/devices/unknown?group=alerting')).items.find(
        (one: Answer['body']) => one.id === deviceId,
      ),
    );
    expect(asked).toMatchObject({ group: 'alerting', registered: true, kinds: ['sos'], incident: { open: true } });
    const claimed = await admin.posts(`/devices/unknown/${deviceId}/claim`, { homeId: home, role: 'pendant' });
    expect([claimed.status, claimed.body.deviceId]).toEqual([201, deviceId]);
    const own = await ofHome(home);
    const before = await admin.waitsFor(
      asked.incident.id,
      'its own case ends',
      ({ phase }) => phase === 'closed',
      60_000,
    );
    expect(before.timeline.find(({ type }: { type: string }) => type === 'device-claimed').data).toMatchObject({
      homeId: home,
      takenTo: own.id,
    });
    const left = (await admin.does('GET', '/devices/unknown')).items.map(({ id }: { id: string }) => id);
    expect(left).not.toContain(deviceId);
  });

  it('numbers that call now stand before 10,000 invented ones, and no page loses any', async () => {
    const [incident] = (await source.query(
      `select id, region_id as region from incident where open and subject_key like 'home:%' order by id limit 1`,
    )) as { id: string; region: string }[];
    if (incident === undefined) throw new Error('no incident is open');
    const copy = async (id: string, subject: string, open: boolean): Promise<void> => {
      await source.query('insert into subject (key, first_seen_at) values ($1, now()) on conflict do nothing', [
        subject,
      ]);
      await source.query(
        `insert into incident select (jsonb_populate_record(i, $2::jsonb)).* from incident i where i.id = $1`,
        [
          incident.id,
          JSON.stringify({
            id,
            number: 900_000 + Math.floor(Math.random() * 90_000),
            subject_key: subject,
            home_id: null,
            open,
            ...(open ? {} : { closed_at: new Date().toISOString(), next_due_at: null }),
          }),
        ],
      );
    };
    await copy('flood', 'unregistered:demo-county', false);
    await copy('calling', 'unregistered:demo-village-1-1', true);
    const say = (n: number, of: string, name: string) =>
      source.query(
        `insert into signal (incident_id, position, device_id, alert_id, kind, at, repeats)
         select $1, n, $2 || lpad(n::text, 6, '0'), 'a' || n, 'sos', now(), 0 from generate_series(1, $3::int) n`,
        [of, name, n],
      );
    await say(10_000, 'flood', 'watch:9000');
    await say(3, 'calling', 'watch:9111');
    const seen = new Set<string>();
    let cursor = '';
    let first: string[] = [];
    do {
      const page = await admin.does('GET', `/devices/unknown?limit=200${cursor === '' ? '' : `&cursor=${cursor}`}`);
      const ids: string[] = page.items.map(({ id }: { id: string }) => id);
      if (cursor === '') first = ids;
      for (const id of ids) seen.add(id);
      cursor = page.nextCursor ?? '';
      expect(page.counts).toMatchObject({ alerted: 10_000 });
    } while (cursor !== '');
    expect(first.slice(0, 3).every((id) => id.startsWith('watch:9111'))).toBe(true);
    expect([...seen].filter((id) => id.startsWith('watch:9000'))).toHaveLength(10_000);
    await source.query(`delete from signal where incident_id in ('flood', 'calling')`);
    await source.query(`delete from incident where id in ('flood', 'calling')`);
  });
});

describe('what has to be done about devices', () => {
  it('lists an expiring SIM card with its term, and keeps who took it', async () => {
    const { home } = await aHome();
    const model = await admin.does('POST', '/device-models', {
      ...{ name: '呼叫器甲型', role: 'pendant', capabilities: ['button', 'sim'], supervisionS: 3600 },
    });
    const day = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
    const { deviceId } = await add({ homeId: home, modelId: model.id, simUntil: day });
    const asked = async () =>
      (await admin.does('GET', '/devices/work?kind=sim-expiring')).items.find(
        (one: Answer['body']) => one.deviceId === deviceId,
      );
    expect(await asked()).toMatchObject({ owner: null, late: false, home: { id: home } });
    await admin.does('POST', `/devices/${deviceId}/work`, { kind: 'sim-expiring' });
    expect(await asked()).toMatchObject({ owner: { id: admin.user.id } });
    expect(slugOf(await admin.posts(`/devices/${deviceId}/work`, { kind: 'offline' }))).toBe('device-work-over');
  });

  it('CR-27: the devices of a senior who died are to be fetched back, and call until they are', async () => {
    const { home, senior } = await aHome();
    const { deviceId, secret } = await add({ homeId: home, seniorId: senior });
    const died = {
      status: 'deceased',
      on: new Date(Date.now() - 86_400_000).toISOString().slice(0, 10),
      reason: '病故',
    };
    await admin.does('POST', `/seniors/${senior}/status`, died);
    const work = async () =>
      (await admin.does('GET', '/devices/work?kind=recall')).items.map(({ deviceId: id }: Answer['body']) => id);
    expect(await work()).toContain(deviceId);
    await admin.does('POST', `/devices/${deviceId}/return`, { reason: '老人去世' });
    expect(await work()).not.toContain(deviceId);
    expect(await trail(deviceId)).toEqual(['registered', 'returned']);
    expect(await connects(deviceId, secret)).not.toBeNull();
  });
});
