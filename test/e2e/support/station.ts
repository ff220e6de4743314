import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from './eventually.js';

const ROOT = resolve(import.meta.dirname, '../../..');
const START = join(ROOT, 'apps', 'station', 'start.mjs');
const READY_WITHIN_MS = 120_000;

interface Ports {
  readonly http: number;
  readonly mqtt: number;
  readonly mqttWs: number;
}

/** One start that came to an end by itself, as a shell sees it. */
export interface Ended {
  readonly status: number | null;
  readonly said: string;
}

/** The station as a newcomer runs it: the program behind `npm start`, on a data folder and ports of its own. */
export class Station {
  private process: ChildProcess | null = null;
  private words = '';

  private constructor(
    readonly dataDir: string,
    private readonly ports: Ports,
    private readonly flags: readonly string[],
    private readonly by: 'node' | 'npm',
    private readonly settings: Readonly<Record<string, string>>,
  ) {}

  /** `npm`: through npm itself, as in the README, in a process group of its own as in a terminal. */
  static async starts(
    flags: readonly string[] = ['--quiet-demo'],
    by: 'node' | 'npm' = 'node',
    settings: Readonly<Record<string, string>> = {},
  ): Promise<Station> {
    const dataDir = mkdtempSync(join(tmpdir(), 'silverbell-e2e-'));
    const [http, mqtt, mqttWs] = await freePorts(3);
    const station = new Station(dataDir, { http: http!, mqtt: mqtt!, mqttWs: mqttWs! }, flags, by, settings);
    try {
      await station.startsAgain();
    } catch (error) {
      await station.isRemoved();
      throw error;
    }
    return station;
  }

  get http(): string {
    return `http://127.0.0.1:${String(this.ports.http)}`;
  }

  get mqttPort(): number {
    return this.ports.mqtt;
  }

  /** Everything this start has printed. */
  get said(): string {
    return this.words;
  }

  /** On the same folder and ports, as somebody does after a power cut. */
  async startsAgain(): Promise<void> {
    const child = this.launch();
    this.process = child;
    this.words = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => (this.words += chunk.toString()));
    let status: number | null | undefined;
    child.once('exit', (code) => (status = code));
    await eventually(
      'the station is ready',
      async () => {
        if (status !== undefined) throw new Error(`the station left with status ${String(status)}:\n${this.words}`);
        return (await this.answers('/health/ready')) && /Silverbell is ready/.test(this.words);
      },
      { withinMs: READY_WITHIN_MS, seen: () => this.words.slice(-2_000) },
    );
  }

  /** A second start beside this one. Nothing of it is kept. */
  async isStartedTwice(): Promise<Ended> {
    const child = this.launch({ SILVERBELL_HTTP_PORT: '0', SILVERBELL_MQTT_PORT: '0', SILVERBELL_MQTT_WS_PORT: '0' });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const status = await leaves(child, 60_000);
    return { status, said };
  }

  /** The plug is pulled: the station, and with it its children. */
  async isKilled(): Promise<void> {
    const child = this.running();
    child.kill('SIGKILL');
    await leaves(child, 10_000);
  }

  /** What a service manager sends. */
  async isTold(signal: 'SIGTERM' | 'SIGINT'): Promise<Ended & { readonly tookMs: number }> {
    const child = this.running();
    const startedAt = performance.now();
    child.kill(signal);
    const status = await leaves(child, 30_000);
    return { status, said: this.words, tookMs: performance.now() - startedAt };
  }

  /** Ctrl-C in the terminal goes to everybody in the group, npm and the shell between us included. */
  async hearsCtrlC(): Promise<{ readonly tookMs: number }> {
    const child = this.running();
    const startedAt = performance.now();
    process.kill(-child.pid!, 'SIGINT');
    await leaves(child, 30_000);
    return { tookMs: performance.now() - startedAt };
  }

  /** Numbers of the processes it wrote down that are still alive, the database among them. */
  processesAlive(): readonly number[] {
    return Station.alive(this.processNumbers());
  }

  static alive(processes: readonly number[]): readonly number[] {
    return processes.filter(lives);
  }

  processNumbers(): readonly number[] {
    const list = join(this.dataDir, 'processes.json');
    const written = existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as { pid: number }[]) : [];
    const postmaster = this.postmaster();
    return [...written.map(({ pid }) => pid), ...(postmaster === null ? [] : [postmaster])];
  }

  /** The engine stands still, alive, until it is let go: as on a machine that swaps, or under a debugger. */
  engineIsPaused(): { letGo(): void } {
    const list = JSON.parse(readFileSync(join(this.dataDir, 'processes.json'), 'utf8')) as {
      name: string;
      pid: number;
    }[];
    const engine = list.find(({ name }) => name === 'engine');
    if (engine === undefined) throw new Error('there is no engine');
    process.kill(engine.pid, 'SIGSTOP');
    return { letGo: () => void process.kill(engine.pid, 'SIGCONT') };
  }

  async answers(path: string): Promise<boolean> {
    try {
      return (await fetch(this.http + path, { signal: AbortSignal.timeout(2_000) })).ok;
    } catch {
      return false;
    }
  }

  log(name: 'engine' | 'api'): string {
    const file = join(this.dataDir, 'logs', `${name}.log`);
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  }

  /** Ends it, whatever state it is in, and removes its folder; leaves nothing running. */
  async isRemoved(): Promise<void> {
    const child = this.process;
    if (child?.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await leaves(child, 20_000).catch(() => child.kill('SIGKILL'));
    }
    // Children leave when their pipe closes; whoever has not by now is ended here.
    for (const pid of this.processesAlive()) {
      if (await left(pid, 5_000)) continue;
      process.kill(pid, pid === this.postmaster() ? 'SIGQUIT' : 'SIGKILL');
      await left(pid, 5_000);
    }
    rmSync(this.dataDir, { recursive: true, force: true, maxRetries: 5 });
  }

  private postmaster(): number | null {
    const file = [join('postgres', 'cluster', 'postmaster.pid'), join('postgres', 'postmaster.pid')]
      .map((path) => join(this.dataDir, path))
      .find((path) => existsSync(path));
    return file === undefined ? null : Number(readFileSync(file, 'utf8').split('\n')[0]);
  }

  private running(): ChildProcess {
    if (this.process === null) throw new Error('the station was not started');
    return this.process;
  }

  private launch(more: NodeJS.ProcessEnv = {}): ChildProcess {
    const outside = Object.fromEntries(
      Object.entries(process.env).filter(
        ([name]) => !/^(SILVERBELL_|DATABASE_URL|MQTT_URL|NODE_|npm_|JEST_)/.test(name),
      ),
    );
    const [program, args] = this.by === 'npm' ? ['npm', ['start', '--']] : [process.execPath, [START]];
    return spawn(program, [...args, ...this.flags], {
      cwd: ROOT,
      detached: this.by === 'npm',
      env: {
        ...outside,
        ...this.settings,
        SILVERBELL_DATA_DIR: this.dataDir,
        SILVERBELL_HTTP_PORT: String(this.ports.http),
        SILVERBELL_MQTT_PORT: String(this.ports.mqtt),
        SILVERBELL_MQTT_WS_PORT: String(this.ports.mqttWs),
        ...more,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }
}

const lives = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

async function left(pid: number, withinMs: number): Promise<boolean> {
  const until = performance.now() + withinMs;
  while (lives(pid) && performance.now() < until) await pause(50);
  return !lives(pid);
}

function leaves(child: ChildProcess, withinMs: number): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((gone, stuck) => {
    const patience = setTimeout(
      () => stuck(new Error(`a start did not leave within ${String(withinMs)} ms`)),
      withinMs,
    );
    child.once('exit', (status) => {
      clearTimeout(patience);
      gone(status);
    });
  });
}

/** Held together until all are known, so that no two are the same. */
async function freePorts(count: number): Promise<readonly number[]> {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<ReturnType<typeof createServer>>((listening, failed) => {
          const server = createServer();
          server.once('error', failed);
          server.listen(0, '127.0.0.1', () => listening(server));
        }),
    ),
  );
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))));
  return ports;
}
