import { connect, type Socket } from 'node:net';
import { connectPacket, PacketReader, PacketType, pubackPacket, publishPacket, subscribePacket } from './packets.js';
import type { Packet } from './packets.js';

export interface DeviceAccess {
  readonly id: string;
  readonly secret: string;
}

/** One device on one connection. A connection that breaks is an error of the run, unless it is being closed. */
export class Device {
  private socket: Socket | null = null;
  private readonly reader = new PacketReader();
  private lastId = 0;
  private readonly acks = new Map<number, () => void>();
  private onWelcome: (error: Error | null) => void = () => undefined;
  private onSubscribed: () => void = () => undefined;
  private closing = false;
  /** Alerts whose `received` is being waited for. */
  private readonly received = new Map<string, () => void>();

  constructor(
    readonly access: DeviceAccess,
    private readonly port: number,
    private readonly localAddress = '127.0.0.1',
    private readonly onBroken: (error: Error) => void = (error) => {
      throw error;
    },
  ) {}

  /** Resolves when the broker let it in. */
  connect(): Promise<void> {
    return new Promise((resolve, reject) => {
      const socket = connect({ port: this.port, host: '127.0.0.1', localAddress: this.localAddress, noDelay: true });
      this.socket = socket;
      this.onWelcome = (error) => (error ? reject(error) : resolve());
      socket.on('connect', () => socket.write(connectPacket(this.access.id, this.access.id, this.access.secret)));
      socket.on('data', (chunk) => this.reader.read(chunk).forEach((one) => this.take(one)));
      socket.on('error', (error) => this.broken(error));
      socket.on('close', () => this.broken(new Error(`the broker closed the line of ${this.access.id}`)));
    });
  }

  async listensToReceipts(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.onSubscribed = resolve;
      this.socket?.write(subscribePacket(1, `care/v1/${this.access.id}/receipt`));
    });
  }

  /** QoS 1; resolves with the broker's acknowledgement. */
  publish(below: string, payload: Buffer): Promise<void> {
    this.lastId = (this.lastId % 60_000) + 2;
    const id = this.lastId;
    return new Promise((resolve) => {
      this.acks.set(id, resolve);
      this.socket?.write(publishPacket(id, `care/v1/${this.access.id}/${below}`, payload));
    });
  }

  /** Must be asked before the press: the answer may be quick. */
  receivedOf(alertId: string): Promise<void> {
    return new Promise((resolve) => this.received.set(alertId, resolve));
  }

  /** QoS 0. */
  send(packet: Buffer): boolean {
    return this.socket?.write(packet) ?? false;
  }

  close(): void {
    this.closing = true;
    this.socket?.destroy();
  }

  private take({ type, flags, body }: Packet): void {
    if (type === PacketType.connack) {
      const code = body[1] ?? 255;
      this.onWelcome(code === 0 ? null : new Error(`${this.access.id} was refused with code ${code}`));
    } else if (type === PacketType.suback) this.onSubscribed();
    else if (type === PacketType.puback) {
      const id = body.readUInt16BE(0);
      this.acks.get(id)?.();
      this.acks.delete(id);
    } else if (type === PacketType.publish) this.hear(flags, body);
  }

  private hear(flags: number, body: Buffer): void {
    const topicEnd = 2 + body.readUInt16BE(0);
    const qos = (flags >> 1) & 3;
    if (qos > 0) this.socket?.write(pubackPacket(body.readUInt16BE(topicEnd)));
    const payload = body.subarray(topicEnd + (qos > 0 ? 2 : 0)).toString('utf8');
    const said = JSON.parse(payload) as { alertId?: string; stage?: string };
    if (said.stage !== 'received' || said.alertId === undefined) return;
    this.received.get(said.alertId)?.();
    this.received.delete(said.alertId);
  }

  private broken(error: Error): void {
    if (this.closing) return;
    this.closing = true;
    this.onWelcome(error);
    this.onBroken(error);
  }
}

/** An alert of the native protocol. */
export const alertOf = (alertId: string): Buffer =>
  Buffer.from(JSON.stringify({ id: alertId, kind: 'sos', at: new Date().toISOString(), batteryPct: 80, attempt: 1 }));
