import type { Clock, DeviceId } from '@silverbell/kernel';
import { as } from '@silverbell/kernel';
import { filterOf, isDeviceId, matchTopic } from '@silverbell/mqtt-contract';
import mqtt, { type IPublishPacket, type MqttClient } from 'mqtt';
import type { DeviceLine } from './device-line.port.js';
import type { Intake } from './intake.js';
import { errorFacts, type Log } from './log.port.js';
import type { Metrics } from './metrics.port.js';

export interface IntakeClientRooms {
  readonly intake: Pick<Intake, 'accept' | 'idle'>;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly log: Log;
}

const FIRST_PAUSE_MS = 500;
/** Longer than a database needs to start again, and no longer: while we stay away from the broker nobody here hears a press. */
const LONGEST_PAUSE_MS = 2_000;
const ALERTS = [filterOf('alert')];
const THE_REST = [
  filterOf('zigbee2mqtt'),
  filterOf('homeassistant'),
  filterOf('heartbeat'),
  filterOf('telemetry'),
  filterOf('status'),
];

/**
 * Listens to an outside broker. Its own persistent, unshared session: a dead engine's queue must not hold alerts that nobody else sees.
 * A PUBACK follows the commit; after a failed one the connection is dropped and the broker hands the message over again.
 */
export class MqttIntakeClient implements DeviceLine {
  private client: MqttClient | null = null;
  private pauseMs = FIRST_PAUSE_MS;
  private closing = false;
  /** On this connection the broker has confirmed that we hear alerts. */
  private hears = false;
  private heardTheRest = false;

  constructor(
    private readonly rooms: IntakeClientRooms,
    private readonly settings: { readonly url: string; readonly engineId: string },
  ) {}

  get connected(): boolean {
    return this.hears && (this.client?.connected ?? false);
  }

  /** Resolves when it listens for the first time; later breaks are mended by itself. */
  async listen(): Promise<void> {
    const client = mqtt.connect(this.settings.url, {
      clientId: `silverbell-engine-${this.settings.engineId}`,
      clean: false,
      protocolVersion: 4,
      manualConnect: true,
      reconnectPeriod: FIRST_PAUSE_MS,
      connectTimeout: 10_000,
      resubscribe: false,
    });
    this.client = client;
    client.handleMessage = (packet, done) => this.handle(packet, done);
    client.on('error', (error) => this.rooms.log.warn('outside-broker', errorFacts(error)));
    client.on('close', () => {
      this.hears = false;
      this.rooms.log.info('outside-broker-left');
    });
    const listening = new Promise<void>((resolve) => {
      client.on('connect', ({ sessionPresent }) => {
        void this.subscribe(client, sessionPresent).then((hears) => hears && resolve());
      });
    });
    client.connect();
    await listening;
  }

  /**
   * Alerts on every connection, whatever the broker says it remembers: a session that was made, and cut or killed before it was
   * subscribed, would be connected and deaf. The rest only where it is new: a broker hands every kept message over again.
   * Resolves to whether this connection hears alerts.
   */
  private async subscribe(client: MqttClient, remembered: boolean): Promise<boolean> {
    try {
      await client.subscribeAsync(ALERTS, { qos: 1 });
      this.hears = true;
    } catch (error) {
      this.rooms.log.warn('outside-broker-not-subscribed', errorFacts(error));
      this.comeAgain();
      return false;
    }
    if (remembered && this.heardTheRest) return true;
    try {
      await client.subscribeAsync(THE_REST, { qos: 1 });
      this.heardTheRest = true;
    } catch (error) {
      this.heardTheRest = false;
      this.rooms.log.error('outside-broker-not-subscribed', errorFacts(error));
    }
    return true;
  }

  async publish(topic: string, payload: string): Promise<void> {
    if (!this.client?.connected) throw new Error('the outside broker is away');
    await this.client.publishAsync(topic, payload, { qos: 1 });
  }

  async close(): Promise<void> {
    this.closing = true;
    await Promise.race([this.rooms.intake.idle(), new Promise((resolve) => setTimeout(resolve, 5_000).unref())]);
    await this.client?.endAsync(true);
  }

  /** MQTT.js sends the PUBACK when `done` is called, and hands over the next message then. */
  private handle(packet: IPublishPacket, done: (error?: Error) => void): void {
    const owner = matchTopic(packet.topic)?.deviceId;
    if (owner === undefined || !isDeviceId(owner)) {
      this.rooms.metrics.inc('mqtt_publish_refused_total', { reason: 'foreign-topic' });
      return done();
    }
    this.rooms.intake
      .accept({
        // The broker's own access lists say who may publish below which prefix.
        deviceId: as<DeviceId>(owner),
        topic: packet.topic,
        payload: typeof packet.payload === 'string' ? Buffer.from(packet.payload) : packet.payload,
        replayed: packet.retain,
        repeats: packet.qos > 0 && matchTopic(packet.topic)?.name === 'alert',
        receivedAt: this.rooms.clock.now(),
        doubts: [],
      })
      .then(
        () => {
          this.pauseMs = FIRST_PAUSE_MS;
          done();
        },
        () => this.comeAgain(),
      );
  }

  /** Without `done` there is no PUBACK; on the next connection the broker hands the message over again. */
  private comeAgain(): void {
    if (!this.client || this.closing) return;
    this.client.options.reconnectPeriod = this.pauseMs;
    this.pauseMs = Math.min(this.pauseMs * 2, LONGEST_PAUSE_MS);
    this.client.stream.destroy();
  }
}
