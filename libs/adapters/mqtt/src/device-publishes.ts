import type { Clock, DeviceId } from '@silverbell/kernel';
import { matchTopic, nearTopicOf, ownTopicOf, topicOf } from '@silverbell/mqtt-contract';
import { alarmOfTopic, priorityOf, priorityOfTopic } from '@silverbell/profiles';
import type { PublishPacket } from 'aedes';
import { isOfHub } from './cached-bindings.js';
import type { CappedStream } from './capped-stream.js';
import type { Intake } from './intake.js';
import { errorFacts, type Log } from './log.port.js';
import type { Metrics } from './metrics.port.js';
import type { Peer } from './peer.js';
import type { QuietMessages } from './quiet-messages.js';
import type { RefusedDevices } from './refusals.port.js';

export interface PublishDeps {
  readonly intake: Pick<Intake, 'accept'>;
  readonly quiet: Pick<QuietMessages, 'read'>;
  readonly refusals: RefusedDevices;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly log: Log;
}

const QUIET = ['heartbeat', 'telemetry'] as const;

/** The topics of which a device says most. */
export const quietTopicsOf = (deviceId: DeviceId): Peer['quietTopics'] =>
  QUIET.map((name) => topicOf(name, deviceId)).map((topic) => ({ topic, bytes: Buffer.from(topic) }));

const acceptedTopicOf = (deviceId: DeviceId, topic: string): string | null =>
  nearTopicOf(deviceId, topic, (below) => alarmOfTopic(below) !== null);

/** The alert topic of our own protocol, or a near miss of it. */
function isNativeAlert(topic: string): boolean {
  const match = matchTopic(topic);
  return match?.name === 'alert' || (match?.name === 'other' && alarmOfTopic(match.rest) !== null);
}

/** Messages that devices publish to the embedded broker: hands them to the intake, and decides what the broker forwards. */
export class DevicePublishes {
  /** Devices that subscribed to more of their own prefix than commands: the broker sends their own messages back to them. */
  private readonly listeningToThemselves = new Set<DeviceId>();

  constructor(private readonly deps: PublishDeps) {}

  /** A subscription that was allowed. */
  subscribes(deviceId: DeviceId, filter: string): void {
    if (/[+#]/.test(filter) || QUIET.some((name) => filter === topicOf(name, deviceId)))
      this.listeningToThemselves.add(deviceId);
  }

  /** No client subscribes to heartbeats, so they need not go through the broker. */
  readQuiet(peer: Peer, rawTopic: Buffer, payload: Buffer): boolean {
    const { device: deviceId } = peer;
    const topic = peer.quietTopics.find(({ bytes }) => bytes.equals(rawTopic))?.topic;
    if (deviceId === null || topic === undefined || this.listeningToThemselves.has(deviceId)) return false;
    return this.deps.quiet.read({
      deviceId,
      topic,
      payload,
      receivedAt: this.deps.clock.now(),
      replayed: false,
      repeats: false,
      doubts: [],
    });
  }

  /** `done` without an error lets the broker go on: at QoS 1 with the PUBACK. */
  onPublish(peer: Peer, packet: PublishPacket, isWill: boolean, done: (error?: Error | null) => void): void {
    const { device: deviceId } = peer;
    const topic = deviceId ? acceptedTopicOf(deviceId, packet.topic) : null;
    const own = deviceId && topic === null ? ownTopicOf(deviceId, packet.topic) : null;
    if (deviceId && own) return this.onMisdirected(deviceId, peer, packet, own, done);
    if (!deviceId || topic === null) {
      this.refusePublish(deviceId, packet.topic, peer.address);
      return done(new Error('publishing there is not allowed'));
    }
    const isNearMiss = topic !== packet.topic;
    // This topic is the only place where its subscribers hear what the device said.
    packet.topic = topic;
    const kind = matchTopic(topic)?.name;
    // No client subscribes to device messages, so none is queued; only its own status is.
    if (kind !== 'status') packet.retain = false;
    // The device has just connected anew: that its older connection ended does not mean that it is gone.
    if (isWill && peer.replaced) return done(new Error('replaced by another connection'));
    const payload = typeof packet.payload === 'string' ? Buffer.from(packet.payload) : packet.payload;
    const receivedAt = this.deps.clock.now();
    const mayBeAlert = priorityOf({ topic, payload, receivedAt }) === 'alert';
    if (mayBeAlert) {
      peer.alarmed = true;
      peer.guarded.alarmed();
    }
    const accepted = this.deps.intake.accept({
      ...{ deviceId, topic, payload, receivedAt },
      replayed: false,
      repeats: mayBeAlert && !isOfHub(topic) && packet.qos > 0 && !isWill,
      sentBefore: packet.dup === true && packet.qos > 0,
      doubts: isNearMiss ? ['near-topic'] : [],
    });
    if (!mayBeAlert) {
      accepted.catch((error: unknown) =>
        this.deps.log.warn('message-lost', { device: deviceId, ...errorFacts(error) }),
      );
      return done(null);
    }
    accepted.then(
      () => done(null),
      // The connection closes without PUBACK: the device comes again.
      (error: unknown) => done(error instanceof Error ? error : new Error('not committed')),
    );
  }

  /** A press of which the end never came: its device may have no strength left to repeat it. */
  onUnfinished(deviceId: DeviceId, stream: CappedStream): void {
    const torn = stream.unfinished();
    const topic = torn && acceptedTopicOf(deviceId, torn.topic);
    if (torn === null || topic === null || !isNativeAlert(topic)) return;
    this.deps.log.warn('alert-torn', { device: deviceId, bytes: torn.payload.length });
    const { payload } = torn;
    this.deps.intake
      .accept({
        ...{ deviceId, topic, payload, replayed: false, repeats: false },
        ...{ receivedAt: this.deps.clock.now(), doubts: ['field-dropped'] },
      })
      .catch((error: unknown) => this.deps.log.error('torn-alert-lost', { device: deviceId, ...errorFacts(error) }));
  }

  /**
   * A hub with a wrong base topic speaks for itself alone: it is heard below its own prefix, whosever id stands there, and people are told. Where
   * only the id is missing its connection stays, because it would say it all again on the next.
   */
  private onMisdirected(
    deviceId: DeviceId,
    peer: Peer,
    packet: PublishPacket,
    own: NonNullable<ReturnType<typeof ownTopicOf>>,
    done: (error?: Error | null) => void,
  ): void {
    this.refusePublish(deviceId, packet.topic, peer.address);
    if (priorityOfTopic(own.topic) === 'alert') {
      peer.alarmed = true;
      peer.guarded.alarmed();
    }
    packet.topic = own.topic;
    packet.retain = false;
    this.deps.intake
      .accept({
        deviceId,
        topic: own.topic,
        payload: typeof packet.payload === 'string' ? Buffer.from(packet.payload) : packet.payload,
        replayed: false,
        repeats: false,
        receivedAt: this.deps.clock.now(),
        doubts: [],
      })
      .then(
        () => done(own.isComplete ? null : new Error('publishing there is not allowed')),
        (error: unknown) => done(error instanceof Error ? error : new Error('not committed')),
      );
  }

  /** The sender is told in the only way MQTT 3.1.1 has: the connection closes. People are told by a work task: a hub with a wrong base topic protects nobody. */
  private refusePublish(deviceId: DeviceId | null, topic: string, address: string | null): void {
    const reason = reasonOf(topic);
    this.deps.metrics.inc('mqtt_publish_refused_total', { reason });
    this.deps.log.warn('publish-refused', { device: deviceId, reason });
    if (deviceId !== null) this.deps.refusals.refused(deviceId, 'foreign-topic', address);
  }
}

export const reasonOf = (topic: string): string =>
  topic.startsWith('$share/')
    ? 'shared'
    : topic.startsWith('$')
      ? 'broker-topic'
      : topic.startsWith('internal/')
        ? 'internal'
        : 'foreign-topic';
