import { spawn, type ChildProcess } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { join } from 'node:path';
import { freePorts } from '../rig/index.js';

const SCENARIO = join(import.meta.dirname, 'caller.xml');
export const CALLER_NUMBER = '13900001234';
let calls = 0;

/** A person in the public network who rings the hotline, played by SIPp. Her telephone sends back every sound that it hears. */
export class Caller {
  /** SIPp's own verdict: 0 when the call went as its scenario says. */
  readonly ended: Promise<number | null>;

  private constructor(
    private readonly sipp: ChildProcess,
    private readonly port: number,
    readonly callId: string,
  ) {
    this.ended = new Promise((resolve) => sipp.once('exit', (status) => resolve(status)));
  }

  static async rings(sipPort: number, folder: string): Promise<Caller> {
    const [port = 0, media = 0] = await freePorts(2);
    calls += 1;
    const callId = `call-${String(process.pid)}-${String(calls)}`;
    const sipp = spawn(
      'sipp',
      [
        ...[`127.0.0.1:${String(sipPort)}`, '-sf', SCENARIO, '-m', '1', '-nostdin', '-cid_str', callId],
        ...['-i', '127.0.0.1', '-p', String(port), '-mi', '127.0.0.1', '-mp', String(media), '-rtp_echo'],
        ...['-timeout', '120s', '-timeout_error', '-trace_err', '-trace_msg'],
      ],
      { cwd: folder, stdio: 'ignore' },
    );
    return new Caller(sipp, port, callId);
  }

  /** SIPp knows its call by the id alone; its scenario hangs up when this comes. */
  async hangsUp(): Promise<void> {
    const words = [
      `INFO sip:${CALLER_NUMBER}@127.0.0.1 SIP/2.0`,
      'Via: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bKtold',
      'From: <sip:test@127.0.0.1>;tag=test',
      'To: <sip:caller@127.0.0.1>',
      `Call-ID: ${this.callId}`,
      'CSeq: 9 INFO',
      'Content-Length: 0',
      '',
      '',
    ].join('\r\n');
    const socket = createSocket('udp4');
    await new Promise((sent) => socket.send(words, this.port, '127.0.0.1', sent));
    socket.close();
  }

  /** Her telephone breaks, whatever it does just then. */
  async isGone(): Promise<void> {
    if (this.sipp.exitCode === null && this.sipp.signalCode === null) this.sipp.kill('SIGKILL');
    await this.ended;
  }
}
