import { Duplex } from 'node:stream';
import { clearKeepAlive, readConnect, type Connect } from './connect-packet.js';
import { Mqtt5Translation, ENDS_WITH_WILL } from './mqtt5.js';
import { PACKET, PacketSplitter, type Packet } from './mqtt-bytes.js';
import { PacketCap, type Oversize, type Verdict } from './packet-cap.js';
import { quietPublishAt } from './quiet-publish.js';
import type { ReadingTurn } from './reading-turn.js';
import { readUnfinished, type UnfinishedPublish } from './unfinished-publish.js';

export interface StreamRules {
  readonly maxBytes: number;
  judge(oversize: Oversize): Verdict;
  /** The first packet asks for an unsupported version, and is answered so; the user name in it is a claim. */
  refusedVersion(asked: Connect): void;
  /** Takes a message of QoS 0 that needs no broker; `false`: the broker has to see it. */
  readQuiet(topic: Buffer, payload: Buffer): boolean;
  /** Shared by all connections of a broker. */
  readonly turn: ReadingTurn;
}

/** The broker behind speaks MQTT 3.1 and 3.1.1. */
const SPOKEN_LEVELS: readonly number[] = [3, 4];
/** MQTT 3.1.1, section 3.1.2.10: one and a half times the keep-alive, which is in seconds. */
const KEEP_ALIVE_TIMES_MS = 1_500;
/** CONNACK of 3.1.1 with "unacceptable protocol version": what clients of every version fall back on. */
const UNACCEPTABLE_VERSION = Buffer.from([0x20, 2, 0, 1]);

/** A connection whose oversize packets never reach the broker, and whose MQTT 5 is translated for it. */
export class CappedStream extends Duplex {
  private readonly cap: PacketCap;
  /** `null`: its first packet has not come yet; `plain`: nothing to translate. */
  private speaks: 'plain' | Mqtt5Translation | null = null;
  private level = 4;
  /** Its CONNECT was understood. */
  private understood = false;
  private readonly early: Buffer[] = [];
  private readonly up = new PacketSplitter();
  private readonly down = new PacketSplitter();
  /** When it last said something, by the clock of this process. */
  lastReadAt = performance.now();
  /** Why nothing is read at the moment: the broker behind has enough, or the turn of the loop is over. */
  private isFull = false;
  private isWaiting = false;
  private silenceTimer: NodeJS.Timeout | null = null;

  constructor(
    private readonly inner: Duplex,
    private readonly rules: StreamRules,
  ) {
    super({ allowHalfOpen: false });
    this.cap = new PacketCap(rules.maxBytes, (oversize) => rules.judge(oversize));
    inner.on('data', (chunk: Buffer) => this.arrived(chunk));
    inner.on('end', () => this.push(null));
    inner.on('error', (error: Error) => this.destroy(error));
    inner.on('close', () => this.destroy());
  }

  /** What of a PUBLISH had come when the connection ended; `null`: none was torn. */
  unfinished(): UnfinishedPublish | null {
    const torn = this.cap.unfinished();
    return torn === null || this.speaks === null ? null : readUnfinished(torn.firstByte, torn.body, this.level);
  }

  private arrived(chunk: Buffer): void {
    this.lastReadAt = performance.now();
    const rest = this.withoutQuiet(chunk);
    if (rest.length === 0) return;
    const { pass, cut } = this.cap.feed(rest);
    let more = true;
    for (const part of pass) more = this.handOn(part);
    // What came before the oversize packet is read first.
    if (cut) {
      this.inner.pause();
      setImmediate(() => setImmediate(() => this.destroy()));
    } else if (!more) {
      this.isFull = true;
      this.inner.pause();
    }
  }

  /** What came, from the first packet on that the broker has to see. */
  private withoutQuiet(chunk: Buffer): Buffer {
    if (!this.understood || !this.cap.isBetweenPackets) return chunk;
    let at = 0;
    for (;;) {
      const quiet = quietPublishAt(chunk, at, this.level);
      if (quiet === null || !this.rules.readQuiet(quiet.topic, quiet.payload)) return chunk.subarray(at);
      at = quiet.end;
      if (!this.isWaiting && this.rules.turn.isOver(() => this.goOn())) {
        this.isWaiting = true;
        this.inner.pause();
      }
    }
  }

  private handOn(part: Buffer): boolean {
    if (this.speaks === 'plain') return this.push(part);
    try {
      const packets = this.up.feed(part);
      if (this.speaks !== null) return this.translate(this.speaks, packets);
      this.early.push(part);
      const [first, ...others] = packets;
      return first === undefined || this.begin(first, others);
    } catch {
      // No MQTT, or none that can be translated.
      this.destroy();
      return false;
    }
  }

  private begin(first: Packet, others: readonly Packet[]): boolean {
    const asked = first.type === PACKET.connect ? readConnect(first.body) : null;
    this.understood = asked !== null;
    if (asked !== null && asked.keepAliveS > 0) this.endWhenSilentFor(asked.keepAliveS * KEEP_ALIVE_TIMES_MS);
    if (asked?.level === 5) {
      this.level = 5;
      this.speaks = new Mqtt5Translation({ ...asked, keepAliveS: 0 });
      this.push(this.speaks.connect());
      return this.translate(this.speaks, others);
    }
    if (asked !== null && !SPOKEN_LEVELS.includes(asked.level)) {
      this.rules.refusedVersion(asked);
      this.inner.end(UNACCEPTABLE_VERSION);
      return false;
    }
    this.speaks = 'plain';
    const came = Buffer.concat(this.early.splice(0));
    if (asked === null) return this.push(came);
    clearKeepAlive(came);
    return this.push(came);
  }

  /** The broker behind does not see every packet, so the keep-alive is watched here. */
  private endWhenSilentFor(ms: number): void {
    const silentFor = performance.now() - this.lastReadAt;
    if (silentFor >= ms) return void this.destroy(new Error('keep alive timeout'));
    this.silenceTimer = setTimeout(() => this.endWhenSilentFor(ms), ms - silentFor);
    this.silenceTimer.unref();
  }

  private translate(translation: Mqtt5Translation, packets: readonly Packet[]): boolean {
    let more = true;
    for (const packet of packets) {
      const translated = translation.fromClient(packet);
      if (translated === ENDS_WITH_WILL) {
        this.push(null);
        return false;
      }
      more = this.push(translated);
    }
    return more;
  }

  private goOn(): void {
    this.isWaiting = false;
    if (!this.isFull) this.inner.resume();
  }

  override _read(): void {
    this.isFull = false;
    if (!this.isWaiting) this.inner.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    const { speaks } = this;
    const bytes =
      speaks === null || speaks === 'plain'
        ? chunk
        : Buffer.concat(this.down.feed(chunk).map((packet) => speaks.fromBroker(packet)));
    if (bytes.length === 0) return done();
    this.inner.write(bytes, done);
  }

  override _writev(
    chunks: readonly { chunk: Buffer; encoding: BufferEncoding }[],
    done: (error?: Error | null) => void,
  ): void {
    this._write(Buffer.concat(chunks.map(({ chunk }) => chunk)), 'binary', done);
  }

  override _final(done: (error?: Error | null) => void): void {
    this.inner.end(() => done());
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    if (this.silenceTimer !== null) clearTimeout(this.silenceTimer);
    this.inner.destroy();
    done(error);
  }
}
