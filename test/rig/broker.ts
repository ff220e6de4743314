import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { Part } from './part.js';
import { holdsWithin } from './waiting.js';

export interface BrokerOptions {
  readonly folder: string;
  readonly port: number;
  /** Lines of `mosquitto.conf` beside the listener; default: everybody may come in, sessions are kept on disk. */
  readonly settings?: readonly string[];
}

const READY_WITHIN_MS = 30_000;

/** Sessions and queues are written out every second; what was queued after that a SIGKILL loses, and the devices repeat. */
const USUAL = (folder: string): readonly string[] => [
  'allow_anonymous true',
  'persistence true',
  `persistence_location ${folder}/`,
  'autosave_interval 1',
  'max_queued_messages 0',
  'max_inflight_messages 20',
  // As docker/mosquitto.conf has it: a press that is said once waits for an engine that is away, too.
  'queue_qos0_messages true',
];

/** mosquitto of the distribution, as a city would run it beside the platform. */
export class BrokerPart implements Part {
  readonly name = 'broker';
  crashes = 0;
  private child: ChildProcess | null = null;
  private gone: Promise<void> = Promise.resolve();
  private wanted = false;

  constructor(private readonly options: BrokerOptions) {}

  get url(): string {
    return `mqtt://127.0.0.1:${String(this.options.port)}`;
  }

  get pid(): number | null {
    return this.child?.pid ?? null;
  }

  async start(): Promise<void> {
    this.wanted = true;
    if (this.child === null) this.spawn();
    if (!(await holdsWithin(READY_WITHIN_MS, () => this.isReady())))
      throw new Error(`mosquitto does not listen; it said last:\n${this.log.slice(-1_000)}`);
  }

  async kill(): Promise<void> {
    this.wanted = false;
    this.child?.kill('SIGKILL');
    await this.gone;
  }

  async stop(): Promise<void> {
    this.wanted = false;
    this.child?.kill('SIGTERM');
    await this.gone;
  }

  isReady(): Promise<boolean> {
    if (this.child === null) return Promise.resolve(false);
    return new Promise((answer) => {
      const line = connect(this.options.port, '127.0.0.1');
      line.once('connect', () => {
        line.destroy();
        answer(true);
      });
      line.once('error', () => answer(false));
    });
  }

  get log(): string {
    const file = join(this.options.folder, 'mosquitto.log');
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  }

  private spawn(): void {
    const { folder, port, settings } = this.options;
    mkdirSync(folder, { recursive: true });
    const lines = [
      `listener ${String(port)} 127.0.0.1`,
      ...(process.getuid?.() === 0 ? ['user root'] : []),
      ...(settings ?? USUAL(folder)),
    ];
    writeFileSync(join(folder, 'mosquitto.conf'), `${lines.join('\n')}\n`);
    const log = openSync(join(folder, 'mosquitto.log'), 'a');
    const program = existsSync('/usr/sbin/mosquitto') ? '/usr/sbin/mosquitto' : 'mosquitto';
    const child = spawn(program, ['-c', join(folder, 'mosquitto.conf')], {
      stdio: ['ignore', log, log],
      detached: true,
    });
    closeSync(log);
    this.child = child;
    this.gone = new Promise((gone) => {
      const over = (): void => {
        this.child = null;
        gone();
        if (!this.wanted) return;
        this.crashes += 1;
        setTimeout(() => this.wanted && this.child === null && this.spawn(), 500);
      };
      child.once('error', over);
      child.once('exit', over);
    });
  }
}
