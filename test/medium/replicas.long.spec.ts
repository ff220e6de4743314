// Real: PostgreSQL, an engine with its embedded broker, two apis with HTTP and sockets, each with its own line. Not real: the process boundaries between them.
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { apiPassword, API_USER, silentLog } from '@silverbell/adapter-mqtt';
import { PostgresHelperPositionStore } from '@silverbell/adapter-postgres';
import { JsonLogger, readSettings, type Settings } from '@silverbell/adapter-runtime';
import { ReplicaBus, startApi, type RunningApi } from '@silverbell/api';
import { DEMO_DEVICE_SECRET } from '@silverbell/demo';
import { startEngine, type Engine } from '@silverbell/engine';
import { positionTopic } from '@silverbell/mqtt-contract';
import { testDatabase, type TestDatabase } from '@silverbell/testing-world';
import { eventually } from '@silverbell/testing-world/scenario';
import { connectAsync, type MqttClient } from 'mqtt';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { looksAt, type Looked } from '../e2e/support/looking-page.js';
import { OutsideCaller } from '../e2e/support/outside-http.js';
import { cutOff } from './mqtt/broker-world.js';

jest.setTimeout(300_000);

type Packed = readonly [string, number, number, number, number];
interface Page {
  readonly socket: Socket;
  /** What the last message said. */
  readonly now: () => readonly Packed[];
  /** The case, and the accounts that look at it besides hers, as the last message said. */
  readonly onlookers: () => string;
}

let database: TestDatabase;
let dataDir: string;
let engine: Engine | null;
let mqttPort = 0;
let apis: RunningApi[];
let pages: Page[];
let clients: MqttClient[];

const settingsWith = (more: Readonly<Record<string, string>>): Settings => {
  const read = readSettings({
    DATABASE_URL: database.url,
    SILVERBELL_MODE: 'demo',
    SILVERBELL_DATA_DIR: dataDir,
    SILVERBELL_HTTP_PORT: '0',
    SILVERBELL_MQTT_PORT: String(mqttPort),
    SILVERBELL_MQTT_WS_PORT: '0',
    SILVERBELL_QUIET_DEMO: '1',
    ...more,
  });
  if (!read.ok) throw new Error(read.sentences.join(' '));
  return read.settings;
};
const startsEngine = async (): Promise<Engine> => {
  engine = await startEngine({ settings: settingsWith({}), log: silentLog });
  mqttPort = engine.addresses.mqttPort ?? 0;
  return engine;
};
const startsApi = async (more: Readonly<Record<string, string>>): Promise<RunningApi> => {
  const logger = new JsonLogger({ process: 'api', level: 'silent' });
  const settings = settingsWith(more);
  const api = await startApi({ settings, databaseUrl: database.url, version: '0', logger });
  apis.push(api);
  return api;
};
const originOf = ({ port }: RunningApi): string => `http://127.0.0.1:${String(port)}`;
const heardBy = (api: RunningApi): Promise<boolean> =>
  eventually('this api hears the others', () => api.app.get(ReplicaBus).isConnected);

async function consoleAt(api: RunningApi, username = 'lead'): Promise<Page> {
  const { accessToken: token } = await OutsideCaller.logsIn(originOf(api), username);
  const options = { auth: { token }, transports: ['websocket'], forceNew: true };
  const socket = io(`${originOf(api)}/console`, options);
  let last: readonly Packed[] = [];
  socket.on('positions', ({ helpers }: { helpers: readonly Packed[] }) => (last = helpers));
  let looked = '';
  socket.on('onlookers', (said: Looked & { readonly incidentId: string }) => (looked = wordsOf(said)));
  const page = { socket, now: () => last, onlookers: () => looked };
  pages.push(page);
  return page;
}
const wordsOf = ({ incidentId, people }: Looked & { readonly incidentId: string }): string =>
  `${incidentId}: ${people.map(({ id, name }) => `${id} ${name}`).join()}`;
const isToldThat = (page: Page, incidentId: string, ...people: readonly OutsideCaller[]): Promise<boolean> =>
  eventually(
    `the page is told that ${people.map(({ username }) => username).join() || 'nobody'} also looks at ${incidentId}`,
    () => page.onlookers() === wordsOf({ incidentId, people: people.map(({ user }) => user) }),
    () => page.onlookers(),
  );
const shows = (page: Page, id: string, lat: number): Promise<boolean> =>
  eventually(
    `the page shows ${id} at ${String(lat)}`,
    () => page.now().some((one) => one[0] === id && one[1] === lat),
    () => page.now().filter((one) => one[0] === id),
  );
const showsNot = (page: Page, id: string): Promise<boolean> =>
  eventually(
    `the page shows ${id} no more, and the others`,
    () => page.now().length > 0 && page.now().every((one) => one[0] !== id),
    () => page.now().filter((one) => one[0] === id),
  );
/** From now on this api is told by its database what it was told the last time, or nothing at all: what is new it knows from elsewhere. */
const seesNothingNew = ({ app }: RunningApi): (() => void) => {
  const positions = app.get(PostgresHelperPositionStore);
  const before = positions.onMap.bind(positions);
  let all: ReturnType<typeof before> | null = null;
  positions.onMap = (regions, ids) =>
    ids === null ? (all ??= before(regions, null)) : Promise.reject(new Error('this database does not answer'));
  return () => (positions.onMap = before);
};
/** Two helpers on duty: the second one is the proof that the page still hears. */
async function onDuty(
  api: RunningApi,
): Promise<{ one: OutsideCaller; id: string; at: (lat: number) => Promise<unknown> }> {
  const [one, two] = [
    await OutsideCaller.logsIn(originOf(api), 'helper-1'),
    await OutsideCaller.logsIn(originOf(api), 'helper-2'),
  ];
  for (const helper of [one, two]) {
    await helper.does('PUT', '/me/duty', { onDuty: true });
    await helper.does('POST', '/me/position', { lat: 30.25, lng: 119.72, accuracyM: 10 });
  }
  const { helperId } = (await one.does('GET', '/me')) as { helperId: string };
  const at = (lat: number) => one.does('POST', '/me/position', { lat, lng: 119.72, accuracyM: 10 });
  return { one, id: helperId, at };
}
async function connects(username: string, password: string, clientId: string): Promise<MqttClient> {
  const options = { username, password, clientId, reconnectPeriod: 0, connectTimeout: 20_000 };
  const client = await connectAsync(`mqtt://127.0.0.1:${String(mqttPort)}`, options, false);
  client.on('error', () => undefined);
  clients.push(client);
  return client;
}

beforeEach(async () => {
  database = await testDatabase();
  dataDir = mkdtempSync(join(tmpdir(), 'silverbell-replicas-'));
  mqttPort = 0;
  apis = [];
  pages = [];
  clients = [];
  await startsEngine();
});
afterEach(async () => {
  for (const { socket } of pages) socket.disconnect();
  for (const client of clients) await client.endAsync(true).catch(() => undefined);
  for (const api of apis) await api.stop();
  await engine?.stop();
  await database.drop();
  rmSync(dataDir, { recursive: true, force: true });
});
const beside = (): Readonly<Record<string, string>> => ({
  SILVERBELL_ENGINE_PORT: String(engine?.addresses.healthPort),
});

describe('two apis beside one broker', () => {
  it('a position told to one is on the console of the other without its database; who goes off duty or is suspended is gone from both', async () => {
    const [here, there] = [await startsApi(beside()), await startsApi(beside())];
    await Promise.all([heardBy(here), heardBy(there)]);
    const { one, id, at } = await onDuty(here);
    const [page, other] = [await consoleAt(here), await consoleAt(there)];
    await Promise.all([shows(page, id, 30.25), shows(other, id, 30.25)]);

    const seesAgain = seesNothingNew(there);
    await at(30.26);
    await Promise.all([shows(page, id, 30.26), shows(other, id, 30.26)]);
    // Who came or left the database is asked; one that lies for ever would bring her back within a second.
    seesAgain();
    await one.does('PUT', '/me/duty', { onDuty: false });
    await Promise.all([showsNot(page, id), showsNot(other, id)]);

    await one.does('PUT', '/me/duty', { onDuty: true });
    await at(30.27);
    await shows(page, id, 30.27);
    const lead = await OutsideCaller.logsIn(originOf(there), 'lead');
    await lead.does('POST', `/helpers/${id}/suspend`, { reason: 'abuse' });
    await Promise.all([showsNot(page, id), showsNot(other, id)]);
  });

  it('without the broker they read the database, say so, and hear each other again when it is back', async () => {
    const [here, there] = [await startsApi(beside()), await startsApi(beside())];
    await Promise.all([heardBy(here), heardBy(there)]);
    const { id, at } = await onDuty(here);
    const other = await consoleAt(there);
    await shows(other, id, 30.25);
    const stranger = OutsideCaller.stranger(originOf(there));
    const ready = async (): Promise<unknown> => (await stranger.gets('/health/ready')).body;
    expect(await ready()).toMatchObject({ degraded: [] });

    await engine?.stop();
    engine = null;
    await eventually('the line is broken', () => !there.app.get(ReplicaBus).isConnected);
    expect(await ready()).toMatchObject({ degraded: ['replicas'] });
    await at(30.28);
    await shows(other, id, 30.28);

    await startsEngine();
    await Promise.all([heardBy(here), heardBy(there)]);
    seesNothingNew(there);
    await at(30.29);
    await shows(other, id, 30.29);
  });

  it('an api whose broker was never there is ready, and its consoles are told', async () => {
    // Nothing listens at the port of a server that was closed.
    const api = await startsApi({ MQTT_URL: 'mqtt://127.0.0.1:1' });
    expect(await OutsideCaller.stranger(originOf(api)).gets('/health/ready')).toMatchObject({
      status: 200,
      body: { status: 'ready', degraded: ['replicas'] },
    });
    const { id, at } = await onDuty(api);
    const page = await consoleAt(api);
    await shows(page, id, 30.25);
    await at(30.26);
    await shows(page, id, 30.26);
  });
});

describe('who looks at a case, beside two apis', () => {
  /** Two people at two replicas, and two cases to look at. */
  const twoDesks = async () => {
    const [here, there] = [await startsApi(beside()), await startsApi(beside())];
    await Promise.all([heardBy(here), heardBy(there)]);
    const [lead, operator] = [
      await OutsideCaller.logsIn(originOf(here), 'lead'),
      await OutsideCaller.logsIn(originOf(there), 'operator'),
    ];
    const opens = async () => ((await operator.does('POST', '/incidents', { callerNumber: '12345' })) as Case).id;
    const cases = [await opens(), await opens()] as const;
    const pagesOf = [await consoleAt(here, 'lead'), await consoleAt(there, 'operator')] as const;
    return { here, there, lead, operator, cases, pages: pagesOf };
  };
  interface Case {
    readonly id: string;
  }

  it('each is told of the other at the other replica; whoever goes on to another case, or whose line is cut, is gone', async () => {
    const { lead, operator, cases, pages: desks } = await twoDesks();
    const [first, second] = cases;
    const [hers, his] = desks;
    expect(await looksAt(hers.socket, first)).toEqual({ people: [] });
    await looksAt(his.socket, first);
    await Promise.all([isToldThat(hers, first, operator), isToldThat(his, first, lead)]);
    await looksAt(his.socket, second);
    await isToldThat(hers, first);
    await looksAt(hers.socket, second);
    await Promise.all([isToldThat(hers, second, operator), isToldThat(his, second, lead)]);
    his.socket.disconnect();
    await isToldThat(hers, second);
  });

  it('without the broker those beside one api know of each other; when it is back, so does the other one', async () => {
    const { here, there, lead, operator, cases, pages: desks } = await twoDesks();
    const [incidentId] = cases;
    const [hers, his] = desks;
    await engine?.stop();
    engine = null;
    await eventually(
      'the lines are broken',
      () => !here.app.get(ReplicaBus).isConnected && !there.app.get(ReplicaBus).isConnected,
    );
    const second = await OutsideCaller.logsIn(originOf(there), 'operator-2');
    const neighbours = await consoleAt(there, 'operator-2');
    await looksAt(hers.socket, incidentId);
    await looksAt(his.socket, incidentId);
    await looksAt(neighbours.socket, incidentId);
    await Promise.all([isToldThat(his, incidentId, second), isToldThat(neighbours, incidentId, operator)]);
    expect(await looksAt(hers.socket, incidentId)).toEqual({ people: [] });

    await startsEngine();
    await Promise.all([heardBy(here), heardBy(there)]);
    const all = [lead, operator, second].sort((a, b) => (a.user.id < b.user.id ? -1 : 1));
    const besides = (one: OutsideCaller) => all.filter((other) => other !== one);
    await Promise.all([
      isToldThat(hers, incidentId, ...besides(lead)),
      isToldThat(his, incidentId, ...besides(operator)),
      isToldThat(neighbours, incidentId, ...besides(second)),
    ]);
  });
});

describe('what servers say to each other on the embedded broker', () => {
  const password = (): string => apiPassword(settingsWith({}).secret);
  const allowed = (done: Promise<unknown>): Promise<boolean> =>
    done.then(
      () => true,
      () => false,
    );

  const isCutFor = async (client: MqttClient, topic: string): Promise<void> => {
    const cut = cutOff(client);
    // Whoever is cut off hears nothing of what became of it.
    client.publish(topic, '{}', { qos: 1 });
    await cut;
  };

  it('is open to an api with the word of this platform, which may go nowhere else; and to nobody else', async () => {
    const api = await connects(API_USER, password(), 'silverbell~api~test');
    const heard: string[] = [];
    api.on('message', (topic) => void heard.push(topic));
    await api.subscribeAsync('internal/position/+', { qos: 0 });
    await api.publishAsync(positionTopic('h-1'), '{}', { qos: 0 });
    await eventually('it hears the word', () => heard.includes(positionTopic('h-1')));
    for (const filter of ['#', 'care/v1/+/alert', 'care/v1/demo-pendant-1/receipt', '$SYS/#'])
      expect([filter, await allowed(api.subscribeAsync(filter, { qos: 0 }))]).toEqual([filter, false]);
    await isCutFor(api, 'care/v1/demo-pendant-1/receipt');

    await expect(connects(API_USER, 'a guess', 'silverbell~api~guess')).rejects.toThrow();
    const device = await connects('demo-pendant-1', DEMO_DEVICE_SECRET, 'demo-pendant-1');
    expect(await allowed(device.subscribeAsync('internal/#', { qos: 0 }))).toBe(false);
    await isCutFor(device, positionTopic('h-1'));
  });
});

describe('a device with an open line', () => {
  it('is cut off when its secret is renewed, and when it is retired; it comes back with the secret that counts, and with no other', async () => {
    const api = await startsApi(beside());
    await heardBy(api);
    const admin = await OutsideCaller.logsIn(originOf(api), 'admin');
    const [old, bystander] = [
      await connects('demo-pendant-1', DEMO_DEVICE_SECRET, 'demo-pendant-1'),
      await connects('demo-pendant-2', DEMO_DEVICE_SECRET, 'demo-pendant-2'),
    ];
    const second = await connects('demo-pendant-1', DEMO_DEVICE_SECRET, 'demo-pendant-1~second');
    const cut = Promise.all([cutOff(old), cutOff(second)]);
    const { secret } = (await admin.does('POST', '/devices/demo-pendant-1/rotate-secret', {
      reason: 'left behind',
    })) as {
      secret: string;
    };
    await cut;
    await expect(connects('demo-pendant-1', DEMO_DEVICE_SECRET, 'demo-pendant-1')).rejects.toThrow();
    const renewed = await connects('demo-pendant-1', secret, 'demo-pendant-1');

    const retired = cutOff(renewed);
    await admin.does('POST', '/devices/demo-pendant-1/retire', { reason: 'worn out' });
    await retired;
    // Its press is still a press (H05).
    const again = await connects('demo-pendant-1', secret, 'demo-pendant-1');
    expect([again.connected, bystander.connected]).toEqual([true, true]);
  });
});
