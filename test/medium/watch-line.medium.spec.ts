// Real: the whole engine over PostgreSQL and the demo town, a TCP connection as a watch makes it. Not real: the watch, the telephone.
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { silentLog, type Log } from '@silverbell/adapter-mqtt';
import { DEMO_SECRET, readSettings } from '@silverbell/adapter-nest';
import { openCases, openDatabase, type CaseQueries } from '@silverbell/adapter-postgres';
import { startEngine, type Engine } from '@silverbell/engine';
import { testDatabase, type TestDatabase } from '@silverbell/testing-world';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { until } from './mqtt/broker-world.js';

jest.setTimeout(240_000);

const framed = (content: string): string =>
  `[3G*1234567890*${content.length.toString(16).padStart(4, '0')}*${content}]`;
const alarm = (status: string, type = 'AL'): string =>
  framed(`${type},150126,083000,V,00.000000,,00.0000000,,0.00,0.0,4.0,0,60,55,1200,0,${status},0`);

let database: TestDatabase;
let source: DataSource;
let queries: CaseQueries;
let dataDir: string;
let engine: Engine;
let port: number;
let socket: Socket;
let answers: string;

beforeEach(async () => {
  database = await testDatabase();
  source = await openDatabase(database.url, { poolSize: 2 });
  queries = openCases(source, DEMO_SECRET).queries;
  dataDir = mkdtempSync(join(tmpdir(), 'silverbell-watch-'));
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
  port = 0;
  const log: Log = {
    ...silentLog,
    info: (what, facts) => void (what === 'watches-welcome' && (port = Number(facts?.['port']))),
  };
  engine = await startEngine({ settings: read.settings, log });
  answers = '';
  socket = connect(port, '127.0.0.1');
  socket.on('data', (chunk) => void (answers += chunk.toString('latin1')));
  await new Promise((resolve) => socket.once('connect', resolve));
});
afterEach(async () => {
  socket.destroy();
  await engine.stop();
  await source.destroy();
  await database.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

const open = async () =>
  (await queries.listOpen({ regionIds: null, cursor: null, limit: 50 })).items.map(({ incident }) => incident);

describe('a watch nobody registered', () => {
  it('is answered, and its SOS is a case that a person sees, whoever it belongs to', async () => {
    socket.write(alarm('00010001'));
    await until('the answer is there', () => answers === '[3G*1234567890*0002*AL]');
    const cases = await open();
    const [{ id: rootRegion }] = (await source.query('select id from region where parent_id is null')) as [
      { id: string },
    ];
    expect(cases.map(({ kinds, subject }) => [kinds, subject]).sort()).toEqual([
      [['battery-low'], { type: 'unregistered', id: rootRegion }],
      [['sos'], { type: 'unregistered', id: rootRegion }],
    ]);
  });

  it('that says the same alarm again has one case', async () => {
    socket.write(alarm('00010000'));
    await until('the first answer is there', () => answers.length > 0);
    socket.write(alarm('00010000') + alarm('00010000', 'UD'));
    await until('the second answer is there', () => answers === '[3G*1234567890*0002*AL]'.repeat(2));
    await until('the position is taken too', async () => (await open())[0]?.signalCount === 3);
    expect(await open()).toHaveLength(1);
  });
});
