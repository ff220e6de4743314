import { spawn, type ChildProcess } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../e2e/support/eventually.js';
import { freePorts } from '../rig/index.js';

export const DOMAIN = 'sip.silverbell.test';
export const EXTENSION = '801';
export const SIP_SECRET = 'shared-with-kamailio-in-this-test';
/** How many ports rtpengine may use; a call needs four. */
const MEDIA_PORTS = 100;

/** What the SIP server saw of a call. */
export interface SeenOnSip {
  readonly type: 'ringing' | 'answered' | 'held' | 'resumed' | 'ended';
  readonly callId: string;
  readonly number: string;
}

/** Kamailio with rtpengine (in user space) on free ports, in a folder of its own. */
export class SipServer {
  private kamailio: ChildProcess | null = null;
  private rtpengine: ChildProcess | null = null;
  private words = '';

  private constructor(
    readonly folder: string,
    readonly sipPort: number,
    private readonly wsPort: number,
    private readonly rtpenginePort: number,
    private readonly mediaPort: number,
    private readonly onSeen: (seen: SeenOnSip) => void,
  ) {}

  static async starts(onSeen: (seen: SeenOnSip) => void): Promise<SipServer> {
    const folder = mkdtempSync(join(tmpdir(), 'silverbell-sip-'));
    const [sip = 0, ws = 0, engine = 0, media = 0] = await freePorts(4);
    const server = new SipServer(folder, sip, ws, engine, Math.min(media, 65_000 - MEDIA_PORTS), onSeen);
    try {
      // The other way round its first ping is not answered, and Kamailio counts rtpengine as dead.
      await server.startsRtpengine();
      await server.startsKamailio();
    } catch (error) {
      await server.isRemoved();
      throw error;
    }
    return server;
  }

  get wsUrl(): string {
    return `ws://127.0.0.1:${String(this.wsPort)}/`;
  }

  /** What both programs wrote, for a test that failed. */
  get said(): string {
    return this.words;
  }

  /** After {@link kamailioIsKilled}, on the same ports; nothing is done while it lives. */
  async startsAgain(): Promise<void> {
    if (this.kamailio === null) await this.startsKamailio();
  }

  private async startsKamailio(): Promise<void> {
    const runDir = join(this.folder, 'kamailio');
    mkdirSync(runDir, { recursive: true });
    const file = join(this.folder, 'kamailio.cfg');
    writeFileSync(file, this.configuration());
    this.kamailio = this.runs('/usr/sbin/kamailio', [
      ...['-f', file, '-DD', '-E', '-Y', runDir, '-w', runDir, '-P', join(runDir, 'pid')],
      ...['-m', '64', '-M', '8'],
    ]);
    await this.isUp(this.kamailio, 'Kamailio takes WebSockets', async () => {
      const answer = await fetch(`http://127.0.0.1:${String(this.wsPort)}/`).catch(() => null);
      return answer?.status === 404;
    });
  }

  /** The power of the telephone system is cut. */
  async kamailioIsKilled(): Promise<void> {
    await ends(this.kamailio, 'SIGKILL');
    this.kamailio = null;
  }

  async isRemoved(): Promise<void> {
    await ends(this.kamailio, 'SIGTERM');
    await ends(this.rtpengine, 'SIGTERM');
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  private async startsRtpengine(): Promise<void> {
    this.rtpengine = this.runs('rtpengine', [
      ...['--config-file=none', '--table=-1', '--foreground', '--log-stderr', '--log-level=4', '--num-threads=2'],
      ...['--interface=127.0.0.1', `--listen-ng=127.0.0.1:${String(this.rtpenginePort)}`],
      ...[`--port-min=${String(this.mediaPort)}`, `--port-max=${String(this.mediaPort + MEDIA_PORTS)}`],
    ]);
    await this.isUp(this.rtpengine, 'rtpengine answers', () => answersPing(this.rtpenginePort));
  }

  private configuration(): string {
    const filled: Readonly<Record<string, string>> = {
      ...{ SIP_PORT: String(this.sipPort), WS_PORT: String(this.wsPort) },
      ...{ RTPENGINE_PORT: String(this.rtpenginePort), SECRET: SIP_SECRET, DOMAIN, EXTENSION },
    };
    const text = readFileSync(join(import.meta.dirname, 'kamailio.cfg'), 'utf8');
    return text.replace(/@([A-Z_]+)@/g, (_, name: string) => filled[name] ?? '');
  }

  /** In a process group of its own: Kamailio has many children, and all of them go together. */
  private runs(program: string, args: readonly string[]): ChildProcess {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    let rest = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        const lines = (rest + chunk.toString()).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) this.hears(line);
      });
    return child;
  }

  private hears(line: string): void {
    this.words += `${line}\n`;
    const [, type, callId = '', number = ''] =
      /REPORT (ringing|answered|held|resumed|ended) (\S+) (\S+)/.exec(line) ?? [];
    if (type !== undefined) this.onSeen({ type: type as SeenOnSip['type'], callId, number });
  }

  private async isUp(child: ChildProcess, fact: string, look: () => Promise<boolean> | boolean): Promise<void> {
    await eventually(
      fact,
      () => {
        if (child.exitCode !== null) throw new Error(`status ${String(child.exitCode)}:\n${this.words}`);
        return look();
      },
      { withinMs: 20_000, seen: () => this.words.slice(-3_000) },
    );
  }
}

/** As Kamailio asks it: a cookie, and a dictionary in bencode. */
function answersPing(port: number): Promise<boolean> {
  const socket = createSocket('udp4');
  return new Promise<boolean>((answered) => {
    const timedOut = setTimeout(() => answered(false), 500);
    const over = (isThere: boolean): void => {
      clearTimeout(timedOut);
      answered(isThere);
    };
    socket.once('message', (words) => over(words.toString().includes('pong')));
    socket.once('error', () => over(false));
    socket.send('1 d7:command4:pinge', port, '127.0.0.1');
  }).finally(() => socket.close());
}

async function ends(child: ChildProcess | null, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child === null || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((left) => child.once('exit', left));
  process.kill(-child.pid!, signal);
  const timedOut = setTimeout(() => process.kill(-child.pid!, 'SIGKILL'), 10_000);
  await gone;
  clearTimeout(timedOut);
}
