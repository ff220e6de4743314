import { spawn, type ChildProcess } from 'node:child_process';
import { eventually } from './eventually.js';

/** What a device was told, as an outside program reads it. */
export interface HeardReceipt {
  readonly alertId: string;
  readonly stage: string;
  readonly at: string;
  readonly etaMinutes?: number;
  readonly helperName?: string;
  readonly say?: string;
  readonly silent?: boolean;
}

export interface Published {
  readonly status: number;
  readonly said: string;
}

const SECRET = 'silverbell-demo';

/** A device made of `mosquitto_pub` and `mosquitto_sub`: programs that nobody here wrote. */
export class OutsideDevice {
  readonly heard: HeardReceipt[] = [];
  readonly raw: string[] = [];
  private ear: ChildProcess | null = null;
  private reportsOfEar = '';
  private lines = 0;

  constructor(
    private readonly port: number,
    readonly id: string,
    private readonly secret: string = SECRET,
  ) {}

  /** Listens to its receipts on a second connection, as the contract allows; resolves when it is subscribed. */
  async listens(topic = `care/v1/${this.id}/receipt`): Promise<this> {
    // Its lines come when they are said, not when four kilobytes of them are there.
    const ear = spawn('stdbuf', [
      ...['-oL', 'mosquitto_sub'],
      ...this.login(`${this.id}~ear-${String(process.pid)}-${String((this.lines += 1))}`),
      ...['-q', '1', '-d', '-F', '%j', '-t', topic],
    ]);
    this.ear = ear;
    let words = '';
    ear.stderr.on('data', (chunk: Buffer) => (words += chunk.toString()));
    ear.stdout.on('data', (chunk: Buffer) => {
      this.reportsOfEar += chunk.toString();
      const lines = this.reportsOfEar.split('\n');
      this.reportsOfEar = lines.pop() ?? '';
      for (const line of lines) this.hears(line);
    });
    await eventually(`${this.id} is subscribed`, () => this.raw.some((line) => /^Subscribed/.test(line)), {
      seen: () => ({ words, raw: this.raw }),
    });
    return this;
  }

  private hears(line: string): void {
    if (!line.startsWith('{')) {
      this.raw.push(line);
      return;
    }
    const message = JSON.parse(line) as { payload: string | HeardReceipt };
    this.heard.push(
      typeof message.payload === 'string' ? (JSON.parse(message.payload) as HeardReceipt) : message.payload,
    );
  }

  /** One press of the native protocol. */
  presses(alert: { readonly id: string } & Record<string, unknown>, more: readonly string[] = []): Promise<Published> {
    const message = { kind: 'sos', at: null, position: null, attempt: 1, ...alert };
    return this.publishes(`care/v1/${this.id}/alert`, JSON.stringify(message), more);
  }

  publishes(topic: string, message: string | Buffer, more: readonly string[] = []): Promise<Published> {
    return run(
      'mosquitto_pub',
      [...this.login(this.id), '-q', '1', '-t', topic, '-s', ...more],
      typeof message === 'string' ? Buffer.from(message) : message,
    );
  }

  /** One message per line, one connection. */
  publishesLines(topic: string, lines: readonly string[]): Promise<Published> {
    return run(
      'mosquitto_pub',
      [...this.login(this.id), '-q', '1', '-t', topic, '-l'],
      Buffer.from(`${lines.join('\n')}\n`),
    );
  }

  hearsStage(stage: string, alertId?: string, withinMs?: number): Promise<HeardReceipt> {
    return eventually(
      `${this.id} hears "${stage}"`,
      () =>
        this.heard.find((receipt) => receipt.stage === stage && (alertId === undefined || receipt.alertId === alertId)),
      { ...(withinMs === undefined ? {} : { withinMs }), seen: () => this.heard },
    );
  }

  stages(): readonly string[] {
    return this.heard.map(({ stage }) => stage);
  }

  async goesAway(): Promise<void> {
    const { ear } = this;
    this.ear = null;
    if (ear === null || ear.exitCode !== null || ear.signalCode !== null) return;
    const gone = new Promise((left) => ear.once('exit', left));
    ear.kill('SIGKILL');
    await gone;
  }

  private login(clientId: string): readonly string[] {
    return ['-h', '127.0.0.1', '-p', String(this.port), '-u', this.id, '-P', this.secret, '-i', clientId];
  }
}

function run(program: string, args: readonly string[], input: Buffer): Promise<Published> {
  return new Promise((done, failed) => {
    const child = spawn(program, args);
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.stdin.on('error', () => undefined); // it left before it had read everything; its status tells
    child.stdin.end(input);
    const patience = setTimeout(() => child.kill('SIGKILL'), 20_000);
    child.once('error', failed);
    child.once('close', (status) => {
      clearTimeout(patience);
      done({ status: status ?? -1, said });
    });
  });
}
