// Real: PostgreSQL, two engines with their embedded brokers, an api with HTTP. Not real: the process boundaries between them.
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { silentLog } from '@silverbell/adapter-mqtt';
import { JsonLogger, readSettings, type Settings } from '@silverbell/adapter-runtime';
import { startApi, type RunningApi } from '@silverbell/api';
import { startEngine, type Engine } from '@silverbell/engine';
import { testDatabase, type TestDatabase } from '@silverbell/testing-world';
import { eventually } from '@silverbell/testing-world/scenario';
import type { PlatformHealthResponse } from '@silverbell/wire';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { OutsideCaller } from '../e2e/support/outside-http.js';

// Limits are for what never comes; a slow machine must not decide.
jest.setTimeout(300_000);

let database: TestDatabase;
let sql: pg.Client;
let folder: string;
let engines: Map<string, Engine>;
let api: RunningApi;

beforeEach(async () => {
  database = await testDatabase();
  sql = new pg.Client({ connectionString: database.url });
  await sql.connect();
  folder = mkdtempSync(join(tmpdir(), 'silverbell-heartbeats-'));
  engines = new Map();
});
afterEach(async () => {
  await api?.stop();
  for (const engine of engines.values()) await engine.stop();
  await sql.end();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

const settingsOf = (name: string): Settings => {
  const dataDir = join(folder, name);
  mkdirSync(dataDir, { recursive: true });
  const read = readSettings({
    ...{
      DATABASE_URL: database.url,
      SILVERBELL_MODE: 'demo',
      SILVERBELL_DATA_DIR: dataDir,
      SILVERBELL_QUIET_DEMO: '1',
    },
    ...{ SILVERBELL_HTTP_PORT: '0', SILVERBELL_MQTT_PORT: '0', SILVERBELL_MQTT_WS_PORT: '0' },
  });
  if (!read.ok) throw new Error(read.sentences.join(' '));
  return read.settings;
};
const starts = async (name: string): Promise<void> => {
  engines.set(name, await startEngine({ settings: settingsOf(name), log: silentLog }));
};
const stops = async (name: string): Promise<void> => {
  await engines.get(name)?.stop();
  engines.delete(name);
};
const idOf = (name: string): string => readFileSync(join(folder, name, 'engine-id'), 'utf8').trim();
const startsApi = async (): Promise<void> => {
  const logger = new JsonLogger({ process: 'api', level: 'silent' });
  api = await startApi({ settings: settingsOf('api'), databaseUrl: database.url, version: '0', logger });
};
const origin = (): string => `http://127.0.0.1:${String(api.port)}`;

describe('two engines on one database', () => {
  let health: () => Promise<PlatformHealthResponse>;
  beforeEach(async () => {
    await starts('one');
    await starts('two');
    await startsApi();
    const auditor = await OutsideCaller.logsIn(origin(), 'auditor');
    health = async () => (await auditor.does('GET', '/platform-health')) as PlatformHealthResponse;
  });
  const until = (fact: string, holds: (seen: PlatformHealthResponse) => boolean) =>
    eventually(
      fact,
      async () => {
        const seen = await health();
        return holds(seen) ? seen : undefined;
      },
      health,
    );
  const verdict = ({ items }: PlatformHealthResponse, key: string, engine?: string): string | undefined =>
    items.find((one) => one.key === key && (engine === undefined || one.server?.id === idOf(engine)))?.verdict;

  it('are both on the page; one that falls silent is shown, and it rings when none is left', async () => {
    await until(
      'both are there with what they say of themselves',
      (seen) =>
        ['one', 'two'].every(
          (name) => verdict(seen, 'heartbeat', name) === 'ok' && verdict(seen, 'loop:ticker', name) === 'ok',
        ) && !seen.rings,
    );
    await stops('one');
    const shown = await until(
      'the first is shown as silent, and nothing rings',
      (seen) => verdict(seen, 'heartbeat', 'one') === 'late' && verdict(seen, 'engine') === 'ok' && !seen.rings,
    );
    expect(shown.verdict).toBe('late');
    const said = shown.items.find(({ key, server }) => key === 'heartbeat' && server?.id === idOf('one'));
    expect(said?.words.en).toMatch(/^The last heartbeat: [\d.]+ s ago \(limit 10 s\), engine [0-9a-f]{8}$/);
    expect(said?.words['zh-CN']).toMatch(/^上次心跳：[\d.]+ 秒前（限 10 秒），引擎 [0-9a-f]{8}$/);

    await stops('two');
    await until('it rings', (seen) => seen.rings && verdict(seen, 'engine') === 'late');
    await starts('one');
    await until('an engine lives again', (seen) => !seen.rings && verdict(seen, 'heartbeat', 'one') === 'ok');
  });

  it('one that was taken away for good leaves the page after a day', async () => {
    const gone = idOf('one');
    await stops('one');
    await sql.query(`update server_heartbeat set at = at - interval '25 hours' where id = $1`, [gone]);
    await until('it is on no line any more', ({ items }) => items.every(({ server }) => server?.id !== gone));
  });

  it('the clock of the api is compared with that of the database, too; an api that leaves takes its line with it', async () => {
    await until('the clock of the api is known', ({ items }) =>
      items.some(({ key, server, verdict: is }) => key === 'clock-database' && server?.kind === 'api' && is === 'ok'),
    );
    await api.stop();
    const { rows } = await sql.query(`select id from server_heartbeat where kind = 'api'`);
    expect(rows).toEqual([]);
    await startsApi();
  });
});

describe('a database that answers and takes no write', () => {
  const ready = async (url: string): Promise<{ status: number; body: Record<string, unknown> }> => {
    const response = await fetch(url);
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  /** New sessions begin like that, and there are no old ones. */
  const becomes = async (readOnly: 'on' | 'off'): Promise<void> => {
    const name = new URL(database.url).pathname.slice(1);
    await sql.query(`alter database ${name} set default_transaction_read_only = ${readOnly}`);
    await sql.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    );
  };

  it('makes engine and api not ready, and ready again when it does', async () => {
    await starts('one');
    await startsApi();
    const ofEngine = () => ready(`http://127.0.0.1:${String(engines.get('one')?.addresses.healthPort)}/health/ready`);
    const ofApi = () => ready(`${origin()}/health/ready`);
    const both = async () => [await ofEngine(), await ofApi()];
    const are = (fact: string, wanted: readonly object[]) =>
      eventually(
        fact,
        async () => {
          const [engine, itsApi] = await both();
          return matches(engine, wanted[0]) && matches(itsApi, wanted[1]);
        },
        both,
      );
    await are('both are ready', [{ status: 200 }, { status: 200 }]);
    await becomes('on');
    await are('both say that it reads and does not write', [
      { status: 503, body: { ready: false, database: true, writes: false } },
      { status: 503, body: { status: 'not-ready', checks: { database: true, writes: false } } },
    ]);
    await becomes('off');
    await are('both are ready again', [{ status: 200 }, { status: 200 }]);
  });
});

function matches(seen: unknown, wanted: unknown): boolean {
  try {
    expect(seen).toMatchObject(wanted as object);
    return true;
  } catch {
    return false;
  }
}
