import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { LogFile, readLogLine } from './log.js';
import { recordOf, type ProcessList } from './processes.js';

export interface ChildOptions {
  readonly name: string;
  /** The JavaScript file it runs. */
  readonly entry: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly logFile: string;
  readonly processes: ProcessList;
  readonly say: (line: string) => void;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;
/** After this long without a crash the pauses begin small again. */
const CALM_MS = 60_000;
const WORTH_SAYING = new Set(['warn', 'error', 'fatal']);

/**
 * A process that is started again when it dies. It leaves when its standard input closes, and that happens by itself
 * when we are killed: the one signal of our death that cannot be missed.
 */
export class Child {
  private process: ChildProcess | null = null;
  private readonly log: LogFile;
  private wanted = false;
  private settled = false;
  private crashes = 0;
  private worstLogLines = '';
  private lastLogLines = '';
  private gone: Promise<void> = Promise.resolve();
  private firstDeath: (sentence: string) => void = () => undefined;
  /** Resolves with what it said when it died before {@link settle}: a start that fails is not tried again and again. */
  readonly diedEarly = new Promise<string>((resolve) => (this.firstDeath = resolve));

  constructor(private readonly options: ChildOptions) {
    this.log = new LogFile(options.logFile);
  }

  start(): void {
    this.wanted = true;
    this.launch();
  }

  /** From now on a death is a crash, and is repaired. */
  settle(): void {
    this.settled = true;
  }

  async stop(timeoutMs = 15_000): Promise<void> {
    this.wanted = false;
    const child = this.process;
    if (child) {
      child.stdin?.end();
      const nudge = setTimeout(() => child.kill('SIGTERM'), timeoutMs / 3);
      const lastResort = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
      await this.gone;
      clearTimeout(nudge);
      clearTimeout(lastResort);
    }
    await this.log.close();
  }

  kill(): void {
    this.wanted = false;
    this.process?.kill('SIGKILL');
  }

  private launch(): void {
    const { name, entry, environment, processes } = this.options;
    const startedAt = performance.now();
    this.worstLogLines = '';
    this.lastLogLines = '';
    const child = spawn(process.execPath, [entry], {
      env: environment,
      stdio: ['pipe', 'pipe', 'pipe'],
      // Its own process group: Ctrl-C in the terminal is for the station, which then stops everybody in order.
      detached: true,
    });
    this.process = child;
    child.stdin?.on('error', () => undefined); // it died first; `exit` tells
    for (const stream of [child.stdout, child.stderr])
      if (stream) createInterface({ input: stream }).on('line', (line) => this.onOutput(line));
    if (child.pid !== undefined) processes.put(recordOf(name, child.pid, entry));
    this.gone = new Promise((gone) => {
      child.once('error', (error) => this.onOutput(error.message));
      child.once('close', (code, signal) => {
        this.process = null;
        processes.remove(name);
        gone();
        void this.afterDeath(signal ?? `status ${String(code)}`, performance.now() - startedAt);
      });
    });
  }

  private onOutput(line: string): void {
    if (line.trim() === '') return;
    this.log.add(line);
    const { level, message } = readLogLine(line);
    // What Node prints of a crash goes on after its one sentence, with the stack, what belongs to the error, and its own version.
    if (/^(Uncaught )?\w*Error( \[\w+\])?: /.test(message)) this.worstLogLines = message;
    else this.lastLogLines = message;
    if (level === 'error' || level === 'fatal') this.worstLogLines = message;
    if (this.settled && WORTH_SAYING.has(level)) this.options.say(`${this.options.name} ${level}: ${message}`);
  }

  private async afterDeath(how: string, livedMs: number): Promise<void> {
    const { name, say, logFile } = this.options;
    if (!this.wanted) return;
    if (!this.settled) {
      this.wanted = false;
      this.firstDeath(
        this.worstLogLines || this.lastLogLines || `${name} left with ${how} and said nothing; its log is ${logFile}.`,
      );
      return;
    }
    this.crashes = livedMs > CALM_MS ? 1 : this.crashes + 1;
    const pauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (this.crashes - 1));
    say(
      `${name} left with ${how} (${this.worstLogLines || this.lastLogLines || 'without a word'}); starting it again in ${pauseMs / 1000} s`,
    );
    await sleep(pauseMs);
    if (this.wanted as boolean) this.launch();
  }
}
