import { connect, type IClientOptions } from 'mqtt';

/** The connection of a simulated device to the broker; specs use a fake, the programs MQTT.js. */
export interface MqttConnection {
  /** Resolves at the broker's PUBACK (QoS 1) or when it was sent (QoS 0). Rejects when it could not be. */
  publish(
    topic: string,
    payload: string | Uint8Array,
    options: { readonly qos: 0 | 1; readonly retain: boolean },
  ): Promise<void>;
  subscribe(topic: string): Promise<void>;
  readonly connected: boolean;
  onConnect(listener: () => void): void;
  onLost(listener: () => void): void;
  onMessage(listener: (topic: string, payload: Uint8Array) => void): void;
  /** Sends DISCONNECT first, so that the broker does not publish the last will. */
  close(): Promise<void>;
  /** Like a power cut: no DISCONNECT, so the broker publishes the last will. */
  cut(): void;
}

export interface MqttConnectionOptions {
  /** `mqtt://host:port` or `ws://host:port`. */
  readonly url: string;
  readonly username: string;
  readonly password: string;
  readonly clientId: string;
  readonly will?: { readonly topic: string; readonly payload: string; readonly retain: boolean };
  readonly keepaliveS?: number;
  /** `true`: publishes made while offline are sent after the reconnect, as a hub's bridge does. Absent: they fail, and the device repeats by itself. */
  readonly queuesWhileOffline?: boolean;
}

export function connectMqtt(options: MqttConnectionOptions): MqttConnection {
  // A pendant repeats its alert with a higher attempt; a queue of old ones would only be in its way.
  const queues = options.queuesWhileOffline === true;
  const settings: IClientOptions = {
    username: options.username,
    password: options.password,
    clientId: options.clientId,
    clean: true,
    keepalive: options.keepaliveS ?? 30,
    reconnectPeriod: 1_000,
    reconnectOnConnackError: true,
    connectTimeout: 10_000,
    queueQoSZero: queues,
    ...(options.will
      ? {
          will: {
            topic: options.will.topic,
            payload: Buffer.from(options.will.payload),
            qos: 1,
            retain: options.will.retain,
          },
        }
      : {}),
  };
  const client = connect(options.url, settings);
  // Refused and lost connections are retried for ever, as a device does; a caller that must know listens to `onLost`.
  client.on('error', () => undefined);
  return {
    get connected() {
      return client.connected;
    },
    async publish(topic, payload, { qos, retain }) {
      if (!queues && !client.connected) throw new Error('not connected');
      await client.publishAsync(topic, typeof payload === 'string' ? payload : Buffer.from(payload), { qos, retain });
    },
    async subscribe(topic) {
      await client.subscribeAsync(topic, { qos: 1 });
    },
    onConnect: (listener) => void client.on('connect', listener),
    onLost: (listener) => void client.on('close', listener),
    onMessage: (listener) => void client.on('message', (topic, payload) => listener(topic, payload)),
    close: async () => {
      await client.endAsync(!client.connected);
    },
    cut: () => {
      client.options.reconnectPeriod = 0;
      client.stream.destroy();
      client.end(true);
    },
  };
}
