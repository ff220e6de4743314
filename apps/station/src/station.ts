import {
  environmentWithDotenv,
  readSettings,
  refusalOfNewSecret,
  DEMO_SECRET,
  type Settings,
} from '@silverbell/adapter-runtime/settings';
import {
  commandLineOf,
  EmbeddedPostgresRefused,
  freePort,
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '@silverbell/adapter-postgres/embedded';
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Child } from './child.js';
import { openDataFolder, type DataFolder } from './folder.js';
import { greeting } from './greeting.js';
import { claimed } from './ports.js';
import { end, lives, parentOf, pidLives, ProcessList, recordOf } from './processes.js';
import { StationRefused } from './refusal.js';

export interface StationFlags {
  readonly empty: boolean;
  readonly quietDemo: boolean;
}

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const ENGINE = join(ROOT, 'apps', 'engine', 'dist', 'main.js');
const API = join(ROOT, 'apps', 'api', 'dist', 'main.js');
const WORKER = join(ROOT, 'apps', 'worker', 'dist', 'main.js');
const SIMULATORS = fileURLToPath(new URL('./simulators.js', import.meta.url));
const STATION = join('apps', 'station', 'start.mjs');
/** A first start makes the database and fills the town; on a small old machine that takes its time. */
const READY_WITHIN_MS = 180_000;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Runs until it is told to stop; a start that cannot be is one sentence and exit status 1. */
export async function runStation(flags: StationFlags): Promise<void> {
  // The reader of our output may exit; the platform stays.
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);
  const station = new Station(flags);
  let stopping: Promise<void> | null = null;
  const stop = (status: number): void => {
    if (stopping) {
      station.hurry();
      return;
    }
    process.exitCode = status;
    stopping = station.stop().then(
      () => {
        if (status === 0) say('已停止。  Stopped.');
        process.exit(status);
      },
      (error: unknown) => {
        say(`Stopping went wrong: ${error instanceof Error ? error.message : String(error)}`);
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      say(
        stopping
          ? '不再等待。  Not waiting any longer.'
          : '正在停止……  Stopping: finishing what has begun, then the database.',
      );
      stop(0);
    });
  }
  station.whenNpmIsGone(() => stop(0));
  try {
    await station.start();
  } catch (error) {
    if (stopping) return;
    const known = error instanceof StationRefused || error instanceof EmbeddedPostgresRefused;
    process.stderr.write(
      `${known ? error.message : `The station could not start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`}\n`,
    );
    stop(1);
  }
}

class Station {
  private database: EmbeddedPostgres | null = null;
  private databaseStart: Promise<unknown> = Promise.resolve();
  private children: Child[] = [];
  private processes: ProcessList | null = null;
  private stopping = false;

  constructor(private readonly flags: StationFlags) {}

  async start(): Promise<void> {
    const startedAt = performance.now();
    const given = environmentWithDotenv(process.env, ROOT);
    const path = resolve(ROOT, given['SILVERBELL_DATA_DIR'] ?? '.silverbell');
    const folder = openDataFolder(path, this.flags);
    const settings = this.settings(given, folder);
    const processes = await this.takeOver(folder);

    const httpPort = await claimed('SILVERBELL_HTTP_PORT', settings.httpPort, settings.bind);
    const ownBroker = settings.mqttUrl === null;
    const mqttPort = ownBroker
      ? await claimed('SILVERBELL_MQTT_PORT', settings.mqttPort, settings.bind)
      : settings.mqttPort;
    const mqttWsPort = ownBroker
      ? await claimed('SILVERBELL_MQTT_WS_PORT', settings.mqttWsPort, settings.bind)
      : settings.mqttWsPort;
    const enginePort = await freePort();
    const adminPassword = folder.mode === 'live' && folder.isNew ? randomBytes(12).toString('base64url') : null;

    const databaseUrl = settings.databaseUrl ?? (await this.startDatabase(folder));
    const environment: NodeJS.ProcessEnv = {
      ...given,
      DATABASE_URL: databaseUrl,
      SILVERBELL_HTTP_PORT: String(httpPort),
      SILVERBELL_MQTT_PORT: String(mqttPort),
      SILVERBELL_MQTT_WS_PORT: String(mqttWsPort),
      SILVERBELL_BIND: settings.bind,
      SILVERBELL_DATA_DIR: path,
      SILVERBELL_SECRET: settings.secret,
      SILVERBELL_MODE: folder.mode,
      SILVERBELL_QUIET_DEMO: this.flags.quietDemo ? '1' : '0',
      SILVERBELL_ENGINE_PORT: String(enginePort),
      ...(adminPassword !== null && { SILVERBELL_ADMIN_PASSWORD_ONCE: adminPassword }),
    };
    const child = (name: string, entry: string): Child => {
      const made = new Child({ name, entry, environment, logFile: join(path, 'logs', `${name}.log`), processes, say });
      this.children.push(made);
      return made;
    };

    const reachable = settings.bind === '0.0.0.0' || settings.bind === '::' ? '127.0.0.1' : settings.bind;
    say(folder.isNew && folder.mode === 'demo' ? 'filling the demo town …' : 'starting the engine …');
    const engine = child('engine', ENGINE);
    engine.start();
    await this.readiness(engine, `http://127.0.0.1:${enginePort}/health/ready`, 'the engine');
    say('starting the api …');
    const api = child('api', API);
    api.start();
    const http = `http://${reachable}:${httpPort}`;
    await this.readiness(api, `${http}/health/ready`, 'the api');
    folder.settle();
    const worker = child('worker', WORKER);
    worker.settle(); // alerts and pages do without imports and exports
    worker.start();
    if (folder.mode === 'demo' && !this.flags.quietDemo) {
      const simulators = child('simulators', SIMULATORS);
      simulators.settle(); // a demo without its simulators is still a demo
      simulators.start();
    }
    say(
      greeting({
        mode: folder.mode,
        quiet: this.flags.quietDemo,
        addresses: {
          http,
          mqtt: settings.mqttUrl === null ? `mqtt://${reachable}:${mqttPort}` : redacted(settings.mqttUrl),
          mqttWs: settings.mqttUrl === null ? `ws://${reachable}:${mqttWsPort}` : null,
        },
        dataDir: path,
        adminPassword,
        tookS: Math.round((performance.now() - startedAt) / 1000),
      }),
    );
  }

  /** First no new request is accepted, then what has begun is finished, then the database closes its files. */
  async stop(): Promise<void> {
    this.stopping = true;
    for (const child of this.children.reverse()) await child.stop();
    await this.databaseStart.catch(() => undefined); // never leave one behind that is just starting
    await this.database?.stop();
    this.processes?.remove('station');
  }

  hurry(): void {
    for (const child of this.children) child.kill();
  }

  /** `kill -9` of npm leaves us without anybody who could stop us: then we stop by ourselves. */
  whenNpmIsGone(gone: () => void): void {
    const npm = npmAbove();
    if (npm === null) return;
    const watch = setInterval(() => {
      if (npmAbove() === npm) return;
      clearInterval(watch);
      gone();
    }, 500);
    watch.unref();
  }

  private settings(given: Record<string, string | undefined>, folder: DataFolder): Settings {
    const secret = given['SILVERBELL_SECRET']?.trim() || (folder.mode === 'demo' ? DEMO_SECRET : folder.secret());
    const read = readSettings({ ...given, SILVERBELL_MODE: folder.mode, SILVERBELL_SECRET: secret });
    if (!read.ok) throw new StationRefused(read.sentences.join('\n'));
    const refusal = folder.mode === 'live' && folder.isNew ? refusalOfNewSecret(secret) : null;
    if (refusal !== null) throw new StationRefused(refusal);
    return read.settings;
  }

  /** Ends what an earlier start left on this folder, and puts ourselves down as its station. */
  private async takeOver(folder: DataFolder): Promise<ProcessList> {
    const processes = new ProcessList(join(folder.path, 'processes.json'));
    for (const record of processes.earlier()) {
      if (record.pid === process.pid || !lives(record)) continue;
      const abandoned = record.parentPid !== null && !pidLives(record.parentPid);
      if (record.name === 'station' && !abandoned) {
        throw new StationRefused(
          `A station is already running on the data folder ${folder.path} (process ${record.pid}).`,
        );
      }
      say(`ending the ${record.name} of an earlier start (process ${record.pid}) …`);
      await end(record, record.name === 'station' ? 40_000 : 10_000);
    }
    rmSync(join(folder.path, 'processes.json.part'), { force: true });
    processes.put(recordOf('station', process.pid, STATION, npmAbove()));
    this.processes = processes;
    return processes;
  }

  private async startDatabase(folder: DataFolder): Promise<string> {
    const dataDir = join(folder.path, 'postgres');
    const start = async (port: number): Promise<EmbeddedPostgres> => {
      const database = await startEmbeddedPostgres({ dataDir, port, log: say });
      this.database = database;
      return database;
    };
    say('starting the database …');
    const starting = freePort().then(start);
    this.databaseStart = starting;
    const first = await starting;
    void this.keepUp(first, () => start(first.port));
    return first.url;
  }

  /** A database that dies is started again on the same port: its users find it where it was. */
  private async keepUp(running: EmbeddedPostgres, again: () => Promise<EmbeddedPostgres>): Promise<void> {
    let database = running;
    for (let crashes = 0; ; crashes++) {
      const { asked, lastWords } = await database.exited;
      if (asked || this.stopping) return;
      say(`the database left (${lastWords}); starting it again`);
      for (;;) {
        await sleep(Math.min(10_000, 250 * 2 ** crashes));
        if (this.stopping as boolean) return;
        try {
          database = await again();
          break;
        } catch (error) {
          crashes++;
          say(`the database does not start: ${error instanceof Error ? error.message : String(error)}`);
        }
      }
    }
  }

  private async readiness(child: Child, url: string, who: string): Promise<void> {
    let dead: string | null = null;
    void child.diedEarly.then((sentence) => (dead = sentence));
    const startedAt = performance.now();
    let loggedAt = startedAt;
    let answer = 'no answer';
    while (performance.now() - startedAt < READY_WITHIN_MS) {
      if (dead !== null) throw new StationRefused(dead);
      if (this.stopping) throw new StationRefused('stopped while starting');
      try {
        const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
        if (response.ok) {
          child.settle();
          return;
        }
        answer = `${response.status} ${(await response.text()).slice(0, 200)}`;
      } catch {
        // not listening yet
      }
      if (performance.now() - loggedAt > 5_000) {
        loggedAt = performance.now();
        say(`waiting for ${who} … ${Math.round((loggedAt - startedAt) / 1000)} s`);
      }
      await sleep(100);
    }
    throw new StationRefused(
      `${who} did not become ready within ${READY_WITHIN_MS / 1000} s (${answer}); its log is in the data folder.`,
    );
  }
}

/** npm runs a shell that runs us; on some systems the shell steps aside. */
function npmAbove(): number | null {
  if (process.env['npm_lifecycle_event'] === undefined) return null;
  const parent = commandLineOf(process.ppid) ?? '';
  return /(^|\/)(ba|da)?sh\b/.test(parent.split(' ')[0] ?? '') ? parentOf(process.ppid) : process.ppid;
}

function redacted(url: string): string {
  const shown = new URL(url);
  shown.password = '';
  return shown.href;
}
