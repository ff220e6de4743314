import { parseReceipt, topicOf, type ReceiptMessage } from '@silverbell/mqtt-contract';
import { connectMqtt, type Environment, type MqttConnection } from '@silverbell/device-kit';
import type { ReceiptStage } from '@silverbell/vocabulary';

export type ChildModel = 'sos-button' | 'smoke' | 'carbon-monoxide';

export interface HubChild {
  /** zigbee2mqtt's friendly name. */
  readonly name: string;
  readonly model: ChildModel;
}

/** What a hub does with its connection. */
export type HubConnection = Omit<MqttConnection, 'connected' | 'onLost'>;

export interface HubOptions {
  readonly hubId: string;
  readonly children: readonly HubChild[];
  readonly connection: HubConnection;
  readonly environment: Pick<Environment, 'now' | 'random'>;
}

const DEFINITIONS: Readonly<Record<ChildModel, { readonly model: string; readonly exposes: readonly object[] }>> = {
  'sos-button': {
    model: 'SIM-SOS',
    exposes: [{ type: 'enum', property: 'action', name: 'action', access: 1, values: ['emergency'] }],
  },
  smoke: {
    model: 'SIM-SMOKE',
    exposes: [{ type: 'binary', property: 'smoke', name: 'smoke', access: 1, value_on: true, value_off: false }],
  },
  'carbon-monoxide': {
    model: 'SIM-CO',
    exposes: [
      {
        type: 'binary',
        property: 'carbon_monoxide',
        name: 'carbon_monoxide',
        access: 1,
        value_on: true,
        value_off: false,
      },
    ],
  },
};

const ALARM_OF: Readonly<Record<ChildModel, object>> = {
  'sos-button': { action: 'emergency' },
  smoke: { smoke: true },
  'carbon-monoxide': { carbon_monoxide: true },
};

/** A home hub that speaks like zigbee2mqtt with base topic `zigbee2mqtt/{hubId}`. It knows nothing of our protocol but its receipts. */
export class Hub {
  readonly hubId: string;
  readonly receipts: ReceiptMessage[] = [];
  private readonly connection: HubConnection;
  private readonly environment: Pick<Environment, 'now' | 'random'>;
  private readonly children: readonly HubChild[];
  private readonly waiting = new Set<{ stage: ReceiptStage | null; tell: (receipt: ReceiptMessage) => void }>();
  private readonly whenReady = new Set<() => void>();
  private isReady = false;

  constructor({ hubId, children, connection, environment }: HubOptions) {
    this.hubId = hubId;
    this.children = children;
    this.connection = connection;
    this.environment = environment;
    connection.onConnect(() => void this.introduce());
    connection.onMessage((_, payload) => this.onMessage(payload));
  }

  ready(): Promise<void> {
    return this.isReady ? Promise.resolve() : new Promise((done) => this.whenReady.add(done));
  }

  /** The button behind this name is pressed, or the sensor behind it trips. */
  async press(name: string, state: object = ALARM_OF[this.child(name).model]): Promise<void> {
    await this.report(name, state);
  }

  /** Any state of a device, as the bridge would publish it. */
  async report(name: string, state: object, retain = false): Promise<void> {
    await this.say(name, JSON.stringify(this.withHousekeeping(state)), retain);
  }

  async available(name: string, online: boolean): Promise<void> {
    await this.say(`${name}/availability`, JSON.stringify({ state: online ? 'online' : 'offline' }), true);
  }

  /** The next receipt of that stage that has not been looked at, or any; waits for ever. */
  receipt(stage: ReceiptStage | null = null): Promise<ReceiptMessage> {
    const here = this.receipts.find((receipt) => stage === null || receipt.stage === stage);
    return here ? Promise.resolve(here) : new Promise((tell) => this.waiting.add({ stage, tell }));
  }

  async switchOff(): Promise<void> {
    await this.say('bridge/state', JSON.stringify({ state: 'offline' }), true);
    await this.connection.close();
  }

  losesPower(): void {
    this.connection.cut();
  }

  private child(name: string): HubChild {
    const child = this.children.find((each) => each.name === name);
    if (!child) throw new Error(`${this.hubId} has no device called ${name}`);
    return child;
  }

  private withHousekeeping(state: object): object {
    return {
      battery: 90,
      linkquality: 40 + Math.floor(this.environment.random() * 80),
      last_seen: new Date(this.environment.now()).toISOString(),
      ...state,
    };
  }

  private async introduce(): Promise<void> {
    try {
      await this.connection.subscribe(topicOf('receipt', this.hubId));
      await this.say('bridge/state', JSON.stringify({ state: 'online' }), true);
      await this.say('bridge/devices', JSON.stringify(this.inventory()), true);
      for (const { name } of this.children) await this.available(name, true);
    } catch {
      return; // lost again: the next connection introduces it again
    }
    this.isReady = true;
    for (const tell of this.whenReady) tell();
    this.whenReady.clear();
  }

  private inventory(): object[] {
    const coordinator = { ieee_address: '0x0000000000000000', friendly_name: 'Coordinator', type: 'Coordinator' };
    return [
      coordinator,
      ...this.children.map(({ name, model }, nth) => ({
        ieee_address: `0x00124b00000000${(nth + 1).toString(16).padStart(2, '0')}`,
        friendly_name: name,
        type: 'EndDevice',
        power_source: 'Battery',
        disabled: false,
        definition: { vendor: 'Silverbell', description: 'simulated', ...DEFINITIONS[model] },
      })),
    ];
  }

  private say(below: string, payload: string, retain: boolean): Promise<void> {
    return this.connection.publish(`zigbee2mqtt/${this.hubId}/${below}`, payload, { qos: retain ? 1 : 0, retain });
  }

  private onMessage(payload: Uint8Array): void {
    const receipt = parseReceipt(payload);
    if (!receipt) return;
    this.receipts.push(receipt);
    for (const one of [...this.waiting]) {
      if (one.stage !== null && one.stage !== receipt.stage) continue;
      this.waiting.delete(one);
      one.tell(receipt);
    }
  }
}

export interface HubConnectOptions extends Omit<HubOptions, 'connection'> {
  readonly url: string;
  readonly secret: string;
  readonly suffix?: string;
}

/** A hub on a real broker. */
export function connectHub({ url, secret, suffix, ...options }: HubConnectOptions): Hub {
  const connection = connectMqtt({
    url,
    username: options.hubId,
    password: secret,
    clientId: suffix ? `${options.hubId}~${suffix}` : options.hubId,
    will: {
      topic: `zigbee2mqtt/${options.hubId}/bridge/state`,
      payload: JSON.stringify({ state: 'offline' }),
      retain: true,
    },
    keepaliveS: 60,
    queuesWhileOffline: true,
  });
  return new Hub({ ...options, connection });
}
