import { silentLog, type Log } from '@silverbell/adapter-mqtt';
import { DEMO_SECRET, readSettings } from '@silverbell/adapter-runtime';
import { openIncidentStores, openDatabase } from '@silverbell/adapter-postgres';
import { startEngine } from '@silverbell/engine';
import type { Incident } from '@silverbell/incidents';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { engineTown } from './engine-town.js';

/** A TCP connection as a watch makes it. */
export interface WatchConnection {
  readonly socket: Socket;
  /** Everything that was answered so far. */
  answers(): string;
}

/** The whole engine over the demo town, with its ports for devices and for watches. */
export async function engineWithWatches() {
  const database = await engineTown();
  const source = await openDatabase(database.url, { poolSize: 2 });
  const { queries } = openIncidentStores(source, DEMO_SECRET);
  const dataDir = mkdtempSync(join(tmpdir(), 'silverbell-watches-'));
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
  let watchPort = 0;
  const log: Log = {
    ...silentLog,
    info: (what, facts) => void (what === 'watches-welcome' && (watchPort = Number(facts?.['port']))),
  };
  const engine = await startEngine({ settings: read.settings, log });
  const sockets: Socket[] = [];
  return {
    ...{ source, queries, engine },
    connect: async (): Promise<WatchConnection> => {
      const socket = connect(watchPort, '127.0.0.1');
      let said = '';
      socket.on('data', (chunk) => void (said += chunk.toString('latin1')));
      socket.on('error', () => undefined);
      sockets.push(socket);
      await new Promise((resolve) => socket.once('connect', resolve));
      return { socket, answers: () => said };
    },
    open: async (): Promise<readonly Incident[]> =>
      (await queries.listOpen({ regionIds: null, cursor: null, limit: 50 })).items.map(({ incident }) => incident),
    close: async (): Promise<void> => {
      sockets.forEach((socket) => socket.destroy());
      await engine.stop();
      await source.destroy();
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
export type EngineWithWatches = Awaited<ReturnType<typeof engineWithWatches>>;
