import { freePort } from '@silverbell/adapter-postgres/embedded';
import { DEMO_SECRET } from '@silverbell/adapter-runtime/settings';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Process } from './child.js';
import type { Cluster } from './cluster.js';

const APPS = fileURLToPath(new URL('../../../../apps/', import.meta.url));

/** Engine and api as the station runs them, over one database of the cluster. */
export class Platform {
  private constructor(
    readonly database: string,
    readonly mqttPort: number,
    readonly http: string,
    private readonly env: NodeJS.ProcessEnv,
    private readonly engine: Process,
    private readonly api: Process,
  ) {}

  static async start(cluster: Cluster, database: string): Promise<Platform> {
    const dataDir = join(cluster.folder, database);
    mkdirSync(dataDir, { recursive: true });
    const [httpPort, mqttPort, wsPort, enginePort] = [
      await freePort(),
      await freePort(),
      await freePort(),
      await freePort(),
    ];
    const env: NodeJS.ProcessEnv = {
      PATH: process.env['PATH'],
      DATABASE_URL: cluster.urlOf(database),
      SILVERBELL_HTTP_PORT: String(httpPort),
      SILVERBELL_MQTT_PORT: String(mqttPort),
      SILVERBELL_MQTT_WS_PORT: String(wsPort),
      SILVERBELL_BIND: '127.0.0.1',
      SILVERBELL_DATA_DIR: dataDir,
      SILVERBELL_SECRET: DEMO_SECRET,
      SILVERBELL_MODE: 'demo',
      SILVERBELL_QUIET_DEMO: '1',
      SILVERBELL_ENGINE_PORT: String(enginePort),
    };
    // For whoever asks where the time goes: `BENCH_CPU_PROF=folder`.
    const profile = process.env['BENCH_CPU_PROF'];
    const flags = profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : [];
    const engine = Process.start('engine', join(APPS, 'engine/dist/main.js'), env, join(dataDir, 'engine.log'), flags);
    await engine.ready(`http://127.0.0.1:${enginePort}/health/ready`);
    const api = Process.start('api', join(APPS, 'api/dist/main.js'), env, join(dataDir, 'api.log'), flags);
    const http = `http://127.0.0.1:${httpPort}`;
    await api.ready(`${http}/health/ready`);
    return new Platform(database, mqttPort, http, env, engine, api);
  }

  /** The jobs of the office, which most measurements do without. Stopped by whoever starts it. */
  startWorker(): Process {
    const log = join(this.env['SILVERBELL_DATA_DIR'] ?? '', 'worker.log');
    return Process.start('worker', join(APPS, 'worker/dist/main.js'), this.env, log);
  }

  get pids(): { readonly engine: number; readonly api: number } {
    return { engine: this.engine.pid, api: this.api.pid };
  }

  /** SIGKILL of all of its processes in the same moment. */
  async kill(): Promise<void> {
    await Promise.all([this.engine.kill(), this.api.kill()]);
  }

  async stop(): Promise<void> {
    await this.api.stop();
    await this.engine.stop();
  }
}
