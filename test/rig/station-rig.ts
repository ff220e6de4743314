import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { childrenOf } from './database.js';
import { NodePart } from './node-part.js';
import { STATION_PROGRAM, WALL_CLOCK } from './programs.js';
import { freePorts } from './server-rig.js';
import { answersOk, holdsWithin } from './waiting.js';

export type StationChild = 'engine' | 'api' | 'database';

/** The station as one person runs it, in a temporary folder; it starts its own children again when they die. */
export class StationRig {
  readonly station: NodePart;

  private constructor(
    readonly folder: string,
    readonly httpPort: number,
    readonly mqttPort: number,
    mqttWsPort: number,
  ) {
    const environment = (): Record<string, string> => ({
      SILVERBELL_DATA_DIR: this.dataDir,
      SILVERBELL_HTTP_PORT: String(httpPort),
      SILVERBELL_MQTT_PORT: String(mqttPort),
      SILVERBELL_MQTT_WS_PORT: String(mqttWsPort),
      NODE_OPTIONS: `--import=${pathToFileURL(WALL_CLOCK).href}`,
      RIG_CLOCK_FILE: this.clockFile,
    });
    this.station = new NodePart({
      name: 'station',
      entry: STATION_PROGRAM,
      environment,
      logFile: join(folder, 'station.log'),
      isReady: () => answersOk(`http://127.0.0.1:${String(httpPort)}/health/ready`),
    });
  }

  static async start(): Promise<StationRig> {
    const folder = mkdtempSync(join(tmpdir(), 'silverbell-rig-'));
    // Root lends PostgreSQL another user, who must be able to walk in here.
    chmodSync(folder, 0o711);
    const [http = 0, mqtt = 0, mqttWs = 0] = await freePorts(3);
    const rig = new StationRig(folder, http, mqtt, mqttWs);
    mkdirSync(rig.dataDir);
    try {
      await rig.station.start();
    } catch (error) {
      await rig.stop();
      throw error;
    }
    return rig;
  }

  /** Where its database listens now: another port after every start of the station. */
  get databaseUrl(): string {
    const port = this.postmaster()[3]?.trim() ?? '0';
    const password = readFileSync(join(this.dataDir, 'postgres', 'password'), 'utf8').trim();
    return `postgres://silverbell:${password}@127.0.0.1:${port}/silverbell`;
  }

  pidOf(child: StationChild): number | null {
    if (child === 'database') return Number(this.postmaster()[0] ?? '') || null;
    const list = join(this.dataDir, 'processes.json');
    const written = existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as { name: string; pid: number }[]) : [];
    return written.find(({ name }) => name === child)?.pid ?? null;
  }

  /** SIGKILL; the station starts it again. Resolves when it is gone. */
  async killChild(child: StationChild): Promise<void> {
    const pid = this.pidOf(child);
    if (pid === null) return;
    for (const each of child === 'database' ? [pid, ...childrenOf(pid)] : [pid]) kill(each);
    await holdsWithin(10_000, () => !lives(pid));
  }

  /** The wall clock of this machine is wrong by so much. */
  setClock(byMs: number): void {
    writeFileSync(`${this.clockFile}.part`, String(byMs));
    renameSync(`${this.clockFile}.part`, this.clockFile);
  }

  async stop({ keepFolder = false } = {}): Promise<void> {
    await this.station.stop();
    // A database that outlived a killed station belongs to this rig, and nobody else would end it.
    const postmaster = this.pidOf('database');
    if (postmaster !== null && lives(postmaster)) {
      for (const pid of [postmaster, ...childrenOf(postmaster)]) kill(pid);
      await holdsWithin(10_000, () => !lives(postmaster));
    }
    if (!keepFolder) rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Where its engine keeps presses that nobody repeats while the database is away. */
  get spool(): string {
    return join(this.dataDir, 'spool');
  }

  get dataDir(): string {
    return join(this.folder, 'data');
  }

  private get clockFile(): string {
    return join(this.folder, 'clock');
  }

  private postmaster(): readonly string[] {
    const file = join(this.dataDir, 'postgres', 'cluster', 'postmaster.pid');
    return existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // it was faster
  }
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
