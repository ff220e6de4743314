import { serverClock } from '@silverbell/web-live';
import mqtt, { type MqttClient } from 'mqtt';

export type PendantConnectionState = 'off' | 'connecting' | 'on' | 'refused' | 'lost';

export interface Device {
  readonly deviceId: string;
  readonly secret: string;
}

export interface PendantConnectionOptions {
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  readonly deviceId: string;
  readonly secret: string;
  readonly onState: (state: PendantConnectionState) => void;
  readonly onReceipt: (payload: string) => void;
}

/** The native device protocol v1 over MQTT WebSocket: status with last will, receipts down, alerts up. */
export class PendantConnection {
  readonly #client: MqttClient;
  readonly #beat: ReturnType<typeof setInterval>;
  #on = false;

  constructor(options: PendantConnectionOptions) {
    const { deviceId, onState } = options;
    const status = `care/v1/${deviceId}/status`;
    this.#client = mqtt.connect({
      protocol: options.secure ? 'wss' : 'ws',
      hostname: options.host,
      port: options.port,
      // `~page`: trying the page must not evict the device itself.
      clientId: `${deviceId}~page${Math.floor(Math.random() * 1e6)}`,
      username: deviceId,
      password: options.secret,
      protocolVersion: 4,
      clean: true,
      reconnectPeriod: 2_000,
      // A station that starts lets nobody in for a moment; who is refused for good is seen below.
      reconnectOnConnackError: true,
      connectTimeout: 10_000,
      keepalive: 30,
      will: { topic: status, payload: JSON.stringify({ online: false }), qos: 1, retain: true },
    });
    onState('connecting');
    this.#client.on('connect', () => {
      this.#client.subscribe([`care/v1/${deviceId}/receipt`, `care/v1/${deviceId}/command`], { qos: 1 }, (error) => {
        // Without its receipts a pendant is deaf: it counts as connected only once it will hear them.
        if (error) return onState('lost');
        this.#on = true;
        onState('on');
      });
      this.#client.publish(status, JSON.stringify({ online: true }), { qos: 1, retain: true });
    });
    this.#client.on('message', (topic, payload) => {
      if (topic.endsWith('/receipt')) options.onReceipt(new TextDecoder().decode(payload));
    });
    this.#client.on('close', () => {
      this.#on = false;
      onState('lost');
    });
    this.#client.on('error', (error) => {
      const code = 'code' in error ? error.code : undefined;
      // 4 and 5 of MQTT 3.1.1: bad user name or password, not authorised. Trying again would not help.
      if (code === 4 || code === 5) {
        this.#client.end(true);
        onState('refused');
      }
    });
    this.#beat = setInterval(() => {
      if (this.#on)
        this.#client.publish(
          `care/v1/${deviceId}/heartbeat`,
          JSON.stringify({ at: new Date(serverClock.now()).toISOString(), firmware: 'browser' }),
          { qos: 0 },
        );
    }, 60_000);
  }

  /** False when there is no line: nothing is queued, the pendant repeats by itself. */
  publish(topic: string, payload: string): boolean {
    if (!this.#on) return false;
    this.#client.publish(topic, payload, { qos: 1 });
    return true;
  }

  close(): void {
    clearInterval(this.#beat);
    this.#on = false;
    this.#client.end(true);
  }
}
