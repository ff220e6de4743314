import { as, type Clock, type DeviceId } from '@silverbell/kernel';
import { isClientIdOf, isDeviceId, isInternal, maySubscribe, readLoginTopic } from '@silverbell/mqtt-contract';
import { Aedes, type AuthenticateError, type Client, type PublishPacket, type Subscription } from 'aedes';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { BrokerListeners, FIRST_WORD_WITHIN_MS, type Arrival, type BrokerSettings } from './broker-listeners.js';
import { CappedStream } from './capped-stream.js';
import type { DevicePublisher } from './device-publisher.port.js';
import { DeviceConnections } from './device-connections.js';
import { DevicePublishes, quietTopicsOf, reasonOf, type PublishDeps } from './device-publishes.js';
import { DeviceLogins, Refused, RETURN_CODE, type LoginDeps } from './device-logins.js';
import type { ConnectionGuard } from './guard.port.js';
import type { Intake } from './intake.js';
import type { Metrics } from './metrics.port.js';
import { OversizeRule, SOCKET_CAP_BYTES } from './oversize.js';
import type { Peer } from './peer.js';
import { ReadingTurn } from './reading-turn.js';
import { untilIdle } from './until-idle.js';

export interface BrokerDeps extends LoginDeps, PublishDeps {
  readonly intake: Pick<Intake, 'accept' | 'reportCut' | 'idle'>;
  /** Is this an api of the same platform? It may speak and listen on `internal/…` and nowhere else; absent: there is none. */
  readonly isApi?: (userName: string, password: Buffer) => boolean;
  readonly guard: ConnectionGuard;
  /** A device was let in. */
  readonly connected?: (deviceId: DeviceId) => void;
  /** Where a WebSocket really comes from, behind a proxy; absent: no proxy is trusted. */
  readonly clientOf?: (request: IncomingMessage) => string | null;
  readonly clock: Clock;
  readonly metrics: Metrics;
}

/** The broker inside the engine: a PUBACK of an alert says that it is on the disk of the database. */
export class EmbeddedBroker implements DevicePublisher {
  private readonly aedes: Aedes;
  private readonly listeners: BrokerListeners;
  private readonly logins: DeviceLogins;
  private readonly oversize: OversizeRule;
  private readonly publishes: DevicePublishes;
  private readonly turn = new ReadingTurn();
  private readonly connections = new DeviceConnections();
  private readonly peers = new WeakMap<Client, Peer>();
  private readonly apis = new WeakSet<Client>();
  private readonly namedByUs = new WeakSet<Client>();
  private readonly sockets = new Set<Duplex>();
  private closing = false;

  constructor(
    private readonly deps: BrokerDeps,
    settings: BrokerSettings,
  ) {
    this.logins = new DeviceLogins(deps);
    this.oversize = new OversizeRule(deps);
    this.publishes = new DevicePublishes(deps);
    this.aedes = new Aedes({
      connectTimeout: FIRST_WORD_WITHIN_MS,
      drainTimeout: 30_000,
      concurrency: 100,
      queueLimit: 100,
      maxClientsIdLength: 128,
      // A pendant on a slow radio may ask for a very long keep-alive, or none; dead peers are found by TCP itself.
      keepaliveLimit: 0,
      maxInflightInbound: 32,
      maxTopicLevels: 16,
      preConnect: (client, packet, done) => {
        if (packet.clientId === '') this.namedByUs.add(client);
        // A session is kept under the device's own name alone: each of hundreds of client ids would keep another.
        if (!isDeviceId(packet.clientId)) packet.clean = true;
        done(null, !this.closing);
      },
      authenticate: (client, username, password, done) => {
        void this.authenticate(client, username ?? '', password ?? Buffer.alloc(0)).then(
          () => done(null, true),
          (error: unknown) => {
            this.sayRefused(username ?? '', error);
            done(refusal(error), false);
          },
        );
      },
      authorizePublish: (client, packet, done) => this.authorizePublish(client, packet, done),
      authorizeSubscribe: (client, subscription, done) => done(null, this.authorizeSubscribe(client, subscription)),
    });
    this.aedes.on('clientError', (client, error) => {
      const device = this.deviceOf(client);
      if (device) this.deps.log.info('device-connection-broke', { device, error: error.name });
    });
    this.aedes.on('connectionError', () => undefined);
    this.listeners = new BrokerListeners(
      {
        guard: deps.guard,
        ...(deps.clientOf && { clientOf: deps.clientOf }),
        connect: (arrival) => this.connect(arrival),
        refusedCertificate: (name, address) => {
          this.sayRefused('', new Refused('credentials', 'certificate'));
          this.logins.claimRefused(name, 'certificate', address);
        },
      },
      settings,
    );
  }

  async listen(): Promise<{ readonly port: number; readonly wsPort: number; readonly tlsPort: number | null }> {
    await this.aedes.listen();
    return this.listeners.listen();
  }

  /** Hands a message to the subscribers of this topic now, and to the persistent sessions that will. */
  publish(topic: string, payload: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.aedes.publish({ cmd: 'publish', topic, payload, qos: 1, retain: false, dup: false }, (error) =>
        error ? reject(error) : resolve(),
      );
    });
  }

  /** No new connections; what was taken in comes to its end; then the rest is cut. */
  async close(): Promise<void> {
    this.closing = true;
    const stopped = this.listeners.close();
    await untilIdle(this.deps.intake);
    await new Promise<void>((resolve) => this.aedes.close(resolve));
    for (const socket of this.sockets) socket.destroy();
    await stopped;
  }

  private connect({ inner, socket, address, certified }: Arrival): void {
    if (inner.destroyed) return;
    const holder: { client: Client | null; peer: Peer | null } = { client: null, peer: null };
    const deviceNow = (): DeviceId | null => (holder.client && this.deviceOf(holder.client)) ?? null;
    const stream = new CappedStream(inner, {
      maxBytes: SOCKET_CAP_BYTES,
      turn: this.turn,
      judge: (oversize) => this.oversize.judge(oversize, deviceNow()),
      readQuiet: (topic, payload) => holder.peer !== null && this.publishes.readQuiet(holder.peer, topic, payload),
      refusedVersion: ({ userName }) => {
        this.sayRefused(userName ?? '', new Refused('version', 'protocol-version'));
        this.logins.claimRefused(userName ?? '', 'protocol-version', address);
      },
    });
    this.sockets.add(stream);
    stream.on('error', (error: NodeJS.ErrnoException) => {
      // The library refused a WebSocket frame before we could look into it.
      if (error.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH')
        this.oversize.judge(
          { remainingLength: Number.POSITIVE_INFINITY, topic: null, qos: null, head: Buffer.alloc(0) },
          deviceNow(),
        );
    });
    stream.once('close', () => {
      this.sockets.delete(stream);
      this.deps.metrics.observe('mqtt_connections', this.sockets.size);
      if (holder.client) this.left(holder.client);
    });
    const client = this.aedes.handle(stream);
    holder.client = client;
    holder.peer = {
      ...{ address, stream, certified, guarded: this.deps.guard.of(socket) },
      ...{ device: null, quietTopics: [], connection: null, alarmed: false, replaced: false },
    };
    this.peers.set(client, holder.peer);
    this.deps.metrics.observe('mqtt_connections', this.sockets.size);
  }

  private deviceOf(client: Client): DeviceId | null {
    return this.peers.get(client)?.device ?? null;
  }

  private async authenticate(client: Client, userName: string, password: Buffer): Promise<void> {
    const peer = this.peers.get(client);
    if (!peer) throw new Refused('unavailable', 'broken');
    if (this.deps.isApi?.(userName, password) === true) {
      peer.guarded.proven();
      return void this.apis.add(client);
    }
    const { address, certified } = peer;
    const deviceId = await this.logins.check({ userName, password, certified, address });
    if (this.namedByUs.has(client)) Object.assign(client, { id: `${deviceId}~${randomUUID()}` });
    else if (!isClientIdOf(deviceId, client.id)) {
      this.deps.refusals.refused(deviceId, 'foreign-client-id', address);
      throw new Refused('client-id', 'foreign-client-id');
    }
    peer.guarded.proven();
    this.admit(client, peer, deviceId);
    this.deps.refusals.admitted(deviceId);
    this.deps.connected?.(deviceId);
  }

  private admit(client: Client, peer: Peer, deviceId: DeviceId): void {
    peer.device = deviceId;
    peer.quietTopics = quietTopicsOf(deviceId);
    peer.connection = {
      clientId: client.id,
      get isOver() {
        return client.closed;
      },
      get lastReadAt() {
        return peer.stream.lastReadAt;
      },
      get alarmed() {
        return peer.alarmed;
      },
      giveWay: () => {
        peer.replaced = true;
        client.close();
      },
      close: () => client.close(),
    };
    const ended = this.connections.add(deviceId, peer.connection);
    if (ended.length === 0) return;
    for (const one of ended) one.giveWay();
    this.deps.metrics.inc('connections_ended_total', { listener: 'mqtt', reason: 'device-full' }, ended.length);
    this.deps.log.warn('connection-ended', { device: deviceId, reason: 'device-full' });
    this.deps.refusals.refused(deviceId, 'too-many-connections', peer.address);
  }

  /** A device with the right secret comes back at once; a retired device, too: its press is a press. */
  private disconnect(deviceId: DeviceId): void {
    this.logins.changed(deviceId);
    const open = this.connections.of(deviceId);
    if (open.length > 0) this.deps.log.info('login-changed-cut', { device: deviceId, lines: open.length });
    for (const connection of open) connection.close();
  }

  private left(client: Client): void {
    const peer = this.peers.get(client);
    if (!peer?.device || !peer.connection) return;
    this.connections.remove(peer.device, peer.connection);
    this.publishes.onUnfinished(peer.device, peer.stream);
  }

  private authorizeSubscribe(client: Client, subscription: Subscription): Subscription | null {
    const deviceId = this.deviceOf(client);
    if (deviceId && maySubscribe(deviceId, subscription.topic)) {
      this.publishes.subscribes(deviceId, subscription.topic);
      return subscription;
    }
    if (this.apis.has(client) && isInternal(subscription.topic)) return subscription;
    this.deps.metrics.inc('mqtt_subscribe_refused_total', { reason: reasonOf(subscription.topic) });
    this.deps.log.warn('subscription-refused', { device: deviceId, reason: reasonOf(subscription.topic) });
    return null;
  }

  private authorizePublish(client: Client | null, packet: PublishPacket, done: (error?: Error | null) => void): void {
    if (client === null) return done(null);
    if (this.apis.has(client) && isInternal(packet.topic)) {
      // Messages between servers are not queued.
      packet.retain = false;
      const changed = readLoginTopic(packet.topic);
      if (changed !== null) this.disconnect(as<DeviceId>(changed));
      return done(null);
    }
    const peer = this.peers.get(client);
    if (!peer) return done(new Error('not connected'));
    this.publishes.onPublish(peer, packet, client.closed, done);
  }

  private sayRefused(userName: string, error: unknown): void {
    const reason = error instanceof Refused ? error.reason : 'broken';
    this.deps.metrics.inc('mqtt_connections_refused_total', { reason });
    if (error instanceof Refused && error.quiet) return;
    // The name is a claim: it is logged only when it could be one of ours.
    this.deps.log.warn('connection-refused', { device: isDeviceId(userName) ? userName : null, reason });
  }
}

const refusal = (error: unknown): AuthenticateError =>
  Object.assign(new Error(error instanceof Refused ? error.reason : 'not available'), {
    returnCode: RETURN_CODE[error instanceof Refused ? error.answer : 'unavailable'],
  }) as AuthenticateError;
