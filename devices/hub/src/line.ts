import { connect } from 'mqtt';

/** The hub's way to the broker; a fake in specs, MQTT.js in life. */
export interface HubNetworkReport {
  publish(topic: string, payload: string, options: { readonly qos: 0 | 1; readonly retain: boolean }): Promise<void>;
  subscribe(topic: string): Promise<void>;
  onConnect(listener: () => void): void;
  onMessage(listener: (topic: string, payload: Uint8Array) => void): void;
  close(): Promise<void>;
  /** The power is cut: the broker says the last will. */
  cut(): void;
}

export interface HubLineOptions {
  readonly url: string;
  readonly hubId: string;
  readonly secret: string;
  readonly clientId: string;
  readonly will: { readonly topic: string; readonly payload: string };
}

export function mqttHubLine({ url, hubId, secret, clientId, will }: HubLineOptions): HubNetworkReport {
  const client = connect(url, {
    username: hubId,
    password: secret,
    clientId,
    clean: true,
    keepalive: 60,
    reconnectPeriod: 1_000,
    reconnectOnConnackError: true,
    will: { topic: will.topic, payload: Buffer.from(will.payload), qos: 1, retain: true },
  });
  // Like the real bridge: a lost or refused connection is tried again for ever.
  client.on('error', () => undefined);
  return {
    async publish(topic, payload, { qos, retain }) {
      await client.publishAsync(topic, payload, { qos, retain });
    },
    async subscribe(topic) {
      await client.subscribeAsync(topic, { qos: 1 });
    },
    onConnect: (listener) => void client.on('connect', listener),
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
