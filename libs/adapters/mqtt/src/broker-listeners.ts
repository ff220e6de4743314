import { createServer as createHttpServer, type IncomingMessage, type Server as HttpServer } from 'node:http';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import { createWebSocketStream, WebSocketServer } from 'ws';
import type { ConnectionGuard } from './guard.port.js';
import { BRIDGE_BYTES, SOCKET_CAP_BYTES } from './oversize.js';
import { certifiedName, tlsServer, type TlsSettings } from './tls-listener.js';

export interface BrokerSettings {
  readonly bind: string;
  /** 0: any free port. */
  readonly port: number;
  readonly wsPort: number;
  /** Beside the others; `null` or absent: no TLS. */
  readonly tls?: TlsSettings | null;
}

/** A connection as the broker takes it, whatever it came by. */
export interface Arrival {
  readonly inner: Duplex;
  /** The socket beneath it. */
  readonly socket: Socket;
  readonly address: string | null;
  /** The device that a checked certificate names. */
  readonly certified?: string;
}

export interface ListenerDeps {
  readonly guard: ConnectionGuard;
  /** Where a WebSocket really comes from, behind a proxy; absent: no proxy is trusted. */
  readonly clientOf?: (request: IncomingMessage) => string | null;
  readonly connect: (arrival: Arrival) => void;
  /** A certificate that does not count, with the name it claims. */
  readonly refusedCertificate: (name: string, address: string | null) => void;
}

/** CONNECT, with a secret that is right. */
export const FIRST_WORD_WITHIN_MS = 10_000;
const KEEP_ALIVE_MS = 60_000;

/** The ports of the broker: MQTT over TCP, over WebSocket, and over TLS. */
export class BrokerListeners {
  private readonly tcp: Server;
  private readonly http: HttpServer;
  private readonly ws: WebSocketServer;
  private readonly tls: Server | null;

  constructor(
    private readonly deps: ListenerDeps,
    private readonly settings: BrokerSettings,
  ) {
    // A connection that is paused is not read from any more, instead of after another 64 KiB; on one that flows it has no effect.
    this.tcp = createServer({ highWaterMark: 1 }, (socket) => {
      prepare(socket);
      deps.connect({ inner: socket, socket, address: socket.remoteAddress ?? null });
    });
    const { tls } = settings;
    this.tls = tls ? tlsServer(tls, (socket) => this.connectTls(socket)) : null;
    this.http = createHttpServer(
      { headersTimeout: FIRST_WORD_WITHIN_MS, requestTimeout: FIRST_WORD_WITHIN_MS },
      (_request, response) => response.writeHead(426, { connection: 'close' }).end(),
    );
    this.ws = new WebSocketServer({
      server: this.http,
      // A frame may hold several packets; one that is larger than this cannot be looked into.
      maxPayload: BRIDGE_BYTES + SOCKET_CAP_BYTES,
      handleProtocols: (offered) => ['mqtt', 'mqttv3.1'].find((name) => offered.has(name)) ?? false,
    });
    // It repeats what the server below it reports, which the guard hears.
    this.ws.on('error', () => undefined);
    this.ws.on('connection', (socket, request: IncomingMessage) => {
      const address = deps.clientOf?.(request) ?? request.socket.remoteAddress ?? null;
      deps.connect({ inner: createWebSocketStream(socket), socket: request.socket, address });
    });
    const servers = { mqtt: this.tcp, 'mqtt-ws': this.http, ...(this.tls && { 'mqtt-tls': this.tls }) };
    for (const [name, server] of Object.entries(servers))
      deps.guard.guard(server, { name, firstWordWithinMs: FIRST_WORD_WITHIN_MS });
  }

  async listen(): Promise<{ readonly port: number; readonly wsPort: number; readonly tlsPort: number | null }> {
    const { port, wsPort, tls, bind } = this.settings;
    return {
      port: await listening(this.tcp, port, bind),
      wsPort: await listening(this.http, wsPort, bind),
      tlsPort: this.tls && (await listening(this.tls, tls?.port ?? 0, bind)),
    };
  }

  /** No new connections; resolves when the last one is gone. */
  async close(): Promise<void> {
    const stopped = [this.tcp, this.http, ...(this.tls ? [this.tls] : [])].map((server) => stop(server));
    this.ws.close();
    await Promise.all(stopped);
  }

  private connectTls(socket: TLSSocket): void {
    prepare(socket);
    const name = certifiedName(socket);
    const address = socket.remoteAddress ?? null;
    if (name !== null && typeof name !== 'string') {
      this.deps.refusedCertificate(name.refused, address);
      socket.destroy();
      return;
    }
    this.deps.connect({ inner: socket, socket, address, ...(name !== null && { certified: name }) });
  }
}

function prepare(socket: Socket): void {
  socket.setNoDelay(true);
  socket.setKeepAlive(true, KEEP_ALIVE_MS);
}

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
