import { connectMqtt, type Environment } from '@silverbell/device-kit';
import { Pendant, type Press } from '@silverbell/device-pendant';
import { encode, LAST_WILL, topicOf } from '@silverbell/mqtt-contract';
import type { PlannedPress } from './schedule.js';

export interface Wearer {
  readonly id: string;
  readonly secret: string;
  readonly at: { readonly lat: number; readonly lng: number };
}

/** One press as the device that made it knows it. */
export interface Pressed {
  readonly deviceId: string;
  readonly press: Press;
}

const HEARTBEAT_MS = 20_000;

/** Pendants over real MQTT, each repeating until it is answered. */
export class Fleet {
  readonly pressed: Pressed[] = [];
  private readonly pendants: Pendant[] = [];
  private readonly connected = new Set<string>();
  /** Clocks of devices that are wrong, by index. */
  private readonly wrongBy = new Map<number, number>();

  constructor(
    /** Which way each of them takes to the broker. */
    private readonly urlOf: (index: number) => string,
    private readonly environment: Environment,
  ) {}

  connect(wearers: readonly Wearer[]): void {
    for (const [index, { id, secret, at }] of wearers.entries()) {
      const connection = connectMqtt({
        url: this.urlOf(index),
        username: id,
        password: secret,
        clientId: `${id}~chaos`,
        will: { topic: topicOf('status', id), payload: encode(LAST_WILL), retain: true },
        keepaliveS: 10,
      });
      const pendant = new Pendant({
        deviceId: id,
        connection,
        environment: { ...this.environment, now: () => this.environment.now() + (this.wrongBy.get(index) ?? 0) },
        position: { ...at, accuracyM: 20, datum: 'wgs84', source: 'gnss' },
        heartbeatEveryMs: HEARTBEAT_MS,
      });
      pendant.on('connected', () => this.connected.add(id));
      pendant.on('lost', () => this.connected.delete(id));
      this.pendants.push(pendant);
    }
  }

  setClock(device: number, byMs: number): void {
    this.wrongBy.set(device, byMs);
  }

  get online(): number {
    return this.connected.size;
  }

  press({ device, kind }: PlannedPress): void {
    const pendant = this.pendants[device];
    if (!pendant) throw new Error(`there is no device ${String(device)}`);
    this.pressed.push({ deviceId: pendant.deviceId, press: pendant.press(kind) });
  }

  get waiting(): readonly Pressed[] {
    return this.pressed.filter(({ press }) => press.receivedAt === null);
  }

  get answered(): readonly Pressed[] {
    return this.pressed.filter(({ press }) => press.receivedAt !== null);
  }

  async goesHome(): Promise<void> {
    await Promise.allSettled(this.pendants.map((pendant) => pendant.switchOff()));
  }
}
