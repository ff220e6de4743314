// Real: PostgreSQL, mosquitto with its dynamic security, two engines and an api as processes. Not real: nothing.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { apiPassword, API_USER } from '@silverbell/adapter-mqtt/secrets';
import { INTERNAL_FILTER } from '@silverbell/mqtt-contract';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectAsync, type MqttClient } from 'mqtt';
import pg from 'pg';
import { eventually } from '../e2e/support/eventually.js';
import { OutsideCaller } from '../e2e/support/outside-http.js';
import { ServerRig } from '../rig/index.js';
import { dynamicSecurity } from './mqtt/dynamic-security.js';

jest.setTimeout(300_000);
const WITHIN = { withinMs: 90_000 };
const SERVERS = 'silverbell';
const HOME = 'home-1';
const SECRET = 'the secret of this platform';
const ADMIN_PASSWORD = 'first password of the admin';
const OWN_PASSWORD = 'eleven-lanterns-by-the-river';
const PASSWORD = 'a password of the servers';

let folder: string;
let list: string;
let rig: ServerRig;
let admin: OutsideCaller;
let secretOfNewPendant = '';
const clients: MqttClient[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'silverbell-dynsec-'));
  list = join(folder, 'dynamic-security.json');
  rig = await ServerRig.start({
    engines: 2,
    apis: 1,
    mosquitto: dynamicSecurity(list, SERVERS, PASSWORD),
    environment: {
      SILVERBELL_MQTT_ACCESS: 'dynamic-security',
      SILVERBELL_MODE: 'live',
      SILVERBELL_SECRET: SECRET,
      SILVERBELL_ADMIN_PASSWORD_ONCE: ADMIN_PASSWORD,
      SILVERBELL_TOTP: 'off',
      SILVERBELL_QUIET_DEMO: '0',
    },
    mqttUrlFor: (_, url) => url.replace('//', `//${SERVERS}:${encodeURIComponent(PASSWORD)}@`),
  });
  admin = await OutsideCaller.logsIn(rig.origins[0]!, 'admin', ADMIN_PASSWORD);
  // A one-time password opens nothing but its change.
  const changed = await admin.posts('/me/password', { current: ADMIN_PASSWORD, next: OWN_PASSWORD });
  expect(changed.status).toBeLessThan(300);
  const database = new pg.Client({ connectionString: rig.databaseUrl });
  await database.connect();
  await database.query(
    `insert into home (id, region_id, label, address_words, lat, lng, datum, position_source, hazards, has_lift)
     values ($1, $2, '试点一号', '试点路 1 号', 30.2, 119.7, 'wgs84', 'surveyed', '{}', false)`,
    [HOME, admin.user.regionId],
  );
  await database.end();
});
afterAll(async () => {
  await Promise.all(clients.map((client) => client.endAsync(true).catch(() => undefined)));
  await rig?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function connects(userName: string, password: string, clientId = userName): Promise<MqttClient | null> {
  const options = { username: userName, password, clientId, protocolVersion: 5 as const };
  const client = await connectAsync(rig.mqttUrl, options, false).catch(() => null);
  if (client === null) return null;
  // As any device does: a broker that is told something new about it may cut its line.
  client.options.reconnectPeriod = 200;
  client.on('error', () => undefined);
  clients.push(client);
  return client;
}
const isLetIn = (userName: string, password: string): Promise<MqttClient> =>
  eventually(`${userName} is let in`, () => connects(userName, password), {
    ...WITHIN,
    seen: () => rig.engines.map(({ part }) => part.log.slice(-1_500)),
  });
const allowed = (done: Promise<unknown>): Promise<boolean> =>
  done.then(
    () => true,
    () => false,
  );

describe('devices of the product at a broker with a list of its own', () => {
  it('a device that was registered a moment ago connects, presses, and hears its receipt; nobody else’s topics are open to it', async () => {
    const made = await admin.posts('/devices', { id: 'new-pendant', role: 'pendant', homeId: HOME });
    expect(made.status).toBe(201);
    secretOfNewPendant = made.body.secret;
    expect(Buffer.from(made.body.secret, 'base64url')).toHaveLength(16);
    const device = await isLetIn('new-pendant', made.body.secret);
    const heard: string[] = [];
    device.on('message', (_, payload) => void heard.push(String(payload)));
    await device.subscribeAsync('care/v1/new-pendant/receipt', { qos: 1 });
    await device.publishAsync('care/v1/new-pendant/alert', '{"id":"first","kind":"sos"}', { qos: 1 });
    await eventually('it hears that it was received', () => heard.some((text) => text.includes('"received"')), {
      ...WITHIN,
      seen: () => ({ connected: device.connected, heard, log: rig.engines.map(({ part }) => part.log.slice(-2_500)) }),
    });

    for (const topic of [
      'care/v1/demo-pendant-1/alert',
      'internal/position/x',
      'internal/presence/x',
      'zigbee2mqtt/other/x',
      '$CONTROL/dynamic-security/v1',
    ])
      expect([topic, await allowed(device.publishAsync(topic, '{}', { qos: 1 }))]).toEqual([topic, false]);
    for (const filter of [
      '#',
      'care/v1/+/alert',
      'care/v1/demo-pendant-1/receipt',
      'internal/#',
      '$share/x/care/v1/+/alert',
    ])
      expect([filter, await allowed(device.subscribeAsync(filter, { qos: 1 }))]).toEqual([filter, false]);
    expect(await allowed(device.subscribeAsync('care/v1/new-pendant/#', { qos: 1 }))).toBe(true);
  });

  it('nobody is let in with a guess, a foreign name or none', async () => {
    expect(await connects('new-pendant', 'a guess')).toBeNull();
    expect(await connects('nobody', 'silverbell-demo')).toBeNull();
    expect(await connects('', '')).toBeNull();
  });

  it('a new secret opens, and the old one does not any more', async () => {
    const made = await admin.posts('/devices', { id: 'lost-and-found', role: 'sos-button', homeId: HOME });
    const old = await isLetIn('lost-and-found', made.body.secret);
    const cut = new Promise<void>((closed) => old.once('close', () => closed()));
    const renewed = await admin.posts('/devices/lost-and-found/rotate-secret', { reason: 'left on the bus' });
    expect(renewed.status).toBe(200);
    await isLetIn('lost-and-found', renewed.body.secret);
    await cut;
    expect(await connects('lost-and-found', made.body.secret)).toBeNull();
  });

  it('a device that is retired is cut off, and comes back with its secret: its press is a press', async () => {
    const made = await admin.posts('/devices', { id: 'worn-out', role: 'pendant', homeId: HOME });
    const line = await isLetIn('worn-out', made.body.secret);
    const cut = new Promise<void>((closed) => line.once('close', () => closed()));
    expect((await admin.posts('/devices/worn-out/retire', { reason: 'worn out' })).status).toBe(200);
    await cut;
    await isLetIn('worn-out', made.body.secret);
  });

  it('the apis have a login of their own, which opens what servers say to each other and nothing of any device', async () => {
    const api = await isLetIn(API_USER, apiPassword(SECRET));
    expect(await allowed(api.subscribeAsync(INTERNAL_FILTER, { qos: 0 }))).toBe(true);
    for (const topic of ['internal/position/x', 'internal/presence/x'])
      expect([topic, await allowed(api.publishAsync(topic, '{}', { qos: 1 }))]).toEqual([topic, true]);
    for (const filter of ['#', 'care/v1/+/alert', '$CONTROL/dynamic-security/v1/response'])
      expect([filter, await allowed(api.subscribeAsync(filter, { qos: 0 }))]).toEqual([filter, false]);
    for (const topic of ['care/v1/new-pendant/receipt', '$CONTROL/dynamic-security/v1'])
      expect([topic, await allowed(api.publishAsync(topic, '{}', { qos: 1 }))]).toEqual([topic, false]);
    const stranger = OutsideCaller.stranger(rig.origins[0]!);
    await eventually(
      'the api itself came in with it',
      async () => (await stranger.gets('/health/ready')).body.degraded?.length === 0,
      {
        ...WITHIN,
        seen: async () => [
          (await stranger.gets('/health/ready')).body,
          rig.apis.map(({ part }) => part.log.slice(-1_500)),
        ],
      },
    );
  });

  it('what was registered while the broker was away is there when it is back; what it lost is told again', async () => {
    await rig.broker.kill();
    const made = await admin.posts('/devices', { id: 'while-away', role: 'pendant', homeId: HOME });
    // Its list was lost, and somebody made it anew.
    rmSync(list);
    dynamicSecurity(list, SERVERS, PASSWORD);
    await rig.broker.start();
    const device = await isLetIn('while-away', made.body.secret);
    const heard: string[] = [];
    device.on('message', (_, payload) => void heard.push(String(payload)));
    await device.subscribeAsync('care/v1/while-away/receipt', { qos: 1 });
    await eventually(
      'presses are heard again',
      async () => {
        await device.publishAsync('care/v1/while-away/alert', '{"id":"after","kind":"sos"}', { qos: 1 });
        return heard.some((text) => text.includes('"received"'));
      },
      WITHIN,
    );
    await isLetIn('new-pendant', secretOfNewPendant);
  });

  it('no secret stands in the log of a server', () => {
    const said = rig.parts.map((part) => ('log' in part ? String(part.log) : '')).join('');
    expect(said).not.toContain(PASSWORD);
    expect(said).not.toContain(encodeURIComponent(PASSWORD));
    expect(said).not.toContain(secretOfNewPendant);
    expect(readFileSync(list, 'utf8')).not.toContain(secretOfNewPendant);
  });

  it('a second device of one name, and one in a home that is not on file, are refused', async () => {
    const again = await admin.posts('/devices', { id: 'new-pendant', role: 'pendant', homeId: HOME });
    expect([again.status, again.body.type]).toEqual([409, expect.stringContaining('device-exists')]);
    expect((await admin.posts('/devices', { role: 'pendant', homeId: 'nowhere' })).status).toBe(422);
    expect((await admin.posts('/devices', { id: '+', role: 'pendant', homeId: HOME })).status).toBe(400);
    expect(
      (await OutsideCaller.stranger(rig.origins[0]!).posts('/devices', { role: 'pendant', homeId: HOME })).status,
    ).toBe(401);
  });
});
