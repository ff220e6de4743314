// Real: the whole engine (intake, broker) over PostgreSQL and the demo town, a hub over MQTT. Not real: the telephone.
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { silentLog } from '@silverbell/adapter-mqtt';
import { DEMO_SECRET, readSettings } from '@silverbell/adapter-runtime';
import { openIncidentStores, openDatabase, PostgresHubAnnouncementStore } from '@silverbell/adapter-postgres';
import { DEMO_DEVICE_SECRET } from '@silverbell/demo';
import { startEngine, type Engine } from '@silverbell/engine';
import type { Incident } from '@silverbell/incidents';
import { as, instant, type DeviceId } from '@silverbell/kernel';
import type { TestDatabase } from '@silverbell/testing-world';
import { connectAsync, type MqttClient } from 'mqtt';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { engineTown } from '../engine-town.js';
import { cutOff, until } from './broker-world.js';

jest.setTimeout(240_000);

const HUB = as<DeviceId>('demo-hub-1');
const ADDRESS = '0x00158d0000000001';

let database: TestDatabase;
let source: DataSource;
let dataDir: string;
let engine: Engine | null;
let hub: MqttClient;

async function start(): Promise<void> {
  const read = readSettings({
    DATABASE_URL: database.url,
    SILVERBELL_MODE: 'demo',
    SILVERBELL_SECRET: DEMO_SECRET,
    SILVERBELL_DATA_DIR: dataDir,
    SILVERBELL_MQTT_PORT: '0',
    SILVERBELL_MQTT_WS_PORT: '0',
  });
  if (!read.ok) throw new Error(read.sentences.join(' '));
  engine = await startEngine({ settings: read.settings, log: silentLog });
  hub = await connectAsync(
    `mqtt://127.0.0.1:${String(engine.addresses.mqttPort)}`,
    { clientId: HUB, username: HUB, password: DEMO_DEVICE_SECRET, reconnectPeriod: 0 },
    false,
  );
  hub.on('error', () => undefined);
}
async function stop(): Promise<void> {
  await hub.endAsync(true).catch(() => undefined);
  await engine?.stop();
}
const says = (topic: string, state: unknown): Promise<unknown> =>
  hub.publishAsync(topic, typeof state === 'string' ? state : JSON.stringify(state), { qos: 1 });
const lists = (name: string): Promise<unknown> =>
  says(`zigbee2mqtt/${HUB}/bridge/devices`, [{ ieee_address: ADDRESS, friendly_name: name, type: 'EndDevice' }]);
const openIncidentsNow = async (): Promise<readonly Incident[]> =>
  (
    await openIncidentStores(source, DEMO_SECRET).queries.listOpen({ regionIds: null, cursor: null, limit: 50 })
  ).items.map(({ incident }) => incident);
const kept = async (): Promise<string> =>
  JSON.stringify((await new PostgresHubAnnouncementStore(source).announcedBy(HUB, null))?.announced ?? null);

beforeEach(async () => {
  database = await engineTown();
  dataDir = mkdtempSync(join(tmpdir(), 'silverbell-hub-'));
  source = await openDatabase(database.url, { poolSize: 4 });
  await start();
});
afterEach(async () => {
  await stop();
  await source.destroy();
  await database.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

describe('a child of a hub', () => {
  it('Z1: renamed before a restart of the engine, presses, and is the registered button of its room', async () => {
    await lists('bath_sos');
    await lists('bathroom/help button');
    await until('it is kept', async () => (await kept()).includes('bathroom/help button'));
    await stop();
    await start();
    await says(`zigbee2mqtt/${HUB}/bathroom/help button`, { action: 'single' });
    const [incident] = await openIncidentsNow();
    expect(incident).toMatchObject({ class: 'A', kinds: ['sos'], subject: { type: 'home' } });
    await until('the button was seen', async () => {
      const rows = (await source.query('select device_id as id from device_seen')) as { id: string }[];
      return rows.some(({ id }) => id === 'demo-hub-1.bath_sos');
    });
    expect(JSON.stringify(incident)).not.toContain('unregistered-child');
  });

  it('Z7b: registered by its name, leaves by its address after a restart: a work case of that device', async () => {
    await lists('bath_sos');
    await until('it is kept', async () => (await kept()).includes('bath_sos'));
    await stop();
    await start();
    const data = { ieee_address: ADDRESS, friendly_name: ADDRESS };
    await says(`zigbee2mqtt/${HUB}/bridge/event`, { type: 'device_leave', data });
    expect(await openIncidentsNow()).toMatchObject([{ class: 'W', kinds: ['offline'] }]);
  });
});

describe('a hub with the wrong base topic', () => {
  it('Z16: without its id it is heard, told of, and stays connected', async () => {
    await says('zigbee2mqtt/bridge/state', { state: 'online' });
    await says('zigbee2mqtt/bath_sos', { action: 'emergency' });
    expect(hub.connected).toBe(true);
    await until('both are told', async () => (await openIncidentsNow()).length === 2);
    expect((await openIncidentsNow()).map((each) => each.kinds).sort()).toEqual([['fault'], ['sos']]);
  });

  it('Z16: with the id of another hub its press is its own, and no home but its own hears of it', async () => {
    const gone = cutOff(hub);
    hub.publish('zigbee2mqtt/demo-hub-2/bath_sos', '{"action":"emergency"}', { qos: 1 });
    await gone;
    await until('both are told', async () => (await openIncidentsNow()).length === 2);
    const homes = (await source.query('select home_id as home from device where id = $1', [HUB])) as { home: string }[];
    for (const { subject } of await openIncidentsNow()) expect(JSON.stringify(subject)).not.toContain('demo-hub-2');
    expect((await openIncidentsNow()).find(({ kinds }) => kinds.includes('sos'))).toMatchObject({
      subject: { type: 'home', id: homes[0]?.home },
    });
  });
});

describe('what is kept of a hub', () => {
  it('is the newest, of registered hubs only, and is told to who knows less', async () => {
    const store = new PostgresHubAnnouncementStore(source);
    await store.keep(HUB, { a: 1 }, instant(1_000));
    expect(await store.announcedBy(HUB, null)).toEqual({ announced: { a: 1 }, at: 1_000 });
    expect(await store.announcedBy(HUB, instant(1_000))).toBeNull();
    await store.keep(HUB, { a: 2 }, instant(2_000));
    expect(await store.announcedBy(HUB, instant(1_000))).toEqual({ announced: { a: 2 }, at: 2_000 });
    await store.keep(as<DeviceId>('nobody'), { a: 1 }, instant(1_000));
    expect(await store.announcedBy(as<DeviceId>('nobody'), null)).toBeNull();
    expect(await source.query('select count(*)::int as n from hub_announcement')).toEqual([{ n: 1 }]);
  });
});
