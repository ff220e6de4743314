import { mqttLine, Pendant, type Line, type Outside, type Press } from '@silverbell/device-pendant';
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
  /** When each attempt left the device, by the clock of this process. */
  readonly sentAt: number[];
}

const HEARTBEAT_MS = 20_000;

/** Pendants over real MQTT, each repeating until it is answered, and a written record of what left them. */
export class Fleet {
  readonly pressed: Pressed[] = [];
  private readonly pendants: Pendant[] = [];
  private readonly byAlert = new Map<string, Pressed>();
  private readonly connected = new Set<string>();

  constructor(
    /** Which way each of them takes to the broker. */
    private readonly urlOf: (index: number) => string,
    private readonly outside: Outside,
    private readonly now: () => number,
  ) {}

  connect(wearers: readonly Wearer[]): void {
    for (const [index, { id, secret, at }] of wearers.entries()) {
      const line = mqttLine({
        url: this.urlOf(index),
        username: id,
        password: secret,
        clientId: `${id}~chaos`,
        will: { topic: topicOf('status', id), payload: encode(LAST_WILL), retain: true },
        keepaliveS: 10,
      });
      const pendant = new Pendant({
        deviceId: id,
        line: this.witnessed(line, id),
        outside: this.outside,
        position: { ...at, accuracyM: 20, datum: 'wgs84', source: 'gnss' },
        heartbeatEveryMs: HEARTBEAT_MS,
      });
      pendant.on('connected', () => this.connected.add(id));
      pendant.on('lost', () => this.connected.delete(id));
      this.pendants.push(pendant);
    }
  }

  get online(): number {
    return this.connected.size;
  }

  press({ device, kind }: PlannedPress): void {
    const pendant = this.pendants[device];
    if (!pendant) throw new Error(`there is no device ${String(device)}`);
    // The first attempt leaves before the press is known here: it is found by its id.
    const press = pendant.press(kind);
    this.pressed.push(this.recordOf(press.id, pendant.deviceId, press));
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

  private recordOf(alertId: string, deviceId: string, press?: Press): Pressed {
    const known = this.byAlert.get(alertId);
    if (known && (!press || known.press === press)) return known;
    const made = { deviceId, press: press ?? known?.press, sentAt: known?.sentAt ?? [] } as Pressed;
    this.byAlert.set(alertId, made);
    return made;
  }

  private witnessed(line: Line, deviceId: string): Line {
    const alerts = topicOf('alert', deviceId);
    const publish: Line['publish'] = async (topic, payload, options) => {
      if (topic === alerts) {
        const { id } = JSON.parse(typeof payload === 'string' ? payload : Buffer.from(payload).toString()) as {
          id: string;
        };
        this.recordOf(id, deviceId).sentAt.push(this.now());
      }
      await line.publish(topic, payload, options);
    };
    return {
      publish,
      subscribe: (topic) => line.subscribe(topic),
      get connected() {
        return line.connected;
      },
      onConnect: (listener) => line.onConnect(listener),
      onLost: (listener) => line.onLost(listener),
      onMessage: (listener) => line.onMessage(listener),
      close: () => line.close(),
      cut: () => line.cut(),
    };
  }
}
