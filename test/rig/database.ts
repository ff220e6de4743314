import { startEmbeddedPostgres, type EmbeddedPostgres } from '@silverbell/adapter-postgres/embedded';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { Part } from './part.js';

export interface DatabaseOptions {
  readonly dataDir: string;
  readonly port: number;
  readonly settings?: Readonly<Record<string, string>>;
}

const TRIES = 20;

/** PostgreSQL on a folder of its own. A kill takes the postmaster and every backend at once, as a dying machine does. */
export class DatabasePart implements Part {
  readonly name = 'database';
  crashes = 0;
  private running: EmbeddedPostgres | null = null;
  private address: string | null = null;
  private wanted = false;
  private starting: Promise<void> | null = null;

  constructor(private readonly options: DatabaseOptions) {}

  /** Known from the first start on; the same after every other. */
  get url(): string {
    if (this.address === null) throw new Error('the database was never started');
    return this.address;
  }

  get pid(): number | null {
    return this.running?.pid ?? null;
  }

  start(): Promise<void> {
    this.wanted = true;
    // Two starts on one folder would end each other's PostgreSQL.
    this.starting ??= this.startOnce().finally(() => (this.starting = null));
    return this.starting;
  }

  private async startOnce(): Promise<void> {
    if (this.running) return;
    // Right after a kill the shared memory of the dead may still be attached for a moment.
    for (let attempt = 1; ; attempt += 1) {
      try {
        const { dataDir, port, settings } = this.options;
        const running = await startEmbeddedPostgres({
          dataDir,
          port,
          settings: { max_connections: '200', ...settings },
          log: () => undefined,
        });
        this.running = running;
        this.address = running.url;
        void running.exited.then(() => this.died(running));
        return;
      } catch (error) {
        if (attempt >= TRIES) throw error;
        await pause(250);
      }
    }
  }

  async kill(): Promise<void> {
    this.wanted = false;
    const { running } = this;
    if (!running) return;
    for (const pid of [running.pid, ...childrenOf(running.pid)]) signal(pid, 'SIGKILL');
    await running.exited;
    this.running = null;
  }

  /** One backend of this application dies: PostgreSQL restarts all of its own accord, and everybody loses his connection. */
  async killBackend(): Promise<boolean> {
    const backend = this.running && childrenOf(this.running.pid).find((pid) => /127\.0\.0\.1/.test(titleOf(pid)));
    if (!backend) return false;
    signal(backend, 'SIGKILL');
    await pause(0);
    return true;
  }

  async stop(): Promise<void> {
    this.wanted = false;
    await this.running?.stop();
    this.running = null;
  }

  async isReady(): Promise<boolean> {
    if (!this.running) return false;
    const client = new pg.Client({ connectionString: this.url, connectionTimeoutMillis: 2_000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query('select 1');
      return true;
    } catch {
      return false;
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  private died(running: EmbeddedPostgres): void {
    if (this.running === running) this.running = null;
    if (!this.wanted) return;
    this.crashes += 1;
    void this.comesBack();
  }

  /** As a service manager does, for as long as somebody wants it: a disk that is full may be empty again. */
  private async comesBack(): Promise<void> {
    while (this.wanted && !this.running) await this.start().catch(() => pause(500));
  }
}

/** Linux only, like every rig: `/proc` names the parents. */
export function childrenOf(parent: number): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === parent);
}

function parentOf(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return null;
  }
}

function titleOf(pid: number): string {
  try {
    return readFileSync(`/proc/${String(pid)}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // it was faster
  }
}
