// Real: the whole engine (intake, deadlines, relay, broker) over PostgreSQL and the demo town, clients over MQTT, mosquitto_pub.
// Not real: the telephone.
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { silentLog, type Log } from '@silverbell/adapter-mqtt';
import { DEMO_SECRET, readSettings, type Settings } from '@silverbell/adapter-runtime';
import { openIncidentStores, openDatabase, seedFirstAdmin, type IncidentQueries } from '@silverbell/adapter-postgres';
import { DEMO_DEVICE_SECRET } from '@silverbell/demo';
import { StartupError, startEngine, type Engine } from '@silverbell/engine';
import type { Incident } from '@silverbell/incidents';
import { instant } from '@silverbell/kernel';
import { emptyDatabase, type TestDatabase } from '@silverbell/testing-world';
import { connect, connectAsync, type MqttClient } from 'mqtt';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { engineTown } from '../engine-town.js';
import { cutOff, mosquittoPub, until } from './broker-world.js';

jest.setTimeout(240_000);

const PENDANT = 'demo-pendant-1';
const ALERT = `care/v1/${PENDANT}/alert`;
const sos = (id = 'p1', more: object = {}): string => JSON.stringify({ id, kind: 'sos', ...more });

let database: TestDatabase;
let source: DataSource;
let queries: IncidentQueries;
let dataDir: string;
let engine: Engine | null;
let clients: MqttClient[];
let errors: string[];

const settingsWith = (more: Readonly<Record<string, string>> = {}): Settings => {
  const read = readSettings({
    DATABASE_URL: database.url,
    SILVERBELL_MODE: 'demo',
    SILVERBELL_SECRET: DEMO_SECRET,
    SILVERBELL_DATA_DIR: dataDir,
    SILVERBELL_MQTT_PORT: '0',
    SILVERBELL_MQTT_WS_PORT: '0',
    ...more,
  });
  if (!read.ok) throw new Error(read.sentences.join(' '));
  return read.settings;
};
const log: Log = { ...silentLog, error: (what, facts) => void errors.push(`${what} ${JSON.stringify(facts ?? {})}`) };
const start = async (): Promise<void> => {
  engine = await startEngine({ settings: settingsWith(), log });
};
const port = (): number => engine?.addresses.mqttPort ?? 0;

async function connectAs(deviceId: string, name = String(clients.length)): Promise<MqttClient> {
  const client = await connectAsync(
    `mqtt://127.0.0.1:${port()}`,
    { clientId: `${deviceId}~${name}`, username: deviceId, password: DEMO_DEVICE_SECRET, reconnectPeriod: 0 },
    false,
  );
  client.on('error', () => undefined);
  clients.push(client);
  return client;
}

/** Everything a device hears, as stages. */
async function listeningAs(
  deviceId: string,
): Promise<{ alertId: string; stage: string; say?: string; silent: boolean }[]> {
  const heard: { alertId: string; stage: string; silent: boolean }[] = [];
  const client = await connectAs(deviceId, 'ear');
  client.on('message', (_topic, payload) => void heard.push(JSON.parse(payload.toString()) as (typeof heard)[number]));
  await client.subscribeAsync(`care/v1/${deviceId}/receipt`, { qos: 1 });
  return heard;
}

const openIncidentsNow = async (): Promise<readonly Incident[]> =>
  (await queries.listOpen({ regionIds: null, cursor: null, limit: 50 })).items.map(({ incident }) => incident);
const theOnlyIncident = async (): Promise<Incident> => {
  const open = await openIncidentsNow();
  expect(open).toHaveLength(1);
  return open[0]!;
};

beforeEach(async () => {
  database = await engineTown();
  dataDir = mkdtempSync(join(tmpdir(), 'silverbell-engine-'));
  source = await openDatabase(database.url, { poolSize: 4 });
  queries = openIncidentStores(source, DEMO_SECRET).queries;
  clients = [];
  errors = [];
  await start();
});
afterEach(async () => {
  await Promise.all(clients.map((client) => client.endAsync(true).catch(() => undefined)));
  await engine?.stop();
  await source.destroy();
  await database.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

describe('a press', () => {
  it('of mosquitto_pub is a case of the home, and the device hears that it was received', async () => {
    const heard = await listeningAs(PENDANT);
    expect(
      await mosquittoPub(port(), PENDANT, ['-P', DEMO_DEVICE_SECRET, '-t', ALERT, '-q', '1', '-m', sos('foreign')]),
    ).toMatchObject({ status: 0 });
    const incident = await theOnlyIncident();
    expect(incident).toMatchObject({ subject: { type: 'home' }, class: 'A', kinds: ['sos'], signalCount: 1 });
    await until('the device heard it', () => heard.length > 0);
    expect(heard[0]).toMatchObject({
      alertId: 'foreign',
      stage: 'received',
      say: '信号已收到，正在转接值班人员',
      silent: false,
    });
    expect(errors).toEqual([]);
  });

  it('of a zigbee2mqtt button is a case of the home, and its hub hears that it was received', async () => {
    const heard = await listeningAs('demo-hub-1');
    await mosquittoPub(port(), 'demo-hub-1', [
      '-P',
      DEMO_DEVICE_SECRET,
      '-t',
      'zigbee2mqtt/demo-hub-1/bath_sos',
      '-m',
      '{"action":"emergency"}',
    ]);
    await until('the hub heard it', () => heard.length > 0);
    expect(heard[0]).toMatchObject({ stage: 'received' });
    expect(await theOnlyIncident()).toMatchObject({ subject: { type: 'home' }, kinds: ['sos'] });
  });

  it('is a case as soon as it is acknowledged', async () => {
    const client = await connectAs(PENDANT);
    await client.publishAsync(ALERT, sos(), { qos: 1 });
    await theOnlyIncident();
  });

  it('fifty times the same is one case that counts to fifty, and every one is answered', async () => {
    const heard = await listeningAs(PENDANT);
    const client = await connectAs(PENDANT);
    await Promise.all(
      Array.from({ length: 50 }, (_, n) => client.publishAsync(ALERT, sos('same', { attempt: n + 1 }), { qos: 1 })),
    );
    expect(await theOnlyIncident()).toMatchObject({ signalCount: 50 });
    await until('it was answered', () => heard.some(({ stage }) => stage === 'received'));
  });

  it('200 different ones in a second are one case that counts to 200', async () => {
    const client = await connectAs(PENDANT);
    await Promise.all(Array.from({ length: 200 }, (_, n) => client.publishAsync(ALERT, sos(`p${n}`), { qos: 1 })));
    const incident = await theOnlyIncident();
    expect(incident.signalCount).toBe(200);
    expect(incident.doubts).toContain('over-quota');
    expect(errors).toEqual([]);
  });

  it.each([
    ['malformed JSON', Buffer.from('{"id":'), 'unreadable'],
    ['NUL bytes', Buffer.from('{"id":"a","kind":"sos"}\0'), 'repaired'],
    ['invalid UTF-8', Buffer.from([0xc3, 0x28]), 'unreadable'],
    ['a kind nobody knows', Buffer.from('{"id":"a","kind":"earthquake"}'), 'unknown-kind'],
    ['an id that no database takes', Buffer.from('{"id":"a\\u0000b","kind":"sos"}'), 'no-id'],
    ['0/0', Buffer.from('{"id":"a","kind":"sos","position":{"lat":0,"lng":0}}'), 'position-implausible'],
    ['a clock in 1970', Buffer.from('{"id":"a","kind":"sos","at":"1970-01-01T00:00:00Z"}'), 'clock-skew'],
    ['a clock in 2099', Buffer.from('{"id":"a","kind":"sos","at":"2099-01-01T00:00:00Z"}'), 'clock-skew'],
    ['test:true outside a window', Buffer.from('{"id":"a","kind":"sos","test":true}'), 'test-outside-window'],
  ])('%s: a case of class A with its doubt, and a receipt', async (_, payload, doubt) => {
    const heard = await listeningAs(PENDANT);
    await (await connectAs(PENDANT)).publishAsync(ALERT, payload, { qos: 1 });
    const incident = await theOnlyIncident();
    expect(incident.class).toBe('A');
    expect(incident.doubts).toContain(doubt);
    await until('it was answered', () => heard.length > 0);
  });

  it('of no known kind on no known topic is one task with its bytes, and no receipt answers it', async () => {
    const heard = await listeningAs(PENDANT);
    const client = await connectAs(PENDANT);
    for (const x of [1, 2])
      await client.publishAsync(ALERT.replace('alert', 'sensors'), JSON.stringify({ x }), { qos: 1 });
    const incident = await theOnlyIncident();
    expect(incident).toMatchObject({ class: 'W', kinds: ['fault'], doubts: ['not-understood'], signalCount: 1 });
    await client.publishAsync(ALERT, sos('behind-it'), { qos: 1 });
    await until('the press behind it was answered', () => heard.length > 0);
    expect(heard.map(({ alertId }) => alertId)).not.toContain('not-understood');
  });

  it('of 1 MiB is cut, and is a case of the home that somebody must ask at', async () => {
    const client = await connectAs(PENDANT);
    const gone = cutOff(client);
    client.publish(ALERT, Buffer.alloc(1024 * 1024, 'x'), { qos: 1 });
    await gone;
    await until('the case is there', async () => (await openIncidentsNow()).length > 0);
    expect(await theOnlyIncident()).toMatchObject({
      subject: { type: 'home' },
      kinds: ['unspecified'],
      doubts: ['too-large'],
    });
  });

  it.each([
    [
      'a deceased senior',
      `update senior set status = 'deceased' where id = (select senior_id from device where id = '${PENDANT}')`,
      'senior-deceased',
    ],
    [
      'a senior who moved',
      `update senior set status = 'moved' where id = (select senior_id from device where id = '${PENDANT}')`,
      'senior-moved',
    ],
    ['a device that moved', `update device set status = 'moved' where id = '${PENDANT}'`, 'device-moved'],
    ['a retired device', `update device set status = 'retired' where id = '${PENDANT}'`, 'device-retired'],
  ])('of %s is heard and doubted', async (_, sql, doubt) => {
    await source.query(sql);
    await (await connectAs(PENDANT)).publishAsync(ALERT, sos(), { qos: 1 });
    expect((await theOnlyIncident()).doubts).toContain(doubt);
  });

  it('of a button that nobody registered behind its hub is a case all the same', async () => {
    await (
      await connectAs('demo-hub-1')
    ).publishAsync('zigbee2mqtt/demo-hub-1/new_button', '{"action":"emergency"}', { qos: 1 });
    expect((await theOnlyIncident()).kinds).toEqual(['sos']);
  });

  it('taken back with `cancel` is a case too: somebody asks why', async () => {
    await (await connectAs(PENDANT)).publishAsync(ALERT, JSON.stringify({ id: 'c1', kind: 'cancel' }), { qos: 1 });
    expect(await theOnlyIncident()).toMatchObject({ kinds: ['cancel'], signalCount: 1 });
  });

  it('of panic is answered without a sound', async () => {
    const heard = await listeningAs(PENDANT);
    await (await connectAs(PENDANT)).publishAsync(ALERT, JSON.stringify({ id: 'h', kind: 'panic' }), { qos: 1 });
    await until('it was answered', () => heard.length > 0);
    expect(heard).toEqual([{ alertId: 'h', stage: 'received', at: expect.any(String) as unknown, silent: true }]);
  });
});

describe('a database that does not answer', () => {
  /** Holds every case back until it is released. */
  async function stuck(): Promise<() => Promise<void>> {
    const runner = source.createQueryRunner();
    await runner.query('begin');
    await runner.query('lock table subject in access exclusive mode');
    return async () => {
      await runner.query('rollback');
      await runner.release();
    };
  }

  it('a press without acknowledgement comes again, one that nobody repeats waits on the disk; both become one case each', async () => {
    const [repeats, once] = [await connectAs(PENDANT), await connectAs('demo-pendant-2')];
    const release = await stuck();
    await once.publishAsync('care/v1/demo-pendant-2/alert', sos('once'), { qos: 0 });
    const gone = cutOff(repeats);
    repeats.publish(ALERT, sos('again'), { qos: 1 });
    await gone;
    await until('it lies on the disk', () => readdirSync(join(dataDir, 'spool')).length > 0);
    await release();
    await (await connectAs(PENDANT)).publishAsync(ALERT, sos('again', { attempt: 2 }), { qos: 1 });
    await until('both are cases', async () => (await openIncidentsNow()).length === 2);
    await until('the disk holds nothing any more', () => readdirSync(join(dataDir, 'spool')).length === 0);
  });

  it('what lies on the disk survives the engine', async () => {
    const client = await connectAs(PENDANT);
    const release = await stuck();
    await client.publishAsync(ALERT, sos('once'), { qos: 0 });
    await until('it lies on the disk', () => readdirSync(join(dataDir, 'spool')).length > 0);
    await engine?.stop();
    await release();
    await start();
    await until('it is a case', async () => (await openIncidentsNow()).length === 1);
    expect(await theOnlyIncident()).toMatchObject({ kinds: ['sos'] });
  });

  it('is noticed by readiness, and the engine goes on when it is back', async () => {
    const ready = async (): Promise<number> =>
      (await fetch(`http://127.0.0.1:${engine?.addresses.healthPort}/health/ready`)).status;
    expect(await ready()).toBe(200);
    // Every connection of the engine breaks, as when the database is started again.
    await source.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name like 'silverbell-engine%'`,
    );
    await until('it is ready again', async () => (await ready()) === 200);
    await until('a press is taken again', async () => {
      const client = await connectAs(PENDANT);
      const answer = await Promise.race([
        client.publishAsync(ALERT, sos('after'), { qos: 1 }).then(() => true),
        cutOff(client).then(() => false),
      ]);
      await client.endAsync(true);
      return answer;
    });
    await theOnlyIncident();
  });
});

describe('an engine', () => {
  it('that is started again on the same folder knows a repeat from a press', async () => {
    await (await connectAs(PENDANT)).publishAsync(ALERT, sos('same'), { qos: 1 });
    await engine?.stop();
    await start();
    await (await connectAs(PENDANT)).publishAsync(ALERT, sos('same', { attempt: 2 }), { qos: 1 });
    expect(await theOnlyIncident()).toMatchObject({
      signalCount: 2,
      alerts: [expect.objectContaining({ repeats: 1 })],
    });
  });

  it('tells its numbers without names of people or devices', async () => {
    await (await connectAs(PENDANT)).publishAsync(ALERT, sos(), { qos: 1 });
    const text = await (await fetch(`http://127.0.0.1:${engine?.addresses.healthPort}/metrics`)).text();
    expect(text).toMatch(/silverbell_alerts_total\{result="raised"\} 1/);
    expect(text).toMatch(/silverbell_alert_commit_seconds_count 1/);
    expect(text).toMatch(/silverbell_outbox_backlog /);
    expect(text).not.toContain(PENDANT);
  });

  it('notes when a device was heard', async () => {
    await (await connectAs(PENDANT)).publishAsync(`care/v1/${PENDANT}/heartbeat`, '{"batteryPct":41}', { qos: 0 });
    await until('it is noted', async () => {
      const rows: { battery_pct: number }[] = await source.query(
        'select battery_pct from device_seen where device_id = $1',
        [PENDANT],
      );
      return rows[0]?.battery_pct === 41;
    });
  });

  it('takes its leave of a connected device, whose session ends with it', async () => {
    const client = connect(`mqtt://127.0.0.1:${port()}`, {
      clientId: PENDANT,
      username: PENDANT,
      password: DEMO_DEVICE_SECRET,
      reconnectPeriod: 0,
    });
    await new Promise((resolve) => client.once('connect', resolve));
    const gone = cutOff(client);
    await engine?.stop();
    engine = null;
    await gone;
    await client.endAsync(true);
  });
});

describe('an engine that must not start', () => {
  const refusal = async (settings: Settings): Promise<string> => {
    try {
      await (await startEngine({ settings, log: silentLog })).stop();
      return 'it started';
    } catch (error) {
      expect(error).toBeInstanceOf(Error);
      return (error as Error).message;
    }
  };

  it('with demo data outside demo mode', async () => {
    expect(
      await refusal(settingsWith({ SILVERBELL_MODE: 'live', SILVERBELL_SECRET: 'a secret of this very test' })),
    ).toMatch(/fictional demo town/);
  });

  it('with demo data beside somebody who would really ring people', async () => {
    expect(
      await refusal({ ...settingsWith(), smsWebhookUrl: 'https://sms.example', webhookSecret: 'x'.repeat(16) }),
    ).toMatch(/must not ring real people/);
  });

  it('without a database', async () => {
    const message = await refusal({ ...settingsWith(), databaseUrl: null });
    expect(message).toMatch(/DATABASE_URL/);
  });

  it('on a database that may forget what it confirmed', async () => {
    const name = new URL(database.url).pathname.slice(1);
    await source.query(`alter database ${name} set synchronous_commit = off`);
    expect(await refusal(settingsWith())).toMatch(/synchronous_commit is off/);
  });

  it('on a port that is taken', async () => {
    const holder = createServer();
    await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve));
    const taken = String((holder.address() as AddressInfo).port);
    expect(await refusal(settingsWith({ SILVERBELL_MQTT_PORT: taken }))).toMatch(new RegExp(`Port ${taken} is taken`));
    holder.close();
  });

  it('says so with an error of its own, so that the station can show the sentence', () => {
    expect(new StartupError('x').name).toBe('StartupError');
  });

  it('with a secret that can be guessed, on an empty database; one with people in it starts all the same', async () => {
    const empty = await emptyDatabase();
    const live = { SILVERBELL_MODE: 'live', SILVERBELL_ADMIN_PASSWORD_ONCE: 'once only, then changed' };
    const of = (secret: string): Settings => ({
      ...settingsWith({ ...live, SILVERBELL_SECRET: secret }),
      databaseUrl: empty.url,
    });
    expect(await refusal(of('aaaaaaaaaaaaaaaa'))).toMatch(/SILVERBELL_SECRET is too easy to guess.*openssl/);
    expect(await refusal({ ...of('aaaaaaaaaaaaaaaa'), adminPasswordOnce: null })).toMatch(/too easy to guess/);
    const before = await openDatabase(empty.url, { poolSize: 1 });
    const admin = { username: 'admin', password: 'x', regionName: '本县', at: instant(Date.UTC(2026, 2, 1)) };
    await seedFirstAdmin(before, admin, { password: async () => 'x' });
    await before.destroy();
    expect(await refusal(of('aaaaaaaaaaaaaaaa'))).toBe('it started');
    await empty.drop();
  });

  it('starts on an empty database: it migrates by itself', async () => {
    const empty = await emptyDatabase();
    const fresh = await startEngine({
      settings: {
        ...settingsWith({
          SILVERBELL_MODE: 'live',
          SILVERBELL_SECRET: 'a secret of this very test',
          SILVERBELL_ADMIN_PASSWORD_ONCE: 'once only, then changed',
        }),
        databaseUrl: empty.url,
      },
      log: silentLog,
    });
    await fresh.stop();
    await empty.drop();
  });
});
