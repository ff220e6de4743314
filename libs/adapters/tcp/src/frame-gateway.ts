import type { Doubt } from '@silverbell/incident';
import { as, type Clock, type DeviceId, type Instant } from '@silverbell/kernel';
import { isDeviceId } from '@silverbell/mqtt-contract';
import type { Reply, Result, StreamProfile } from '@silverbell/profiles';
import { randomUUID } from 'node:crypto';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** One frame as the intake takes it. */
export interface FrameDelivery {
  readonly deviceId: DeviceId;
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly replayed: false;
  readonly repeats: boolean;
  readonly receivedAt: Instant;
  readonly doubts: readonly Doubt[];
}

export interface FrameRooms {
  /** Resolves when it is safe; throws when nothing was kept, and then nothing is answered. */
  readonly intake: { accept(delivery: FrameDelivery): Promise<void> };
  readonly clock: Clock;
  /** Codes and ids; never bytes. */
  readonly log: { warn(what: string, facts?: Readonly<Record<string, string | number | boolean | null>>): void };
}

export interface FrameLimits {
  readonly framesPerSecond: number;
  readonly idsPerConnection: number;
  readonly junkBytes: number;
  readonly firstFrameWithinMs: number;
  readonly silentForMs: number;
  readonly connections: number;
  readonly connectionsPerAddress: number;
}
export const FRAME_LIMITS: FrameLimits = {
  framesPerSecond: 20,
  idsPerConnection: 4,
  junkBytes: 8 * 1024,
  firstFrameWithinMs: 60_000,
  // Watches are silent for up to half an hour when they save their battery.
  silentForMs: 35 * 60_000,
  connections: 5_000,
  connectionsPerAddress: 200,
};

/** Listens for one family of devices that speak over a bare connection. */
export class FrameGateway<Session> {
  private readonly server: Server;
  private readonly perAddress = new Map<string, number>();
  private readonly open = new Set<Connection<Session>>();

  constructor(
    private readonly profile: StreamProfile<Session>,
    private readonly rooms: FrameRooms,
    private readonly settings: { readonly bind: string; /** 0: any free port. */ readonly port: number },
    private readonly limits: FrameLimits = FRAME_LIMITS,
  ) {
    this.server = createServer((socket) => this.connect(socket));
    this.server.maxConnections = limits.connections;
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
    const address = socket.remoteAddress ?? '';
    const others = this.perAddress.get(address) ?? 0;
    socket.on('error', () => undefined);
    if (others >= this.limits.connectionsPerAddress) {
      this.rooms.log.warn('connection-refused', { family: this.profile.id, reason: 'too-many-of-one-address' });
      socket.destroy();
      return;
    }
    this.perAddress.set(address, others + 1);
    const connection = new Connection(socket, this.profile, this.rooms, this.limits);
    this.open.add(connection);
    socket.once('close', () => {
      this.open.delete(connection);
      const left = (this.perAddress.get(address) ?? 1) - 1;
      if (left > 0) this.perAddress.set(address, left);
      else this.perAddress.delete(address);
    });
  }
}

class Connection<Session> {
  private readonly topic: string;
  private rest: Uint8Array = new Uint8Array(0);
  private junk = 0;
  private readonly claimed = new Set<string>();
  private speaker: DeviceId | null = null;
  private working: Promise<void> = Promise.resolve();
  private second = { from: 0, frames: 0 };

  constructor(
    private readonly socket: Socket,
    private readonly profile: StreamProfile<Session>,
    private readonly rooms: FrameRooms,
    private readonly limits: FrameLimits,
  ) {
    this.topic = `raw/${profile.id}/${randomUUID()}`;
    socket.setNoDelay(true);
    socket.setKeepAlive(true, 60_000);
    socket.setTimeout(limits.firstFrameWithinMs, () => this.cut('silent'));
    socket.on('data', (chunk) => this.arrived(chunk));
    // What came before the end of the line is still handed in; only then is our side closed.
    socket.on('end', () => void this.working.then(() => socket.end()));
  }

  async end(): Promise<void> {
    this.socket.pause();
    await Promise.race([this.working, new Promise((resolve) => setTimeout(resolve, 5_000).unref())]);
    this.socket.destroy();
  }

  private arrived(chunk: Uint8Array): void {
    const { frames, rest, junk } = this.profile.frame(Buffer.concat([this.rest, chunk]));
    this.rest = rest;
    this.junk += junk;
    if (this.junk > this.limits.junkBytes) return this.cut('no-frames');
    if (frames.length === 0) return;
    this.socket.pause();
    this.working = this.working.then(async () => {
      for (const frame of frames) await this.take(frame);
      this.socket.resume();
    });
  }

  private async take(frame: Uint8Array): Promise<void> {
    await this.slowDown();
    const receivedAt = this.rooms.clock.now();
    const read: Result<unknown> = this.profile.decode({
      topic: this.topic,
      payload: frame,
      retained: false,
      receivedAt,
      session: this.profile.initial(),
      device: null,
    });
    const deviceId = this.speakerOf(read);
    if (deviceId === null) return;
    const replies = read.replies ?? [];
    this.send(replies, 'immediate');
    const promised = replies.some(({ when }) => when === 'after-commit');
    try {
      await this.rooms.intake.accept({
        ...{ deviceId, topic: this.topic, payload: frame, receivedAt, doubts: [], replayed: false },
        repeats: promised,
      });
    } catch (error) {
      // No answer: the device says it again.
      this.rooms.log.warn('frame-not-taken', {
        device: deviceId,
        error: error instanceof Error ? error.name : 'unknown',
      });
      return;
    }
    this.send(replies, 'after-commit');
  }

  /** Who a frame is from, as it claims; one that says nothing of it is from whoever spoke before. */
  private speakerOf(read: Result<unknown>): DeviceId | null {
    const key = read.identity?.key ?? null;
    if (key === null) return this.speaker;
    if (!isDeviceId(key)) return null;
    this.claimed.add(key);
    if (this.claimed.size > this.limits.idsPerConnection) {
      this.cut('too-many-ids');
      return null;
    }
    this.socket.setTimeout(this.limits.silentForMs);
    return (this.speaker = as<DeviceId>(key));
  }

  private send(replies: readonly Reply[], when: Reply['when']): void {
    for (const reply of replies) if (reply.when === when && this.socket.writable) this.socket.write(reply.bytes);
  }

  /** Above its rate a connection is read more slowly, and nothing of it is lost. */
  private async slowDown(): Promise<void> {
    const from = Math.floor(this.rooms.clock.now() / 1_000);
    this.second = from === this.second.from ? { from, frames: this.second.frames + 1 } : { from, frames: 1 };
    if (this.second.frames <= this.limits.framesPerSecond) return;
    await new Promise((resolve) => setTimeout(resolve, 1_000 / this.limits.framesPerSecond));
  }

  private cut(reason: string): void {
    this.rooms.log.warn('connection-cut', { family: this.profile.id, reason, device: this.speaker });
    this.socket.destroy();
  }
}
