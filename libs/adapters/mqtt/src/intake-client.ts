import { withTimeout } from '@silverbell/adapter-runtime/timeout';
import { as, type Clock, type DeviceId } from '@silverbell/kernel';
import { filterOf, matchTopic, nearTopicOf, pulseTopic, shared, type TopicMatch } from '@silverbell/mqtt-contract';
import { priorityOf } from '@silverbell/profiles';
import type { IPublishPacket } from 'mqtt';
import { BrokerConnection } from './broker-connection.js';
import type { DevicePublisher } from './device-publisher.port.js';
import type { Intake } from './intake.js';
import { errorFacts, type Log } from './log.port.js';
import type { Metrics } from './metrics.port.js';
import { IntakeWatermark, type WatermarkStore } from './intake-watermark.js';
import { untilIdle } from './until-idle.js';

export interface IntakeClientDeps {
  readonly intake: Pick<Intake, 'accept' | 'idle'>;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly log: Log;
}

export interface IntakeClientSettings {
  readonly url: string;
  readonly engineId: string;
  readonly watermark?: WatermarkStore;
}

/** A queue waits for an engine that is away this long; after that it is given up. */
const SESSION_LASTS_S = 7 * 24 * 3_600;
const PROBE_EVERY_MS = 2_000;
const PUBLISHED_WITHIN_MS = 10_000;
const noStore: WatermarkStore = { read: () => null, write: () => undefined };

type Done = (error?: Error) => void;

const bytesOf = ({ payload }: IPublishPacket): Buffer => (typeof payload === 'string' ? Buffer.from(payload) : payload);

/** The other lines subscribe to exactly these. */
const isReceivedElsewhere = (topic: string, { name, deviceId }: TopicMatch): boolean =>
  ['alert', 'heartbeat', 'telemetry', 'status'].includes(name) && topic === `care/v1/${deviceId}/${name}`;

/**
 * Listens to an outside broker, on four lines of its own, so that nothing stands in front of an alert:
 * alerts come over a persistent, unshared session, because a dead engine's queue must not hold alerts that no other engine sees, and a
 * PUBACK follows the commit; heartbeats and telemetry come to one engine each and may be lost; near misses of the
 * alert topic come over a session of their own, because everything else comes by there too; answers go out on the fourth.
 */
export class MqttIntakeClient implements DevicePublisher {
  private readonly alerts: BrokerConnection;
  /** What devices publish below their prefix beside the topics there are: too much of it is telemetry to stand before an alert. */
  private readonly others: BrokerConnection;
  private readonly batch: BrokerConnection;
  private readonly answers: BrokerConnection;
  private readonly watermark: IntakeWatermark;
  private readonly probeTopic: string;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly deps: IntakeClientDeps,
    { url, engineId, watermark = noStore }: IntakeClientSettings,
  ) {
    const name = `silverbell-engine-${engineId}`;
    this.watermark = new IntakeWatermark(deps.clock, watermark);
    this.probeTopic = pulseTopic(engineId);
    this.alerts = new BrokerConnection({ url, clientId: name, sessionLastsS: SESSION_LASTS_S }, deps.log, {
      connected: (kept) => kept || this.watermark.reset(),
      handle: (packet, done) => this.handleAlert(packet, done),
    });
    this.others = new BrokerConnection({ url, clientId: `${name}~others`, sessionLastsS: SESSION_LASTS_S }, deps.log, {
      handle: (packet, done) => this.handleOther(packet, done),
    });
    this.batch = new BrokerConnection({ url, clientId: `${name}~batch`, sessionLastsS: 0 }, deps.log, {
      handle: (packet, done) => this.handleBatch(packet, done),
    });
    this.answers = new BrokerConnection({ url, clientId: `${name}~answers`, sessionLastsS: 0 }, deps.log);
  }

  get connected(): boolean {
    return this.alerts.connected && this.answers.connected;
  }

  /** Resolves when it listens for the first time; later breaks are mended by itself. */
  async listen(): Promise<void> {
    await Promise.all([
      this.answers.open(),
      this.alerts.open({
        [filterOf('alert')]: { qos: 1 },
        [filterOf('zigbee2mqtt')]: { qos: 1 },
        [filterOf('homeassistant')]: { qos: 1 },
        [this.probeTopic]: { qos: 1 },
      }),
      this.others.open({
        [filterOf('other')]: { qos: 1 },
        ...Object.fromEntries(
          (['other', 'zigbee2mqtt', 'homeassistant'] as const).map((each) => [
            `/${filterOf(each)}`,
            { qos: 1 as const },
          ]),
        ),
      }),
      this.batch.open({
        [shared(filterOf('heartbeat'))]: { qos: 0 },
        [shared(filterOf('telemetry'))]: { qos: 0 },
        // What the broker retains of it is not said to a group, and every engine may know it.
        [filterOf('status')]: { qos: 0 },
      }),
    ]);
    this.sendProbe();
    this.timer = setInterval(() => this.sendProbe(), PROBE_EVERY_MS);
  }

  async publish(topic: string, payload: string): Promise<void> {
    await withTimeout(PUBLISHED_WITHIN_MS, this.answers.publish(topic, payload, 1));
  }

  async close(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.batch.close();
    await untilIdle(this.deps.intake);
    await Promise.all([this.alerts.close(), this.others.close(), this.answers.close()]);
  }

  /** MQTT.js sends the PUBACK when `done` is called, and hands over the next message then. */
  private handleAlert(packet: IPublishPacket, done: Done): void {
    if (packet.topic === this.probeTopic) {
      const behindMs = this.watermark.lagMsOf(packet.payload.toString());
      if (behindMs !== null) this.deps.metrics.observe('intake_lag_seconds', behindMs / 1_000);
      return done();
    }
    this.takeIn(packet, this.alerts, done);
  }

  /** Everything below the prefixes of devices comes by; what the other lines hear, and what we said ourselves, is left to them. */
  private handleOther(packet: IPublishPacket, done: Done): void {
    const match = matchTopic(packet.topic);
    if (match !== null && isReceivedElsewhere(packet.topic, match)) return done();
    if (match?.name === 'receipt' || match?.name === 'command') {
      const { topic } = packet;
      if (priorityOf({ topic, payload: bytesOf(packet), receivedAt: this.deps.clock.now() }) === 'batch') return done();
    }
    this.takeIn(packet, this.others, done);
  }

  private takeIn(packet: IPublishPacket, connection: BrokerConnection, done: Done): void {
    const accepted = this.accept(packet);
    if (accepted === null) return done();
    accepted.then(
      () => {
        connection.goesWell();
        done();
      },
      // Without `done` there is no PUBACK; on the next connection the broker hands the message over again.
      () => connection.breakAndRetry(),
    );
  }

  private handleBatch(packet: IPublishPacket, done: Done): void {
    // Its own failures are counted where they happen; nothing here is worth waiting for.
    void this.accept(packet)?.catch(() => undefined);
    done();
  }

  private accept(packet: IPublishPacket): Promise<void> | null {
    const owner = matchTopic(packet.topic)?.deviceId ?? '';
    const topic = nearTopicOf(owner, packet.topic, () => false);
    if (topic === null) {
      this.deps.metrics.inc('mqtt_publish_refused_total', { reason: 'foreign-topic' });
      return null;
    }
    return this.deps.intake.accept({
      // The broker's own access lists say who may publish below which prefix.
      deviceId: as<DeviceId>(owner),
      topic,
      payload: bytesOf(packet),
      replayed: packet.retain,
      // The broker repeats any message until we acknowledge; what came at QoS 0 came once.
      repeats: packet.qos > 0,
      receivedAt: this.deps.clock.now(),
      copiesSince: this.watermark.copiesSince,
      redelivered: packet.dup === true,
      doubts: topic === packet.topic ? [] : ['near-topic'],
    });
  }

  private sendProbe(): void {
    if (!this.answers.connected) return;
    this.answers
      .publish(this.probeTopic, this.watermark.probe(), 1)
      .catch((error: unknown) => this.deps.log.warn('pulse-not-sent', errorFacts(error)));
  }
}
