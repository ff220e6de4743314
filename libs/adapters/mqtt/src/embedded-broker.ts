import { as, type Clock, type DeviceId } from '@silverbell/kernel';
import {
  isClientIdOf,
  isDeviceId,
  isInternal,
  readLoginTopic,
  matchTopic,
  MAX_CONNECTIONS_PER_DEVICE,
  maySubscribe,
  mayPublish,
} from '@silverbell/mqtt-contract';
import { laneOf } from '@silverbell/profiles';
import { Aedes, type AuthenticateError, type Client, type PublishPacket, type Subscription } from 'aedes';
import { createHash, randomUUID } from 'node:crypto';
import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import { createWebSocketStream, WebSocketServer } from 'ws';
import { CappedStream } from './capped-stream.js';
import type { DeviceCredentials } from './devices.port.js';
import type { DeviceLine } from './device-line.port.js';
import type { DeviceSecretHashing } from './device-secret.js';
import type { Intake } from './intake.js';
import { errorFacts, type Log } from './log.port.js';
import type { Metrics } from './metrics.port.js';
import type { Oversize, Verdict } from './packet-cap.js';
import { RateMeter } from './rate.js';
import { orTookTooLong, type IsTemporary } from './temporary.policy.js';
import { certifiedName, tlsServer, type TlsSettings } from './tls-door.js';
import { within } from './within.js';

export interface BrokerRooms {
  readonly intake: Pick<Intake, 'accept' | 'reportCut' | 'idle'>;
  readonly credentials: DeviceCredentials;
  readonly hashing: DeviceSecretHashing;
  /** Is this an api of the same platform? It may speak and listen on `internal/…` and nowhere else; absent: there is none. */
  readonly isApi?: (userName: string, password: Buffer) => boolean;
  readonly isTemporary: IsTemporary;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly log: Log;
}

export interface BrokerSettings {
  readonly bind: string;
  /** 0: any free port. */
  readonly port: number;
  readonly wsPort: number;
  /** Beside the others; `null` or absent: no TLS. */
  readonly tls?: TlsSettings | null;
}

const ROOM_FOR_TOPIC = 1_024;
/** 64 KiB of payload. */
const SOCKET_CAP_BYTES = 64 * 1024 + ROOM_FOR_TOPIC;
/** zigbee2mqtt describes its devices in messages that grow with the home, and sends them on every connect: cutting one would cut off the hub. They are no alert path. */
const BRIDGE_BYTES = 2 * 1024 * 1024;
/** Above that nobody here needs them; they are read past, up to this. */
const SKIPPABLE_BYTES = 16 * 1024 * 1024;
const CREDENTIALS_WITHIN_MS = 3_000;
/** Attempts to connect per device in ten seconds; a device in a reconnect loop waits, the others do not notice. */
const CONNECTS_PER_10_S = 60;
const WRONG_PASSWORDS_PER_10_S = 10;
const MAX_CONNECTIONS = 20_000;
const REMEMBERED_HASHES = 50_000;

const RETURN_CODE = { 'client-id': 2, unavailable: 3, credentials: 4 } as const;

/** The broker inside the engine: a PUBACK of an alert says that it is on the disk of the database. */
export class EmbeddedBroker implements DeviceLine {
  private readonly aedes: Aedes;
  private readonly tcp: Server;
  private readonly http: HttpServer;
  private readonly ws: WebSocketServer;
  private readonly tls: Server | null;
  /** Whom a certificate names that our authority signed. */
  private readonly certified = new WeakMap<Client, string>();
  private readonly deviceOf = new WeakMap<Client, DeviceId>();
  private readonly apis = new WeakSet<Client>();
  private readonly namedByUs = new WeakSet<Client>();
  private readonly connections = new Map<DeviceId, Set<Client>>();
  private readonly sockets = new Set<Duplex>();
  private readonly hashes = new Map<DeviceId, string>();
  /** How often a device's login changed: who came in meanwhile came with the old one. */
  private readonly loginChanges = new Map<DeviceId, number>();
  private readonly connects = new RateMeter(10_000);
  private readonly wrongPasswords = new RateMeter(10_000);
  private readonly foreignTopics = new RateMeter(3_600_000);
  private closing = false;

  constructor(
    private readonly rooms: BrokerRooms,
    private readonly settings: BrokerSettings,
  ) {
    this.aedes = new Aedes({
      connectTimeout: 10_000,
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
        done(null, !this.closing);
      },
      authenticate: (client, username, password, done) => {
        void this.authenticate(client, username ?? '', password ?? Buffer.alloc(0)).then(
          () => done(null, true),
          (error: unknown) => {
            const reason = error instanceof Refused ? error.reason : 'broken';
            this.rooms.metrics.inc('mqtt_connections_refused_total', { reason });
            // The name is a claim: it is logged only when it could be one of ours.
            this.rooms.log.warn('connection-refused', {
              device: isDeviceId(username ?? '') ? (username ?? null) : null,
              reason,
            });
            done(refusal(error), false);
          },
        );
      },
      authorizePublish: (client, packet, done) => this.authorizePublish(client, packet, done),
      authorizeSubscribe: (client, subscription, done) => done(null, this.authorizeSubscribe(client, subscription)),
    });
    this.aedes.on('clientError', (client, error) => {
      const device = this.deviceOf.get(client);
      if (device) this.rooms.log.info('device-connection-broke', { device, error: error.name });
    });
    this.aedes.on('connectionError', () => undefined);
    this.tcp = createServer((socket) => this.connectTcp(socket));
    this.tcp.maxConnections = MAX_CONNECTIONS;
    const { tls } = this.settings;
    this.tls = tls ? tlsServer(tls, (socket) => this.connectTls(socket)) : null;
    if (this.tls) this.tls.maxConnections = MAX_CONNECTIONS;
    this.http = createHttpServer((_request, response) => response.writeHead(426).end());
    this.ws = new WebSocketServer({
      server: this.http,
      // A frame may hold several packets; one that is larger than this cannot be looked into.
      maxPayload: BRIDGE_BYTES + SOCKET_CAP_BYTES,
      handleProtocols: (offered) => ['mqtt', 'mqttv3.1'].find((name) => offered.has(name)) ?? false,
    });
    this.ws.on('connection', (socket) => this.connect(createWebSocketStream(socket)));
  }

  async listen(): Promise<{ readonly port: number; readonly wsPort: number; readonly tlsPort: number | null }> {
    await this.aedes.listen();
    const port = await listening(this.tcp, this.settings.port, this.settings.bind);
    const wsPort = await listening(this.http, this.settings.wsPort, this.settings.bind);
    const tlsPort = this.tls && (await listening(this.tls, this.settings.tls?.port ?? 0, this.settings.bind));
    return { port, wsPort, tlsPort };
  }

  /** Hands a message to whoever listens on this topic now, and to the persistent sessions that will. */
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
    const stopped = [this.tcp, this.http, ...(this.tls ? [this.tls] : [])].map((server) => stop(server));
    this.ws.close();
    await Promise.race([this.rooms.intake.idle(), new Promise((resolve) => setTimeout(resolve, 5_000).unref())]);
    await new Promise<void>((resolve) => this.aedes.close(resolve));
    for (const socket of this.sockets) socket.destroy();
    await Promise.all(stopped);
  }

  private connectTcp(socket: Socket): void {
    socket.setNoDelay(true);
    socket.setKeepAlive(true, 60_000);
    this.connect(socket);
  }

  private connectTls(socket: TLSSocket): void {
    socket.setNoDelay(true);
    socket.setKeepAlive(true, 60_000);
    const name = certifiedName(socket);
    if (name === 'refused') {
      this.rooms.metrics.inc('mqtt_connections_refused_total', { reason: 'certificate' });
      this.rooms.log.warn('connection-refused', { device: null, reason: 'certificate' });
      socket.destroy();
      return;
    }
    const client = this.connect(socket);
    if (name !== null) this.certified.set(client, name);
  }

  private connect(inner: Duplex): Client {
    const holder: { client: Client | null } = { client: null };
    const stream = new CappedStream(inner, SOCKET_CAP_BYTES, (oversize) => this.judge(oversize, holder.client));
    this.sockets.add(stream);
    stream.on('error', (error: NodeJS.ErrnoException) => {
      // The library refused a WebSocket frame before we could look into it.
      if (error.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH')
        this.judge(
          { remainingLength: Number.POSITIVE_INFINITY, topic: null, qos: null, head: Buffer.alloc(0) },
          holder.client,
        );
    });
    stream.once('close', () => {
      this.sockets.delete(stream);
      this.rooms.metrics.observe('mqtt_connections', this.sockets.size);
      if (holder.client) this.forget(holder.client);
    });
    const client = this.aedes.handle(stream);
    holder.client = client;
    this.rooms.metrics.observe('mqtt_connections', this.sockets.size);
    return client;
  }

  private async authenticate(client: Client, username: string, password: Buffer): Promise<void> {
    if (this.rooms.isApi?.(username, password) === true) return void this.apis.add(client);
    const now = this.rooms.clock.now();
    const certified = this.certified.get(client);
    // A certificate says who somebody is; a user name beside it may only say the same.
    const name = certified !== undefined && username === '' ? certified : username;
    if (!isDeviceId(name)) throw new Refused('credentials', 'no-device-id');
    if (certified !== undefined && certified !== name) throw new Refused('credentials', 'foreign-certificate');
    const deviceId = as<DeviceId>(name);
    if (this.connects.add(deviceId, now) > CONNECTS_PER_10_S) throw new Refused('unavailable', 'too-often');
    const changes = this.loginChanges.get(deviceId);
    const known = await this.secretHashOf(deviceId);
    // A device that nobody registered has no certificate that counts.
    const isKnown = certified !== undefined ? known !== null : this.rooms.hashing.matches(deviceId, password, known);
    if (!isKnown) {
      const tries = this.wrongPasswords.add(deviceId, now);
      // Says no slower to somebody who guesses; a device with its right secret is never slowed down.
      if (tries > WRONG_PASSWORDS_PER_10_S) await new Promise((resolve) => setTimeout(resolve, 1_000));
      throw new Refused('credentials', known === null ? 'unknown-device' : 'wrong-password');
    }
    if (this.loginChanges.get(deviceId) !== changes) throw new Refused('unavailable', 'login-changed');
    if (this.namedByUs.has(client)) Object.assign(client, { id: `${deviceId}~${randomUUID()}` });
    else if (!isClientIdOf(deviceId, client.id)) throw new Refused('client-id', 'foreign-client-id');
    this.admit(client, deviceId);
  }

  private admit(client: Client, deviceId: DeviceId): void {
    const connected = this.connections.get(deviceId) ?? new Set<Client>();
    const others = [...connected].filter((other) => other.id !== client.id && !other.closed);
    if (others.length >= MAX_CONNECTIONS_PER_DEVICE) throw new Refused('unavailable', 'too-many-connections');
    connected.add(client);
    this.connections.set(deviceId, connected);
    this.deviceOf.set(client, deviceId);
  }

  /** Whoever has the right secret comes back at once; a retired device, too: its press is a press. */
  private cutLinesOf(deviceId: DeviceId): void {
    this.loginChanges.set(deviceId, (this.loginChanges.get(deviceId) ?? 0) + 1);
    this.hashes.delete(deviceId);
    const lines = [...(this.connections.get(deviceId) ?? [])];
    if (lines.length > 0) this.rooms.log.info('login-changed-cut', { device: deviceId, lines: lines.length });
    for (const client of lines) client.close();
  }

  private forget(client: Client): void {
    const deviceId = this.deviceOf.get(client);
    const connected = deviceId && this.connections.get(deviceId);
    if (!deviceId || !connected) return;
    connected.delete(client);
    if (connected.size === 0) this.connections.delete(deviceId);
  }

  /** While the database is away a device that was let in before is let in again: it may hold a press. */
  private async secretHashOf(deviceId: DeviceId): Promise<string | null> {
    try {
      const hash = await within(CREDENTIALS_WITHIN_MS, this.rooms.credentials.secretHashOf(deviceId));
      this.hashes.delete(deviceId);
      if (hash !== null && this.hashes.size < REMEMBERED_HASHES) this.hashes.set(deviceId, hash);
      return hash;
    } catch (error) {
      const remembered = this.hashes.get(deviceId);
      if (remembered !== undefined && orTookTooLong(this.rooms.isTemporary)(error)) return remembered;
      this.rooms.log.error('credentials-not-readable', errorFacts(error));
      throw new Refused('unavailable', 'credentials-not-readable');
    }
  }

  private authorizeSubscribe(client: Client, subscription: Subscription): Subscription | null {
    const deviceId = this.deviceOf.get(client);
    if (deviceId && maySubscribe(deviceId, subscription.topic)) return subscription;
    if (this.apis.has(client) && isInternal(subscription.topic)) return subscription;
    this.rooms.metrics.inc('mqtt_subscribe_refused_total', { reason: reasonOf(subscription.topic) });
    this.rooms.log.warn('subscription-refused', { device: deviceId ?? null, reason: reasonOf(subscription.topic) });
    return null;
  }

  private authorizePublish(client: Client | null, packet: PublishPacket, done: (error?: Error | null) => void): void {
    if (client === null) return done(null);
    if (this.apis.has(client) && isInternal(packet.topic)) {
      // Nobody keeps what servers say to each other.
      packet.retain = false;
      const changed = readLoginTopic(packet.topic);
      if (changed !== null) this.cutLinesOf(as<DeviceId>(changed));
      return done(null);
    }
    const deviceId = this.deviceOf.get(client);
    if (!deviceId || !mayPublish(deviceId, packet.topic)) {
      this.refusePublish(deviceId ?? null, packet.topic);
      return done(new Error('publishing there is not allowed'));
    }
    const lane = matchTopic(packet.topic)?.name;
    // Nobody subscribes to what a device said, so nothing needs to be kept for them; only its own status is.
    if (lane !== 'status') packet.retain = false;
    const isWill = client.closed;
    const mayBeAlert = laneOf(packet.topic) === 'alert';
    const accepted = this.rooms.intake.accept({
      deviceId,
      topic: packet.topic,
      payload: typeof packet.payload === 'string' ? Buffer.from(packet.payload) : packet.payload,
      replayed: false,
      repeats: lane === 'alert' && packet.qos > 0 && !isWill,
      receivedAt: this.rooms.clock.now(),
      sentBefore: packet.dup === true && packet.qos > 0,
      doubts: [],
    });
    if (!mayBeAlert) {
      accepted.catch((error: unknown) =>
        this.rooms.log.warn('message-lost', { device: deviceId, ...errorFacts(error) }),
      );
      return done(null);
    }
    accepted.then(
      () => done(null),
      // The connection closes without PUBACK: the device comes again.
      (error: unknown) => done(error instanceof Error ? error : new Error('not committed')),
    );
  }

  /** The sender is told in the only way MQTT 3.1.1 has: the connection closes. People are told once an hour, by a work case: a hub with a wrong base topic protects nobody. */
  private refusePublish(deviceId: DeviceId | null, topic: string): void {
    const reason = reasonOf(topic);
    this.rooms.metrics.inc('mqtt_publish_refused_total', { reason });
    this.rooms.log.warn('publish-refused', { device: deviceId, reason });
    if (deviceId === null || this.foreignTopics.add(deviceId, this.rooms.clock.now()) > 1) return;
    const id = `misdirected-${createHash('sha256').update(topic).digest('hex').slice(0, 12)}`;
    this.rooms.intake
      .accept({
        deviceId,
        topic: `care/v1/${deviceId}/alert`,
        payload: Buffer.from(JSON.stringify({ id, kind: 'fault', values: { cause: 'foreign-topic' } })),
        replayed: false,
        repeats: false,
        receivedAt: this.rooms.clock.now(),
        doubts: [],
      })
      .catch((error: unknown) =>
        this.rooms.log.error('misdirection-not-reported', { device: deviceId, ...errorFacts(error) }),
      );
  }

  private judge(oversize: Oversize, client: Client | null): Verdict {
    const deviceId = client ? this.deviceOf.get(client) : undefined;
    if (deviceId !== undefined && (oversize.topic ?? '').startsWith(`zigbee2mqtt/${deviceId}/bridge/`)) {
      if (oversize.remainingLength <= BRIDGE_BYTES + ROOM_FOR_TOPIC) return 'pass';
      if (oversize.remainingLength <= SKIPPABLE_BYTES) {
        this.rooms.metrics.inc('mqtt_oversize_total', { done: 'skipped' });
        return 'skip';
      }
    }
    this.rooms.metrics.inc('mqtt_oversize_total', { done: 'cut' });
    this.rooms.log.warn('oversize-cut', { device: deviceId ?? null, bytes: oversize.remainingLength });
    if (deviceId !== undefined) {
      const cut = {
        deviceId,
        topic: oversize.topic,
        head: Buffer.from(oversize.head),
        receivedAt: this.rooms.clock.now(),
      };
      this.rooms.intake
        .reportCut(cut)
        .catch((error: unknown) =>
          this.rooms.log.error('cut-not-reported', { device: deviceId, ...errorFacts(error) }),
        );
    }
    return 'cut';
  }
}

class Refused extends Error {
  constructor(
    readonly answer: keyof typeof RETURN_CODE,
    readonly reason: string,
  ) {
    super(reason);
  }
}

const refusal = (error: unknown): AuthenticateError =>
  Object.assign(new Error(error instanceof Refused ? error.reason : 'not available'), {
    returnCode: RETURN_CODE[error instanceof Refused ? error.answer : 'unavailable'],
  }) as AuthenticateError;

const reasonOf = (topic: string): string =>
  topic.startsWith('$share/')
    ? 'shared'
    : topic.startsWith('$')
      ? 'broker-topic'
      : topic.startsWith('internal/')
        ? 'internal'
        : 'foreign-topic';

function listening(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

const stop = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()));
