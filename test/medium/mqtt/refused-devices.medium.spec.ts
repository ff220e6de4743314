// Real: the whole engine over PostgreSQL and the demo town, mosquitto_pub. Not real: the telephone.
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { silentLog } from '@silverbell/adapter-mqtt';
import { DEMO_SECRET, readSettings } from '@silverbell/adapter-nest';
import { openCases, openDatabase, type CaseQueries } from '@silverbell/adapter-postgres';
import { DEMO_DEVICE_SECRET } from '@silverbell/demo';
import { startEngine, type Engine } from '@silverbell/engine';
import type { Incident } from '@silverbell/incident';
import { testDatabase, type TestDatabase } from '@silverbell/testing-world';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { mosquittoPub, until } from './broker-world.js';

jest.setTimeout(240_000);

const PENDANT = 'demo-pendant-1';
const ALERT = `care/v1/${PENDANT}/alert`;

let database: TestDatabase;
let source: DataSource;
let queries: CaseQueries;
let dataDir: string;
let engine: Engine;
let watchPort: number;

beforeEach(async () => {
  database = await testDatabase();
  source = await openDatabase(database.url, { poolSize: 2 });
  queries = openCases(source, DEMO_SECRET).queries;
  dataDir = mkdtempSync(join(tmpdir(), 'silverbell-refused-'));
  const read = readSettings({
    DATABASE_URL: database.url,
    SILVERBELL_MODE: 'demo',
    SILVERBELL_SECRET: DEMO_SECRET,
    SILVERBELL_DATA_DIR: dataDir,
    SILVERBELL_MQTT_PORT: '0',
    SILVERBELL_MQTT_WS_PORT: '0',
    SILVERBELL_WATCH_PORT: '0',
  });
  if (!read.ok) throw new Error(read.sentences.join(' '));
  watchPort = 0;
  engine = await startEngine({
    settings: read.settings,
    log: {
      ...silentLog,
      info: (what, facts) => void (what === 'watches-welcome' && (watchPort = Number(facts?.['port']))),
    },
  });
});
afterEach(async () => {
  await engine.stop();
  await source.destroy();
  await database.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

const open = async (): Promise<readonly Incident[]> =>
  (await queries.listOpen({ regionIds: null, cursor: null, limit: 50 })).items.map(({ incident }) => incident);
const press = (secret: string, ...more: readonly string[]) =>
  mosquittoPub(engine.addresses.mqttPort ?? 0, PENDANT, [
    ...['-P', secret, '-i', `${PENDANT}~x`, '-q', '1', '-t', ALERT, '-m', '{"id":"p1","kind":"sos"}', ...more],
  ]);
const facts = ({ class: code, kinds, doubts }: Incident) => ({ code, kinds, doubts });

describe('a registered device that is kept out', () => {
  it('N8: with an old secret is one work task that says why, and is noted when it comes in again', async () => {
    for (let n = 0; n < 5; n += 1) expect((await press('the old secret')).status).not.toBe(0);
    await until('it is work', async () => (await open()).length > 0);
    expect((await open()).map(facts)).toEqual([{ code: 'W', kinds: ['fault'], doubts: ['refused-wrong-secret'] }]);
    expect(await press(DEMO_DEVICE_SECRET)).toMatchObject({ status: 0 });
    await until('it is noted', async () => (await open()).find(({ class: code }) => code === 'W')?.signalCount === 2);
    expect((await open()).map(({ class: code }) => code).sort()).toEqual(['A', 'W']);
  });

  it('N7: MQTT 5 is spoken here, so a press in it is a press', async () => {
    expect(await press(DEMO_DEVICE_SECRET, '-V', 'mqttv5')).toMatchObject({ status: 0 });
    expect((await open()).map(({ kinds }) => kinds)).toEqual([['sos']]);
  });

  it('publishing under a foreign prefix is one work task, however often it does', async () => {
    for (let n = 0; n < 3; n += 1) await press(DEMO_DEVICE_SECRET, '-t', 'care/v1/demo-pendant-2/alert');
    await until('it is work', async () => (await open()).length > 0);
    expect((await open()).map(facts)).toEqual([{ code: 'W', kinds: ['fault'], doubts: ['refused-topic'] }]);
  });

  it('is nobody’s work when nobody registered it', async () => {
    for (let n = 0; n < 5; n += 1)
      await mosquittoPub(engine.addresses.mqttPort ?? 0, 'never-registered', ['-P', 'x', '-t', 'x', '-m', 'x']);
    expect(await press(DEMO_DEVICE_SECRET)).toMatchObject({ status: 0 });
    expect((await open()).map(({ class: code }) => code)).toEqual(['A']);
  });
});

describe('a limit of a listener', () => {
  it('that is reached is a work task, beside its figures', async () => {
    const sockets: Socket[] = [];
    for (let n = 0; n < 201; n += 1) {
      const socket = connect(watchPort, '127.0.0.1');
      socket.on('error', () => undefined);
      sockets.push(socket);
      await new Promise((resolve) => socket.once('connect', resolve));
    }
    await until('it is work', async () => (await open()).length > 0);
    const [task] = await open();
    expect(facts(task!)).toEqual({ code: 'W', kinds: ['fault'], doubts: ['limit-address-full'] });
    expect(task!.subject).toEqual({ type: 'device', id: 'listener:watch' });
    const figures = await (await fetch(`http://127.0.0.1:${engine.addresses.healthPort}/metrics`)).text();
    expect(figures).toContain('silverbell_connections_ended_total{listener="watch",reason="address-full"} 1');
    sockets.forEach((socket) => socket.destroy());
  });
});
