import { spawn, type ChildProcess } from 'node:child_process';
import { appendFileSync, closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import type { Part } from './part.js';
import { holdsWithin } from './waiting.js';

export interface NodePartOptions {
  readonly name: string;
  /** The JavaScript file it runs, and its arguments. */
  readonly entry: string;
  readonly args?: readonly string[];
  /** Beside an environment without any setting of ours; read at every start. */
  readonly environment: () => Readonly<Record<string, string>>;
  readonly logFile: string;
  /** Whether it does its work. */
  readonly isReady: () => Promise<boolean>;
  readonly readyWithinMs?: number;
}

const READY_WITHIN_MS = 120_000;
/** A service manager starts again what died, after a moment. */
const AGAIN_AFTER_MS = 500;
const STOP_PATIENCE_MS = 20_000;

/** Nothing that the caller's shell says about Silverbell, Node or a test runner reaches a process of the rig. */
const outsideEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(SILVERBELL_|DATABASE_URL|MQTT_URL|NODE_|npm_|JEST_)/.test(name)),
  );

/** An engine, an api or a station: restarted when it dies by itself, left dead when it was killed here. */
export class NodePart implements Part {
  crashes = 0;
  private child: ChildProcess | null = null;
  private gone: Promise<void> = Promise.resolve();
  private wanted = false;
  private again: NodeJS.Timeout | null = null;

  constructor(private readonly options: NodePartOptions) {}

  get name(): string {
    return this.options.name;
  }

  get pid(): number | null {
    return this.child?.pid ?? null;
  }

  /** Everything it has written since the rig began. */
  get log(): string {
    return existsSync(this.options.logFile) ? readFileSync(this.options.logFile, 'utf8') : '';
  }

  /** Does not wait until it is ready. */
  launch(): void {
    this.wanted = true;
    if (this.child === null) this.spawn();
  }

  async start(): Promise<void> {
    this.launch();
    const within = this.options.readyWithinMs ?? READY_WITHIN_MS;
    if (!(await holdsWithin(within, () => this.isReady())))
      throw new Error(
        `${this.name} was not ready within ${String(within / 1_000)} s; it said last:\n${this.log.slice(-2_000)}`,
      );
  }

  async kill(): Promise<void> {
    this.unwant();
    this.child?.kill('SIGKILL');
    await this.gone;
  }

  async stop(): Promise<void> {
    this.unwant();
    const { child } = this;
    if (child === null) return;
    child.stdin?.end();
    child.kill('SIGTERM');
    const lastResort = setTimeout(() => child.kill('SIGKILL'), STOP_PATIENCE_MS);
    await this.gone;
    clearTimeout(lastResort);
  }

  async isReady(): Promise<boolean> {
    return this.child !== null && (await this.options.isReady());
  }

  private unwant(): void {
    this.wanted = false;
    if (this.again) clearTimeout(this.again);
    this.again = null;
  }

  private spawn(): void {
    const { entry, args = [], environment, logFile, name } = this.options;
    const log = openSync(logFile, 'a');
    const child = spawn(process.execPath, [entry, ...args], {
      env: { ...outsideEnvironment(), ...environment() },
      // Its standard input closes when we die, whatever killed us: then it leaves by itself.
      stdio: ['pipe', log, log],
      // Ctrl-C in the terminal is for us.
      detached: true,
    });
    closeSync(log);
    child.stdin?.on('error', () => undefined);
    this.child = child;
    this.gone = new Promise((gone) => {
      const over = (how: string): void => {
        this.child = null;
        gone();
        if (!this.wanted) return;
        this.crashes += 1;
        appendFileSync(logFile, `${JSON.stringify({ rig: `${name} left by itself: ${how}` })}\n`);
        this.again = setTimeout(() => this.wanted && this.spawn(), AGAIN_AFTER_MS);
      };
      child.once('error', (error) => over(error.message));
      child.once('exit', (code, signal) => over(signal ?? `status ${String(code)}`));
    });
  }
}
