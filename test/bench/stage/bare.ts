import { freePort } from '@silverbell/adapter-postgres/embedded';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Process } from './child.js';
import type { Cluster } from './cluster.js';

const PIPELINE = fileURLToPath(new URL('../bare-pipeline.js', import.meta.url));

/** The bare pipeline in a process of its own, over a database of its own in the same cluster. */
export class Bare {
  private constructor(
    readonly mqttPort: number,
    readonly http: string,
    private readonly process: Process,
  ) {}

  static async start(cluster: Cluster): Promise<Bare> {
    const url = await cluster.createDatabase('bare');
    const [mqttPort, httpPort] = [await freePort(), await freePort()];
    const env = {
      PATH: process.env['PATH'],
      BARE_DATABASE_URL: url,
      BARE_MQTT_PORT: String(mqttPort),
      BARE_HTTP_PORT: String(httpPort),
    };
    const child = Process.start('the bare pipeline', PIPELINE, env, join(cluster.folder, 'bare.log'));
    const http = `http://127.0.0.1:${httpPort}`;
    await child.ready(`${http}/ready`);
    return new Bare(mqttPort, http, child);
  }

  get pid(): number {
    return this.process.pid;
  }

  stop(): Promise<void> {
    return this.process.stop();
  }
}
