import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';
import { errorFacts, type Log } from './log.port.js';

const FIRST_PAUSE_MS = 500;
/** Longer than a database needs to start again, and no longer: while disconnected from the broker this engine receives no press. */
const LONGEST_PAUSE_MS = 2_000;

export interface BrokerConnectionSettings {
  /** With the servers' user name and password in it, where the broker wants them. */
  readonly url: string;
  readonly clientId: string;
  /** How long the broker keeps the session after the line broke; 0: not at all. */
  readonly sessionLastsS: number;
  /** Default 5; the embedded broker speaks 4 (that is MQTT 3.1.1). */
  readonly protocol?: 4 | 5;
  /** Default 20. */
  readonly keepaliveS?: number;
}

export interface BrokerConnectionEvents {
  /** After every connect, before `listening`; `kept`: the broker still had the session. */
  readonly connected?: (kept: boolean) => void;
  /** After every connect, when the broker has confirmed all subscriptions. */
  readonly listening?: () => void;
  readonly left?: () => void;
  readonly handle?: MqttClient['handleMessage'];
}

/** One connection to an outside broker. Breaks are mended by itself, and its subscriptions with them. */
export class BrokerConnection {
  private client: MqttClient | null = null;
  private pauseMs = FIRST_PAUSE_MS;
  private closing = false;
  /** On this connection the broker has confirmed our subscriptions. */
  private isSubscribed = false;

  constructor(
    private readonly settings: BrokerConnectionSettings,
    private readonly log: Log,
    private readonly events: BrokerConnectionEvents = {},
  ) {}

  /** Connected and subscribed. */
  get connected(): boolean {
    return this.isSubscribed && (this.client?.connected ?? false);
  }

  /** Resolves when it is connected, and subscribed to all of `filters`, for the first time. */
  async open(filters: Readonly<Record<string, { readonly qos: 0 | 1 }>> = {}): Promise<void> {
    const client = mqtt.connect(withoutLogin(this.settings.url), this.options());
    this.client = client;
    const { handle } = this.events;
    if (handle)
      client.handleMessage = (packet, done) => {
        // The answer to a ping waits behind every message that came before it: a slow handler must not take that for a dead broker,
        // break the connection and start over for ever.
        client.reschedulePing(true);
        handle(packet, done);
      };
    client.on('error', (error) =>
      this.log.warn('outside-broker', { line: this.settings.clientId, ...errorFacts(error) }),
    );
    client.on('close', () => {
      this.isSubscribed = false;
      this.events.left?.();
      if (!this.closing) this.log.info('outside-broker-left', { line: this.settings.clientId });
    });
    const listening = new Promise<void>((resolve) => {
      client.on('connect', ({ sessionPresent }) => {
        const { stream } = client;
        this.events.connected?.(sessionPresent);
        const onSubscribed = (): void => {
          if (client.stream === stream) {
            this.isSubscribed = true;
            this.events.listening?.();
          }
          resolve();
        };
        // On every connection: a session that was made, and cut before it was subscribed, would be connected and receive nothing.
        void this.subscribe(client, filters).then(onSubscribed, (error: unknown) => {
          if (client.stream !== stream || !client.connected) return; // the connection broke meanwhile, and the next one subscribes again
          // The broker accepts the connection and refuses the subscription: try again until its access rules are repaired.
          this.log.error('outside-broker-refuses', { line: this.settings.clientId, ...errorFacts(error) });
          this.breakAndRetry();
        });
      });
    });
    client.connect();
    await listening;
  }

  publish(topic: string, payload: string, qos: 0 | 1): Promise<unknown> {
    if (!this.client?.connected) return Promise.reject(new Error('the outside broker is away'));
    return this.client.publishAsync(topic, payload, { qos });
  }

  /** Something went well again: the next break is mended at once. */
  goesWell(): void {
    this.pauseMs = FIRST_PAUSE_MS;
    if (this.client) this.client.options.reconnectPeriod = FIRST_PAUSE_MS;
  }

  /** Cuts the line and comes back after a pause that grows; what was not acknowledged is handed over again. */
  breakAndRetry(): void {
    if (!this.client || this.closing) return;
    this.client.options.reconnectPeriod = this.pauseMs;
    this.pauseMs = Math.min(this.pauseMs * 2, LONGEST_PAUSE_MS);
    this.client.stream.destroy();
  }

  async close(): Promise<void> {
    this.closing = true;
    if (this.client === null) return;
    // The client library forgets that it was ended when its stream closes only afterwards (while it was connecting), and would come back for ever.
    this.client.options.reconnectPeriod = 0;
    await this.client.endAsync(true);
  }

  private async subscribe(
    client: MqttClient,
    filters: Readonly<Record<string, { readonly qos: 0 | 1 }>>,
  ): Promise<void> {
    if (Object.keys(filters).length === 0) return;
    // 1: what the broker retains is said to a new subscription only, not again to one it has kept for us.
    await client.subscribeAsync(
      Object.fromEntries(
        Object.entries(filters).map(([filter, { qos }]) => [filter, { qos, rh: isShared(filter) ? 0 : 1 }]),
      ),
    );
  }

  private options(): IClientOptions {
    const { url, clientId, sessionLastsS, protocol = 5, keepaliveS = 20 } = this.settings;
    const { username, password } = new URL(url);
    return {
      clientId,
      ...(username !== '' && { username: decodeURIComponent(username) }),
      ...(password !== '' && { password: decodeURIComponent(password) }),
      protocolVersion: protocol,
      clean: sessionLastsS === 0,
      ...(protocol === 5 && { properties: { sessionExpiryInterval: sessionLastsS } }),
      manualConnect: true,
      reconnectPeriod: FIRST_PAUSE_MS,
      // Refused is not for ever: its list of logins may be written a moment later, and the server that EMQX asks may be starting.
      reconnectOnConnackError: true,
      connectTimeout: 10_000,
      keepalive: keepaliveS,
      resubscribe: false,
    };
  }
}

const isShared = (filter: string): boolean => filter.startsWith('$share/');

function withoutLogin(url: string): string {
  const bare = new URL(url);
  bare.username = '';
  bare.password = '';
  return bare.href;
}
