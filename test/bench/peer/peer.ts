import { freePort } from '@silverbell/adapter-postgres/embedded';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { setTimeout as pause } from 'node:timers/promises';
import { BrokerPart } from '../../rig/broker.js';
import { alertOf, Device } from '../load/device.js';
import { Process } from '../stage/child.js';
import type { Cluster } from '../stage/cluster.js';
import { flowOf, settingsOf } from './flow.js';

/** The last major version for Node 20; the newest patch of it that the registry has. */
const PACKAGES = ['node-red@4.1', 'pg@8.23.1'];
const DATABASE = 'peer';
const SUBSCRIBED_WITHIN_MS = 30_000;
/** As docker/mosquitto.conf has it: sessions and queues on disk, written every second, and no limit to a queue. */
const BROKER = (folder: string): readonly string[] => [
  ...['allow_anonymous true', 'persistence true', `persistence_location ${folder}/`, 'autosave_interval 1'],
  ...['max_queued_messages 0', 'max_inflight_messages 20'],
];

/** What people glue together instead: mosquitto, Node-RED and PostgreSQL. */
export class Peer {
  private flows: Process | null = null;

  private constructor(
    private readonly folder: string,
    private readonly broker: BrokerPart,
    private readonly cluster: Cluster,
    readonly mqttPort: number,
    private readonly httpPort: number,
  ) {}

  /** Installs Node-RED into a temporary folder, which {@link end} removes. */
  static async install(cluster: Cluster): Promise<Peer> {
    const folder = mkdtempSync(join(tmpdir(), 'silverbell-peer-'));
    try {
      writeFileSync(join(folder, 'package.json'), '{"private":true}\n');
      const install = ['install', '--prefix', folder, '--no-audit', '--no-fund', '--loglevel=error', ...PACKAGES];
      await promisify(execFile)('npm', install, { cwd: folder });
      const [mqttPort, httpPort] = [await freePort(), await freePort()];
      writeFileSync(join(folder, 'settings.js'), settingsOf(httpPort));
      writeFileSync(join(folder, 'flows.json'), JSON.stringify(flowOf(mqttPort)));
      await cluster.createDatabase(DATABASE);
      await cluster.withClient(DATABASE, (client) =>
        client.query(
          'create table alert (n bigint generated always as identity primary key, topic text not null, body jsonb not null, at timestamptz not null)',
        ),
      );
      const brokerFolder = join(folder, 'mosquitto');
      const broker = new BrokerPart({ folder: brokerFolder, port: mqttPort, settings: BROKER(brokerFolder) });
      return new Peer(folder, broker, cluster, mqttPort, httpPort);
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  get consoleUrl(): string {
    return `ws://127.0.0.1:${this.httpPort}/console`;
  }

  get versions(): { readonly nodeRed: string; readonly mosquitto: string } {
    const { version } = JSON.parse(readFileSync(join(this.folder, 'node_modules/node-red/package.json'), 'utf8')) as {
      version: string;
    };
    return { nodeRed: version, mosquitto: /mosquitto version (\S+)/.exec(this.broker.log)?.[1] ?? 'unknown' };
  }

  async start(): Promise<void> {
    await this.broker.start();
    await this.startFlows();
  }

  async startFlows(): Promise<void> {
    const env: NodeJS.ProcessEnv = {
      PATH: process.env['PATH'],
      HOME: this.folder,
      PEER_DATABASE_URL: this.cluster.urlOf(DATABASE),
    };
    const entry = join(this.folder, 'node_modules/node-red/red.js');
    const words = ['--userDir', this.folder, '--settings', join(this.folder, 'settings.js')];
    this.flows = Process.start('Node-RED', entry, env, join(this.folder, 'node-red.log'), [], words);
    await this.flows.ready(`http://127.0.0.1:${this.httpPort}/`, { anyAnswer: true });
  }

  async kill(which: { readonly broker: boolean }): Promise<void> {
    // At the same moment: what one of them still holds the other cannot hand on.
    await Promise.all([this.flows?.kill(), ...(which.broker ? [this.broker.kill()] : [])]);
  }

  /** Forgets what is queued and stored, and begins again. */
  async beginAnew(): Promise<void> {
    await this.kill({ broker: true });
    rmSync(join(this.folder, 'mosquitto'), { recursive: true, force: true });
    await this.start();
    await this.subscribed();
    await this.cluster.withClient(DATABASE, (client) => client.query('truncate alert'));
  }

  /** The flow listens when something that was said is stored. */
  private async subscribed(): Promise<void> {
    const device = new Device({ id: 'probe', secret: '' }, this.mqttPort);
    await device.connect();
    const before = await this.stored();
    for (const until = performance.now() + SUBSCRIBED_WITHIN_MS; (await this.stored()) === before;) {
      if (performance.now() > until) throw new Error('Node-RED does not store what mosquitto has');
      await device.publish('alert', alertOf('probe'));
      await pause(200);
    }
    device.close();
  }

  async stored(): Promise<number> {
    return this.cluster.withClient(DATABASE, async (client) => {
      const { rows } = await client.query<{ n: number }>('select count(*)::integer as n from alert');
      return rows[0]?.n ?? 0;
    });
  }

  async storedIds(): Promise<ReadonlySet<string>> {
    return this.cluster.withClient(DATABASE, async (client) => {
      const { rows } = await client.query<{ id: string }>(`select body ->> 'id' as id from alert`);
      return new Set(rows.map(({ id }) => id));
    });
  }

  async end(): Promise<void> {
    await this.flows?.stop('SIGTERM');
    await this.broker.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
