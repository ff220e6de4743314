import type { OnApplicationShutdown } from '@nestjs/common';
import { BrokerConnection } from '@silverbell/adapter-mqtt/outside-broker';
import type { JsonLogger } from '@silverbell/adapter-runtime';
import { instant, type DeviceId, type HelperId, type Instant } from '@silverbell/kernel';
import {
  loginTopic,
  POSITION_FILTER,
  positionTopic,
  PRESENCE_FILTER,
  presenceTopic,
  readPositionMessage,
  readPresenceMessage,
  type PositionMessage,
  type PresenceMessage,
} from '@silverbell/mqtt-contract';
import type { ReplicaAddress } from './replica-address.js';

/** Receives what the replicas say of helpers. */
export interface HelperLocationListener {
  onMoved(helperId: string, where: HelperPlace): void;
  /** On or off duty, suspended or reinstated. */
  onStatusChanged(helperId: string): void;
  /** Messages may have been lost. */
  onReconnected(): void;
}

/** Receives what the replicas say of the viewers of incidents. */
export interface ViewerListener {
  /** Every viewer of this incident through that replica. */
  onViewers(replica: string, incidentId: string, people: PresenceMessage['people']): void;
  /** Messages may have been lost, those of this replica as well. */
  onReconnected(): void;
}

export interface ReplicaListeners {
  readonly helpers: HelperLocationListener;
  readonly viewers: ViewerListener;
}

export interface HelperPlace {
  readonly lat: number;
  readonly lng: number;
  /** When the platform received it. */
  readonly at: Instant;
}

/**
 * Messages between the api replicas over the broker, at QoS 0 and not retained: a lost one is made good by the next read of the
 * database. Messages of this process reach its own listeners at once, with or without a broker. It also tells the broker whose
 * login changed.
 */
export class ReplicaBus implements OnApplicationShutdown {
  readonly #connection: BrokerConnection | null;
  #listeners: ReplicaListeners | null = null;
  #isDownLogged = false;
  /** Devices whose login changed while the broker was away. */
  readonly #pendingLoginChanges = new Set<DeviceId>();
  #downSince: number;

  constructor(
    address: ReplicaAddress | null,
    /** Of this process alone. */
    private readonly name: string,
    private readonly logger: Pick<JsonLogger, 'fact'>,
    private readonly monotonicNow: () => number = () => performance.now(),
  ) {
    this.#downSince = monotonicNow();
    const quiet = () => undefined;
    this.#connection =
      address &&
      new BrokerConnection(
        { ...address, clientId: `silverbell~api~${name}`, sessionLastsS: 0 },
        // Each attempt would be a log line; connecting and disconnecting are logged below.
        { info: quiet, warn: () => this.#disconnected(), error: () => this.#disconnected() },
        {
          listening: () => this.#connected(),
          left: () => this.#disconnected(),
          handle: ({ topic, payload }, done) => {
            this.#receive(topic, payload.toString());
            done();
          },
        },
      );
  }

  /** Seconds without the other replicas, 0: connected; `null`: no broker is configured. */
  get unreachableS(): number | null {
    if (this.#connection === null) return null;
    return this.isConnected ? 0 : (this.monotonicNow() - this.#downSince) / 1_000;
  }

  /** Every message of the other replicas is received now. */
  get isConnected(): boolean {
    return this.#connection?.connected ?? false;
  }

  /** Does not wait for the broker: the connection is retried, and the database is read meanwhile. */
  start(listeners: ReplicaListeners): void {
    this.#listeners = listeners;
    void this.#connection
      ?.open({ [POSITION_FILTER]: { qos: 0 }, [PRESENCE_FILTER]: { qos: 0 } })
      .catch(() => this.#disconnected());
  }

  publishPosition(helperId: HelperId, where: HelperPlace): void {
    this.#listeners?.helpers.onMoved(helperId, where);
    this.#publish(positionTopic(helperId), { by: this.name, what: 'moved', ...where });
  }

  publishStatusChanged(helperId: HelperId): void {
    this.#listeners?.helpers.onStatusChanged(helperId);
    this.#publish(positionTopic(helperId), { by: this.name, what: 'changed' });
  }

  /** Every viewer of this incident through this process, whose registry has them already. */
  publishViewers(incidentId: string, people: PresenceMessage['people']): void {
    this.#publish(presenceTopic(incidentId), { by: this.name, people });
  }

  /** To the broker itself, which cuts the connections of the old login. A broker that was away has cut all of them. */
  publishLoginChanged(deviceId: DeviceId): void {
    if (this.#connection === null) return;
    this.#pendingLoginChanges.add(deviceId);
    this.#flushPending();
  }

  async onApplicationShutdown(): Promise<void> {
    this.#listeners = null;
    await this.#connection?.close();
  }

  #publish(topic: string, message: PositionMessage | PresenceMessage): void {
    if (this.isConnected) this.#connection?.publish(topic, JSON.stringify(message), 0).catch(() => undefined);
  }

  #receive(topic: string, text: string): void {
    const position = readPositionMessage(topic, text);
    if (position !== null) return this.#receivePosition(position.about, position.word);
    const presence = readPresenceMessage(topic, text);
    if (presence === null || presence.word.by === this.name) return;
    this.#listeners?.viewers.onViewers(presence.word.by, presence.about, presence.word.people);
  }

  #receivePosition(helperId: string, word: PositionMessage): void {
    if (word.by === this.name) return;
    if (word.what === 'moved') this.#listeners?.helpers.onMoved(helperId, placeOf(word));
    else this.#listeners?.helpers.onStatusChanged(helperId);
  }

  #flushPending(): void {
    if (!this.isConnected) return;
    for (const deviceId of [...this.#pendingLoginChanges]) {
      this.#pendingLoginChanges.delete(deviceId);
      this.#connection?.publish(loginTopic(deviceId), '{}', 1).catch(() => this.#pendingLoginChanges.add(deviceId));
    }
  }

  #connected(): void {
    this.#flushPending();
    if (this.#isDownLogged) this.logger.fact('info', 'replicas-heard', {});
    this.#isDownLogged = false;
    this.#listeners?.helpers.onReconnected();
    this.#listeners?.viewers.onReconnected();
  }

  #disconnected(): void {
    if (!this.#isDownLogged) this.#downSince = this.monotonicNow();
    if (this.#listeners === null || this.#isDownLogged) return;
    this.#isDownLogged = true;
    this.logger.fact('warn', 'replicas-unheard', {});
  }
}

const placeOf = ({ lat, lng, at }: { lat: number; lng: number; at: number }): HelperPlace => ({
  lat,
  lng,
  at: instant(at),
});
