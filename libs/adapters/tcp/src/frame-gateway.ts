import type { Doubt } from '@silverbell/vocabulary';
import { as, type Clock, type DeviceId, type Instant } from '@silverbell/kernel';
import { isDeviceId } from '@silverbell/mqtt-contract';
import type { Reply, Result, StreamProfile } from '@silverbell/profiles';
import { randomUUID } from 'node:crypto';
import { TurnedAwayError } from './new-number-budget.js';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { GuardedConnection, ListenerGuard } from './listener-guard.js';

/** One frame as the intake takes it. */
export interface FrameDelivery {
  readonly deviceId: DeviceId;
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly replayed: false;
  readonly repeats: boolean;
  readonly receivedAt: Instant;
  readonly doubts: readonly Doubt[];
  /** Where the connection came from. */
  readonly address: string;
}

export interface FrameDeps {
  /** Resolves when it is safe; throws when nothing was kept, and then nothing is answered. */
  readonly intake: { accept(delivery: FrameDelivery): Promise<void> };
  readonly clock: Clock;
  readonly guard: Pick<ListenerGuard, 'guard' | 'of'>;
  /** Codes and ids; never bytes. */
  readonly log: { warn(what: string, facts?: Readonly<Record<string, string | number | boolean | null>>): void };
}

export interface FrameLimits {
  readonly framesPerSecond: number;
  readonly idsPerConnection: number;
  readonly junkBytes: number;
  /** Of one frame that is too long to hold: an image, a voice message. */
  readonly passedOverBytes: number;
  readonly firstFrameWithinMs: number;
  readonly silentForMs: number;
  /** An alarm without its end is read after this. */
  readonly unfinishedForMs: number;
  readonly connections: number;
  readonly connectionsPerAddress: number;
}
export const FRAME_LIMITS: FrameLimits = {
  framesPerSecond: 20,
  idsPerConnection: 4,
  junkBytes: 8 * 1024,
  passedOverBytes: 1024 * 1024,
  firstFrameWithinMs: 60_000,
  // Watches are silent for up to half an hour when they save their battery.
  silentForMs: 35 * 60_000,
  unfinishedForMs: 2_000,
  connections: 5_000,
  connectionsPerAddress: 200,
};

/** Listens for one family of devices that speak over a bare connection. */
export class FrameGateway<Session> {
  private readonly server: Server;
  private readonly open = new Set<Connection<Session>>();

  constructor(
    private readonly profile: StreamProfile<Session>,
    private readonly deps: FrameDeps,
    private readonly settings: { readonly bind: string; /** 0: any free port. */ readonly port: number },
    private readonly limits: FrameLimits = FRAME_LIMITS,
  ) {
    this.server = createServer((socket) => this.connect(socket));
    deps.guard.guard(this.server, {
      name: profile.id,
      connections: limits.connections,
      perAddress: limits.connectionsPerAddress,
      firstWordWithinMs: limits.firstFrameWithinMs,
    });
  }

  listen(): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(this.settings.port, this.settings.bind, () => {
        this.server.off('error', reject);
        resolve((this.server.address() as AddressInfo).port);
      });
    });
  }

  /** No new connections; frames that were begun come to their end; then the rest is cut. */
  async close(): Promise<void> {
    const stopped = new Promise<void>((resolve) => this.server.close(() => resolve()));
    await Promise.all([...this.open].map((connection) => connection.end()));
    await stopped;
  }

  private connect(socket: Socket): void {
    if (socket.destroyed) return;
    const connection = new Connection(socket, this.profile, this.deps, this.limits);
    this.open.add(connection);
    socket.once('close', () => this.open.delete(connection));
  }
}

class Connection<Session> {
  private readonly topic: string;
  private readonly address: string;
  private rest: Uint8Array = new Uint8Array(0);
  /** As much of it as was read already, because its end did not come. */
  private restRead = 0;
  /** The bytes to come belong to a frame that was too long. */
  private inside = false;
  private junk = 0;
  private passedOver = 0;
  private readonly claimed = new Set<string>();
  private speaker: DeviceId | null = null;
  private working: Promise<void> = Promise.resolve();
  private second = { from: 0, frames: 0 };
  private unfinished: NodeJS.Timeout | null = null;
  private readonly guarded: GuardedConnection;

  constructor(
    private readonly socket: Socket,
    private readonly profile: StreamProfile<Session>,
    private readonly deps: FrameDeps,
    private readonly limits: FrameLimits,
  ) {
    this.topic = `raw/${profile.id}/${randomUUID()}`;
    this.guarded = deps.guard.of(socket);
    this.address = socket.remoteAddress ?? '';
    socket.setNoDelay(true);
    socket.setKeepAlive(true, 60_000);
    socket.on('data', (chunk) => this.arrived(chunk));
    // What came before the end of the connection is still handed in; only then is our side closed.
    socket.on('end', () => {
      this.readRest();
      void this.working.then(() => socket.end());
    });
    // However it ended: reset by the other side, cut here, ended for another one.
    socket.on('close', () => this.readRest());
  }

  async end(): Promise<void> {
    this.socket.pause();
    this.readRest();
    await Promise.race([this.working, new Promise((resolve) => setTimeout(resolve, 5_000).unref())]);
    this.socket.destroy();
  }

  private arrived(chunk: Uint8Array): void {
    const wasInside = this.inside;
    const { frames, rest, junk, inside } = this.profile.frame(Buffer.concat([this.rest, chunk]), wasInside);
    this.rest = rest;
    this.restRead = 0;
    this.inside = inside;
    this.count(junk, wasInside || inside);
    if (frames.length > 0) {
      this.socket.pause();
      this.take(frames);
      this.working = this.working.then(() => void this.socket.resume());
    }
    this.waitForTheEnd();
    if (this.junk > this.limits.junkBytes) this.cut('no-frames');
    else if (this.passedOver > this.limits.passedOverBytes) this.cut('endless-frame');
  }

  private count(junk: number, ofLongFrame: boolean): void {
    if (!ofLongFrame) {
      this.junk += junk;
      this.passedOver = 0;
    } else this.passedOver += junk;
  }

  /** An alarm that has begun and whose end does not come is read as it stands. Its end is waited for all the same: only then is it answered. */
  private waitForTheEnd(): void {
    if (this.unfinished) clearTimeout(this.unfinished);
    this.unfinished = this.profile.containsAlarm(this.rest)
      ? setTimeout(() => this.readUnfinished(), this.limits.unfinishedForMs).unref()
      : null;
  }

  private readUnfinished(): void {
    this.restRead = this.rest.length;
    this.take(this.profile.leftover(this.rest));
  }

  /** What stood in the buffer when the connection ended is read like a frame. */
  private readRest(): void {
    if (this.unfinished) clearTimeout(this.unfinished);
    const rest = this.rest;
    this.rest = new Uint8Array(0);
    if (!this.inside && rest.length > this.restRead) this.take(this.profile.leftover(rest));
  }

  private take(frames: readonly Uint8Array[]): void {
    this.working = this.working.then(async () => {
      for (const frame of frames) await this.takeOne(frame);
    });
  }

  private async takeOne(frame: Uint8Array): Promise<void> {
    const receivedAt = this.deps.clock.now();
    const read: Result<unknown> = this.profile.decode({
      topic: this.topic,
      payload: frame,
      retained: false,
      receivedAt,
      session: this.profile.initial(),
      device: null,
    });
    const isAlarm = read.signals.length > 0;
    if (!isAlarm) await this.slowDown();
    const deviceId = this.speakerOf(read, frame, isAlarm);
    if (deviceId === null) return;
    if (isAlarm) this.guarded.alarmed();
    const replies = read.replies ?? [];
    this.send(replies, 'immediate');
    const promised = replies.some(({ when }) => when === 'after-commit');
    try {
      await this.deps.intake.accept({
        ...{ deviceId, topic: this.topic, payload: frame, receivedAt, doubts: [], replayed: false },
        address: this.address,
        repeats: promised,
      });
    } catch (error) {
      // No answer: the device says it again.
      if (error instanceof TurnedAwayError) return;
      this.deps.log.warn('frame-not-taken', {
        device: deviceId,
        error: error instanceof Error ? error.name : 'unknown',
      });
      return;
    }
    this.send(replies, 'after-commit');
  }

  /**
   * Who a frame is from, as it claims; one without a sender is from the sender of the frame before, and an alarm is from an unknown device
   * at least. More numbers than a connection may claim end it, except with an alarm: that one is heard.
   */
  private speakerOf(read: Result<unknown>, frame: Uint8Array, isAlarm: boolean): DeviceId | null {
    const key = read.identity?.key ?? null;
    if (key === null || !isDeviceId(key))
      return (
        this.speaker ?? (isAlarm && this.profile.containsAlarm(frame) ? as<DeviceId>(this.profile.unknownKey) : null)
      );
    if (!this.claimed.has(key) && this.claimed.size >= this.limits.idsPerConnection) {
      if (isAlarm) return as<DeviceId>(key);
      this.cut('too-many-ids');
      return null;
    }
    this.claimed.add(key);
    this.guarded.received();
    this.socket.setTimeout(this.limits.silentForMs, () => this.cut('silent'));
    return (this.speaker = as<DeviceId>(key));
  }

  private send(replies: readonly Reply[], when: Reply['when']): void {
    for (const reply of replies) if (reply.when === when && this.socket.writable) this.socket.write(reply.bytes);
  }

  /** Above its rate a connection is read more slowly, and nothing of it is lost. An alarm does not wait. */
  private async slowDown(): Promise<void> {
    const from = Math.floor(this.deps.clock.now() / 1_000);
    this.second = from === this.second.from ? { from, frames: this.second.frames + 1 } : { from, frames: 1 };
    if (this.second.frames <= this.limits.framesPerSecond) return;
    await new Promise((resolve) => setTimeout(resolve, 1_000 / this.limits.framesPerSecond));
  }

  private cut(reason: string): void {
    if (this.socket.destroyed) return;
    this.deps.log.warn('connection-cut', { family: this.profile.id, reason, device: this.speaker });
    this.socket.destroy();
  }
}
