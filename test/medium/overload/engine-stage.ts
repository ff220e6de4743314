import { silentLog, type Log } from '@silverbell/adapter-mqtt';
import { DEMO_SECRET, readSettings } from '@silverbell/adapter-runtime';
import {
  openIncidentStores,
  openDatabase,
  PgNotificationListener,
  PostgresHeartbeatStore,
  type IncidentQueries,
} from '@silverbell/adapter-postgres';
import { DEMO_DEVICE_SECRET } from '@silverbell/demo';
import { startEngine, type Engine, type EngineOptions } from '@silverbell/engine';
import { instant } from '@silverbell/kernel';
import {
  platformHealth,
  type ChangedIncident,
  type EngineVitals,
  type HealthItem,
  type PlatformFacts,
} from '@silverbell/usecases';
import { connectAsync, type MqttClient } from 'mqtt';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { engineTown } from '../engine-town.js';

export interface Heard {
  readonly alertId: string;
  readonly stage: string;
}

export interface StageOptions {
  readonly senders?: EngineOptions['senders'];
  /** The way the engine takes to its database; a test may put something slow in between. */
  readonly way?: (url: string) => Promise<{ readonly url: string; close(): Promise<void> }>;
}

/** One engine over the demo town, devices over MQTT, and an ear where the consoles have theirs. */
export async function engineStage({ senders, way }: StageOptions = {}) {
  const database = await engineTown();
  const dataDir = mkdtempSync(join(tmpdir(), 'silverbell-overload-'));
  const source: DataSource = await openDatabase(database.url, { poolSize: 4 });
  const queries: IncidentQueries = openIncidentStores(source, DEMO_SECRET).queries;
  const through = (await way?.(database.url)) ?? null;
  const errors: string[] = [];
  const log: Log = {
    ...silentLog,
    error: (what, facts) => void errors.push(`${what} ${JSON.stringify(facts ?? {})}`),
  };
  const read = readSettings({
    DATABASE_URL: through?.url ?? database.url,
    SILVERBELL_MODE: 'demo',
    SILVERBELL_SECRET: DEMO_SECRET,
    SILVERBELL_DATA_DIR: dataDir,
    SILVERBELL_MQTT_PORT: '0',
    SILVERBELL_MQTT_WS_PORT: '0',
  });
  if (!read.ok) throw new Error(read.sentences.join(' '));
  const engine: Engine = await startEngine({ settings: read.settings, log, ...(senders ? { senders } : {}) });
  /** What a console would be told to look at. */
  const told = new Map<string, ChangedIncident>();
  const ear = await PgNotificationListener.start(
    { url: database.url, applicationName: 'a-console', onTrouble: () => undefined },
    (what, news) => {
      if (what === 'cases') for (const one of news?.cases ?? []) told.set(one.id, one);
    },
  );
  const clients: MqttClient[] = [];
  const connectAs = async (deviceId: string): Promise<MqttClient> => {
    const client = await connectAsync(
      `mqtt://127.0.0.1:${String(engine.addresses.mqttPort)}`,
      {
        ...{ clientId: `${deviceId}~${String(clients.length)}`, username: deviceId, password: DEMO_DEVICE_SECRET },
        // as a device does: it comes back, and says again what was not acknowledged
        ...{ reconnectPeriod: 500, connectTimeout: 60_000 },
      },
      false,
    );
    client.on('error', () => undefined);
    clients.push(client);
    return client;
  };
  const ask = async (path: string): Promise<string> =>
    (await fetch(`http://127.0.0.1:${String(engine.addresses.healthPort)}${path}`)).text();
  return {
    ...{ database, source, queries, engine, errors, told, connectAs },
    /** A device with its ear on the receipts. */
    device: async (deviceId: string) => {
      const heard: Heard[] = [];
      const client = await connectAs(deviceId);
      client.on('message', (_, payload) => void heard.push(JSON.parse(payload.toString()) as Heard));
      await client.subscribeAsync(`care/v1/${deviceId}/receipt`, { qos: 1 });
      const hasReceived = (id: string): boolean => heard.some((one) => one.alertId === id && one.stage === 'received');
      return {
        heard,
        client,
        /** Resolves with its PUBACK. */
        presses: (id: string, kind = 'sos') =>
          client.publishAsync(`care/v1/${deviceId}/alert`, JSON.stringify({ id, kind }), { qos: 1 }),
        hasReceived,
      };
    },
    count: async (from: string, ...given: unknown[]): Promise<number> =>
      ((await source.query(`select count(*)::int as n from ${from}`, given)) as { n: number }[])[0]?.n ?? 0,
    /** As an exporter reads it; 0 while nobody has counted. */
    metric: async (name: string): Promise<number> =>
      Number(new RegExp(`^${name.replace(/[{}"]/g, '\\$&')} (\\S+)$`, 'm').exec(await ask('/metrics'))?.[1] ?? 0),
    /** What the page about the platform's health would say of what the engine wrote of itself. */
    health: async (): Promise<readonly HealthItem[]> => {
      const heartbeats = (await new PostgresHeartbeatStore(source).all()).map(({ id, ageS, vitals }) => ({
        ...{ id, ageS, vitals: { of: 'engine' as const, read: vitals as EngineVitals } },
      }));
      return platformHealth({ ...NOTHING_READ, servers: { ageS: 0, heartbeats } }, instant(0)).items;
    },
    close: async () => {
      await Promise.all(clients.map((client) => client.endAsync(true).catch(() => undefined)));
      await engine.stop();
      await ear.close();
      await through?.close();
      await source.destroy();
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
const NOTHING_READ: Omit<PlatformFacts, 'servers'> = {
  database: null,
  watchedS: 0,
  replicasSilentS: null,
  weakSecret: false,
  secondFactorOff: false,
};
export type EngineStage = Awaited<ReturnType<typeof engineStage>>;

/** Buttons of homes of their own, so that each press is a case of its own. */
export async function buttonsOfHomes({ source }: EngineStage, n: number): Promise<readonly string[]> {
  const rows = (await source.query(
    `select min(id) as id from device where role = 'pendant' and secret_hash is not null and status = 'active' and home_id is not null
     group by home_id order by 1 limit $1`,
    [n],
  )) as { id: string }[];
  if (rows.length < n) throw new Error(`the town has buttons in ${String(rows.length)} homes, and not in ${String(n)}`);
  return rows.map(({ id }) => id);
}
