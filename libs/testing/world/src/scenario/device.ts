import type { Clock } from '@silverbell/kernel';
import { parseReceipt, topicOf, type AlertMessage, type ReceiptMessage } from '@silverbell/mqtt-contract';
import { connectAsync, type MqttClient } from 'mqtt';
import { eventually } from './eventually.js';

/** One press of a button, and what the device heard about it. */
export interface Pressed {
  readonly alertId: string;
  /** The broker acknowledged it; on our own broker that means the disk. */
  readonly acknowledged: Promise<void>;
}

/** A device as the outside sees it: a real connection, a name, a secret; nothing is repeated unless the test says so. */
export class Device {
  readonly heard: ReceiptMessage[] = [];
  private client: MqttClient | null = null;
  private count = 0;
  private last: (Partial<AlertMessage> & { id: string }) | null = null;

  constructor(
    readonly id: string,
    private readonly secret: string,
    private readonly broker: () => string,
    private readonly clock: Clock,
    /** Whose line it speaks on: a zigbee button speaks through its hub. */
    private readonly settle: () => Promise<void>,
  ) {}

  async isOnline(): Promise<this> {
    await this.line();
    return this;
  }

  /** Presses and waits until everything that follows at once has happened. */
  async presses(kind: AlertMessage['kind'] = 'sos', more: Partial<AlertMessage> = {}): Promise<string> {
    const { alertId, acknowledged } = await this.beginsToPress(kind, more);
    await acknowledged;
    await this.settle();
    return alertId;
  }

  /** Presses and waits for nothing. */
  async beginsToPress(kind: AlertMessage['kind'] = 'sos', more: Partial<AlertMessage> = {}): Promise<Pressed> {
    this.count += 1;
    const alert = {
      id: `${this.id}-${String(this.count)}`,
      kind,
      at: new Date(this.clock.now()).toISOString(),
      batteryPct: 80,
      attempt: 1,
      ...more,
    };
    this.last = alert;
    return { alertId: alert.id, acknowledged: this.publishes(topicOf('alert', this.id), JSON.stringify(alert)) };
  }

  /** The same alert once more, as a device does that saw no receipt. */
  async repeats(times = 1): Promise<void> {
    if (this.last === null) throw new Error(`${this.id} has not pressed yet`);
    for (let count = 0; count < times; count += 1) {
      this.last = { ...this.last, attempt: (this.last.attempt ?? 1) + 1 };
      await this.publishes(topicOf('alert', this.id), JSON.stringify(this.last));
    }
    await this.settle();
  }

  /** Any bytes on any topic of its own. Resolves at the PUBACK; fails when the connection is closed instead. */
  async publishes(topic: string, payload: string | Buffer, qos: 0 | 1 = 1): Promise<void> {
    const client = await this.line();
    await new Promise<void>((resolve, reject) => {
      const closed = (): void => reject(new Error(`${this.id}: the line was closed instead of an acknowledgement`));
      client.once('close', closed);
      client.publish(topic, payload, { qos }, (error) => {
        client.off('close', closed);
        if (error) reject(error);
        else resolve();
      });
    });
  }

  stages(alertId?: string): readonly string[] {
    return this.heard
      .filter((receipt) => alertId === undefined || receipt.alertId === alertId)
      .map((receipt) => receipt.stage);
  }

  /** Waits for a stage, of this alert or of any. */
  async hears(stage: ReceiptMessage['stage'], alertId?: string): Promise<ReceiptMessage> {
    return eventually(
      `${this.id} hears "${stage}"${alertId === undefined ? '' : ` for ${alertId}`}`,
      () =>
        this.heard.findLast(
          (receipt) => receipt.stage === stage && (alertId === undefined || receipt.alertId === alertId),
        ),
      () => this.heard.map((receipt) => `${receipt.alertId} ${receipt.stage}`),
    );
  }

  /** Out of reach: the connection is cut without a word. */
  async goesAway(): Promise<void> {
    const { client } = this;
    this.client = null;
    if (client !== null) await client.endAsync(true);
  }

  private async line(): Promise<MqttClient> {
    if (this.client?.connected === true) return this.client;
    if (this.client !== null) await this.goesAway();
    const client = await connectAsync(this.broker(), {
      username: this.id,
      password: this.secret,
      clientId: this.id,
      clean: true,
      reconnectPeriod: 0,
      connectTimeout: 5_000,
    });
    client.on('error', () => undefined);
    client.on('message', (topic, payload) => {
      if (topic !== topicOf('receipt', this.id)) return;
      const receipt = parseReceipt(payload);
      if (receipt !== null) this.heard.push(receipt);
    });
    await client.subscribeAsync(topicOf('receipt', this.id), { qos: 1 });
    this.client = client;
    return client;
  }
}
