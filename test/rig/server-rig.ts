import { freePort } from '@silverbell/adapter-postgres/embedded';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { BrokerPart } from './broker.js';
import { DatabasePart } from './database.js';
import { NodePart } from './node-part.js';
import type { Part } from './part.js';
import { API_PROGRAM, ENGINE_PROGRAM, WALL_CLOCK } from './programs.js';
import { SmallDisk } from './small-disk.js';
import { answersOk } from './waiting.js';

export interface ServerRigOptions {
  readonly engines: number;
  readonly apis: number;
  /** Settings for every engine and api, on top of the rig's; `{}` is the demo town without its simulators. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Server settings of PostgreSQL. */
  readonly postgres?: Readonly<Record<string, string>>;
  /** Lines of `mosquitto.conf`, see {@link BrokerOptions}. */
  readonly mosquitto?: readonly string[];
  /** Where engine or api number `n` (from 0) finds the two; a cable may lie in between. */
  readonly databaseUrlFor?: (part: string, url: string) => string;
  readonly mqttUrlFor?: (part: string, url: string) => string;
  /** The wall clock of every engine and api can be set wrong with {@link ServerRig.setClock}. */
  readonly clocks?: boolean;
  /** Database and broker are up, and nobody else is: the database is empty. */
  readonly beforeEngines?: (rig: ServerRig) => Promise<void>;
  /** The database and the engines get small disks of their own, where the machine lets us: see {@link ServerRig.disks}. */
  readonly smallDisks?: boolean;
  readonly say?: (line: string) => void;
}

export type DiskName = 'the disk of the database' | 'the disk of the engines';
/** Sparse: what is not written takes no room. */
const DISK_MIB: Readonly<Record<DiskName, number>> = {
  'the disk of the database': 4_096,
  'the disk of the engines': 64,
};

export interface Replica {
  readonly part: NodePart;
  readonly port: number;
}

/** Server mode on free ports in a temporary folder: PostgreSQL, mosquitto, engine × n, api × n, each a real process of its own. */
export class ServerRig {
  readonly engines: readonly Replica[];
  readonly apis: readonly Replica[];
  /** What can be filled; empty where that was not asked for, or cannot be: then {@link noDisksBecause}. */
  readonly disks = new Map<DiskName, SmallDisk>();
  noDisksBecause: string | null = null;

  private constructor(
    readonly folder: string,
    readonly database: DatabasePart,
    readonly broker: BrokerPart,
    private readonly options: ServerRigOptions,
    ports: { readonly engines: readonly number[]; readonly apis: readonly number[] },
  ) {
    this.engines = ports.engines.map((port, index) => this.engine(port, index));
    this.apis = ports.apis.map((port, index) => this.api(port, index, ports.engines[index % ports.engines.length]));
  }

  static async start(options: ServerRigOptions): Promise<ServerRig> {
    const folder = mkdtempSync(join(tmpdir(), 'silverbell-rig-'));
    // Root lends PostgreSQL another user, who must be able to walk in here.
    chmodSync(folder, 0o711);
    for (const name of ['logs', 'data']) mkdirSync(join(folder, name));
    const ports = await freePorts(2 + options.engines + options.apis);
    const [databasePort = 0, brokerPort = 0, ...rest] = ports;
    const database = new DatabasePart({
      dataDir: join(folder, 'postgres'),
      port: databasePort,
      ...(options.postgres && { settings: options.postgres }),
    });
    const broker = new BrokerPart({
      folder: join(folder, 'mosquitto'),
      port: brokerPort,
      ...(options.mosquitto && { settings: options.mosquitto }),
    });
    const rig = new ServerRig(folder, database, broker, options, {
      engines: rest.slice(0, options.engines),
      apis: rest.slice(options.engines),
    });
    try {
      if (options.smallDisks) rig.mountDisks();
      await rig.startEverything();
    } catch (error) {
      await rig.stop();
      throw error;
    }
    return rig;
  }

  get parts(): readonly Part[] {
    return [this.database, this.broker, ...this.engines.map(({ part }) => part), ...this.apis.map(({ part }) => part)];
  }

  get databaseUrl(): string {
    return this.database.url;
  }

  get mqttUrl(): string {
    return this.broker.url;
  }

  /** `http://127.0.0.1:port` of each api. */
  get origins(): readonly string[] {
    return this.apis.map(({ port }) => `http://127.0.0.1:${String(port)}`);
  }

  /** Where an engine keeps presses that nobody repeats while the database is away. */
  spoolOf(engine: string): string {
    return join(this.folder, 'data', engine, 'spool');
  }

  /** From now on the wall clock of this engine or api is wrong by so much. */
  setClock(part: string, byMs: number): void {
    if (!this.options.clocks) throw new Error('this rig was started without clocks');
    const file = this.clockFile(part);
    writeFileSync(`${file}.part`, String(byMs));
    renameSync(`${file}.part`, file);
  }

  async isReady(): Promise<boolean> {
    return (await Promise.all(this.parts.map((part) => part.isReady()))).every(Boolean);
  }

  /** Ends everything that it started, and removes its folder unless somebody wants to read the logs. */
  async stop({ keepFolder = false } = {}): Promise<void> {
    await Promise.allSettled(this.apis.map(({ part }) => part.stop()));
    await Promise.allSettled(this.engines.map(({ part }) => part.stop()));
    await Promise.allSettled([this.broker.stop(), this.database.stop()]);
    if (keepFolder && this.disks.size > 0) {
      // The log of the database would go with its disk.
      const log = join(this.folder, 'postgres', 'postgres.log');
      if (existsSync(log)) copyFileSync(log, join(this.folder, 'logs', 'postgres.log'));
    }
    for (const disk of this.disks.values()) await disk.unmount();
    if (!keepFolder) rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  private mountDisks(): void {
    const folders = { 'the disk of the database': 'postgres', 'the disk of the engines': 'data' } as const;
    for (const name of ['the disk of the database', 'the disk of the engines'] as const) {
      const disk = SmallDisk.mount(join(this.folder, folders[name]), DISK_MIB[name]);
      if (typeof disk === 'string') this.noDisksBecause = disk;
      else this.disks.set(name, disk);
    }
  }

  private async startEverything(): Promise<void> {
    const say = this.options.say ?? (() => undefined);
    say('starting the database and the broker');
    await Promise.all([this.database.start(), this.broker.start()]);
    await this.options.beforeEngines?.(this);
    say(`starting engine × ${String(this.engines.length)} and api × ${String(this.apis.length)}`);
    // The first one migrates and fills the town; the others find it there.
    const [first, ...others] = this.engines;
    await first?.part.start();
    await Promise.all([...others, ...this.apis].map(({ part }) => part.start()));
  }

  private engine(port: number, index: number): Replica {
    const name = `engine-${String(index + 1)}`;
    const environment = (): Record<string, string> => ({
      ...this.settingsOf(name),
      SILVERBELL_ENGINE_PORT: String(port),
      SILVERBELL_QUIET_DEMO: '1',
      ...this.options.environment,
    });
    const isReady = (): Promise<boolean> => answersOk(`http://127.0.0.1:${String(port)}/health/ready`);
    return { port, part: this.node(name, ENGINE_PROGRAM, environment, isReady) };
  }

  private api(port: number, index: number, enginePort: number | undefined): Replica {
    const name = `api-${String(index + 1)}`;
    const environment = (): Record<string, string> => ({
      ...this.settingsOf(name),
      SILVERBELL_HTTP_PORT: String(port),
      ...(enginePort !== undefined && { SILVERBELL_ENGINE_PORT: String(enginePort) }),
      ...this.options.environment,
    });
    // It answers people; whether its engine is well is another question, and one that waits for its database is alive, too.
    const isReady = (): Promise<boolean> => answersOk(`http://127.0.0.1:${String(port)}/api/v1/meta`);
    return { port, part: this.node(name, API_PROGRAM, environment, isReady) };
  }

  private settingsOf(name: string): Record<string, string> {
    const { databaseUrlFor, mqttUrlFor } = this.options;
    const dataDir = join(this.folder, 'data', name);
    mkdirSync(dataDir, { recursive: true });
    return {
      ...(this.options.clocks && {
        NODE_OPTIONS: `--import=${pathToFileURL(WALL_CLOCK).href}`,
        RIG_CLOCK_FILE: this.clockFile(name),
      }),
      SILVERBELL_MODE: 'demo',
      SILVERBELL_DATA_DIR: dataDir,
      DATABASE_URL: databaseUrlFor?.(name, this.databaseUrl) ?? this.databaseUrl,
      MQTT_URL: mqttUrlFor?.(name, this.mqttUrl) ?? this.mqttUrl,
    };
  }

  private clockFile(name: string): string {
    return join(this.folder, `${name}.clock`);
  }

  private node(
    name: string,
    entry: string,
    environment: () => Record<string, string>,
    isReady: () => Promise<boolean>,
  ): NodePart {
    return new NodePart({ name, entry, environment, isReady, logFile: join(this.folder, 'logs', `${name}.log`) });
  }
}

/** All at once, so that no two are the same. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const ports = new Set<number>();
  while (ports.size < count) ports.add(await freePort());
  return [...ports];
}
