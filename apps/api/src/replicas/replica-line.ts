import { BrokerLine } from '@silverbell/adapter-mqtt/line';
import type { JsonLogger } from '@silverbell/adapter-runtime';
import { instant, type DeviceId, type HelperId, type Instant } from '@silverbell/kernel';
import {
  loginTopic,
  POSITION_FILTER,
  positionTopic,
  PRESENCE_FILTER,
  presenceTopic,
  readPositionWord,
  readPresenceWord,
  type PositionWord,
  type PresenceWord,
} from '@silverbell/mqtt-contract';
import type { ReplicaAddress } from './replica-address.js';

/** What whoever keeps a picture of the helpers is told. */
export interface HelperNews {
  moved(helperId: string, where: HelperPlace): void;
  /** On or off duty, suspended or back. */
  changed(helperId: string): void;
  /** Words may have been missed. */
  mayHaveMissed(): void;
}

/** What whoever keeps the book of who looks at which case is told. */
export interface LookingNews {
  /** Everybody who looks at this case through that replica. */
  heard(replica: string, incidentId: string, people: PresenceWord['people']): void;
  /** Words may have been missed, by the others as well. */
  mayHaveMissed(): void;
}

/** Who listens in this process. */
export interface ReplicaNews {
  readonly helpers: HelperNews;
  readonly lookers: LookingNews;
}

export interface HelperPlace {
  readonly lat: number;
  readonly lng: number;
  /** When the platform heard it. */
  readonly at: Instant;
}

/**
 * What the api replicas say to each other over the broker, at QoS 0 and kept by nobody: a lost word costs until the next look at the
 * database. This process hears its own words at once, broker or not. And what they say to the broker: whose login changed.
 */
export class ReplicaLine {
  readonly #line: BrokerLine | null;
  #listener: ReplicaNews | null = null;
  #saidAway = false;
  /** Devices whose login changed while there was nobody to say it to. */
  readonly #owed = new Set<DeviceId>();
  #silentSince: number;

  constructor(
    address: ReplicaAddress | null,
    /** Of this process alone. */
    private readonly name: string,
    private readonly logger: Pick<JsonLogger, 'fact'>,
    private readonly steady: () => number = () => performance.now(),
  ) {
    this.#silentSince = steady();
    const quiet = () => undefined;
    this.#line =
      address &&
      new BrokerLine(
        { ...address, clientId: `silverbell~api~${name}`, sessionLastsS: 0 },
        // Every attempt would be a line; coming and going is told below.
        { info: quiet, warn: () => this.#away(), error: () => this.#away() },
        {
          listening: () => this.#back(),
          left: () => this.#away(),
          handle: ({ topic, payload }, done) => {
            this.#hear(topic, payload.toString());
            done();
          },
        },
      );
  }

  /** How long the others were not heard, 0: they are heard now; `null`: nobody said where a broker is. */
  get silentS(): number | null {
    if (this.#line === null) return null;
    return this.isOpen ? 0 : (this.steady() - this.#silentSince) / 1_000;
  }

  /** Every word of the others is heard here now. */
  get isOpen(): boolean {
    return this.#line?.connected ?? false;
  }

  /** Does not wait for the broker: it is tried again and again, and the database is read meanwhile. */
  open(listener: ReplicaNews): void {
    this.#listener = listener;
    void this.#line?.open({ [POSITION_FILTER]: { qos: 0 }, [PRESENCE_FILTER]: { qos: 0 } }).catch(() => this.#away());
  }

  moved(helperId: HelperId, where: HelperPlace): void {
    this.#listener?.helpers.moved(helperId, where);
    this.#tell(positionTopic(helperId), { by: this.name, what: 'moved', ...where });
  }

  changed(helperId: HelperId): void {
    this.#listener?.helpers.changed(helperId);
    this.#tell(positionTopic(helperId), { by: this.name, what: 'changed' });
  }

  /** Everybody who looks at this case through this process: the book is kept here already. */
  looking(incidentId: string, people: PresenceWord['people']): void {
    this.#tell(presenceTopic(incidentId), { by: this.name, people });
  }

  /** To the broker itself, which cuts what the old login opened. One that was away has cut everything. */
  loginChanged(deviceId: DeviceId): void {
    if (this.#line === null) return;
    this.#owed.add(deviceId);
    this.#payOwed();
  }

  async close(): Promise<void> {
    this.#listener = null;
    await this.#line?.close();
  }

  #tell(topic: string, word: PositionWord | PresenceWord): void {
    if (this.isOpen) this.#line?.publish(topic, JSON.stringify(word), 0).catch(() => undefined);
  }

  #hear(topic: string, text: string): void {
    const position = readPositionWord(topic, text);
    if (position !== null) return this.#hearPosition(position.about, position.word);
    const presence = readPresenceWord(topic, text);
    if (presence === null || presence.word.by === this.name) return;
    this.#listener?.lookers.heard(presence.word.by, presence.about, presence.word.people);
  }

  #hearPosition(helperId: string, word: PositionWord): void {
    if (word.by === this.name) return;
    if (word.what === 'moved') this.#listener?.helpers.moved(helperId, placeOf(word));
    else this.#listener?.helpers.changed(helperId);
  }

  #payOwed(): void {
    if (!this.isOpen) return;
    for (const deviceId of [...this.#owed]) {
      this.#owed.delete(deviceId);
      this.#line?.publish(loginTopic(deviceId), '{}', 1).catch(() => this.#owed.add(deviceId));
    }
  }

  #back(): void {
    this.#payOwed();
    if (this.#saidAway) this.logger.fact('info', 'replicas-heard', {});
    this.#saidAway = false;
    this.#listener?.helpers.mayHaveMissed();
    this.#listener?.lookers.mayHaveMissed();
  }

  #away(): void {
    if (!this.#saidAway) this.#silentSince = this.steady();
    if (this.#listener === null || this.#saidAway) return;
    this.#saidAway = true;
    this.logger.fact('warn', 'replicas-unheard', {});
  }
}

const placeOf = ({ lat, lng, at }: { lat: number; lng: number; at: number }): HelperPlace => ({
  lat,
  lng,
  at: instant(at),
});
