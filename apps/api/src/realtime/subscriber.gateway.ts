import {
  ConnectedSocket,
  SubscribeMessage,
  WebSocketServer,
  type OnGatewayConnection,
  type OnGatewayDisconnect,
  type OnGatewayInit,
} from '@nestjs/websockets';
import type { JsonLogger } from '@silverbell/adapter-runtime';
import { toIso, type Clock } from '@silverbell/kernel';
import type { ClientAnswer, ClientEvent, Namespace } from '@silverbell/wire';
import type { HttpGuard } from '../http/http-guard.js';
import { canSee, type VisibleIncident } from './incident-audience.js';
import type { IncidentChangeFeed } from './incident-change-feed.js';
import { NotAdmitted, type ClientNamespace, type ClientSocket, type SocketAdmission } from './socket-admission.js';

/** A longer timer overflows; a token never lasts that long. */
const LONGEST_TIMER_MS = 2_000_000_000;

/**
 * What the three gateways share: each connection is admitted by its token before it joins, ends when the token ends, is told of the
 * incidents that it may see, and may ask which of them are open. Commands never travel over a socket.
 */
export abstract class SubscriberGateway
  implements OnGatewayInit<ClientNamespace>, OnGatewayConnection<ClientSocket>, OnGatewayDisconnect<ClientSocket>
{
  readonly #endings = new WeakMap<ClientSocket, NodeJS.Timeout>();

  @WebSocketServer()
  protected readonly namespace!: ClientNamespace;

  protected constructor(
    private readonly path: Namespace,
    private readonly admission: SocketAdmission,
    private readonly feed: IncidentChangeFeed,
    private readonly guard: HttpGuard,
    protected readonly clock: Clock,
    protected readonly logger: JsonLogger,
  ) {}

  afterInit(namespace: ClientNamespace): void {
    namespace.use((socket, next) => {
      this.admit(socket).then(
        () => next(),
        (error: unknown) => next(this.admission.refused(this.path, socket, error)),
      );
    });
  }

  handleConnection(socket: ClientSocket): void {
    this.guard.proven(socket.request);
    const left = Math.min(LONGEST_TIMER_MS, Math.max(0, socket.data.expiresAt - this.clock.now()));
    const ending = setTimeout(() => {
      socket.emit('notice', { code: 'session-ends', at: this.now() });
      socket.disconnect(true);
    }, left);
    ending.unref();
    this.#endings.set(socket, ending);
  }

  handleDisconnect(socket: ClientSocket): void {
    clearTimeout(this.#endings.get(socket));
  }

  @SubscribeMessage('resume')
  resume(@ConnectedSocket() socket: ClientSocket): Promise<ClientAnswer<'resume'> | undefined> {
    return this.answer('resume', this.#openFor(socket));
  }

  publishChanged(changed: readonly VisibleIncident[]): void {
    for (const socket of this.sockets) {
      for (const incident of changed) {
        if (canSee(socket.data.subscriber, incident))
          socket.emit('incident.changed', {
            id: incident.id,
            version: incident.version,
            phase: incident.phase,
            ...(incident.practice === null ? {} : { practice: incident.practice }),
          });
      }
    }
  }

  /** Admits every connection again: a disabled account is disconnected, a changed region or family is seen without a new login. */
  async recheck(): Promise<void> {
    for (const socket of this.sockets) {
      await this.admit(socket).catch((error: unknown) => {
        // A database that is away ends no connection.
        if (error instanceof NotAdmitted) socket.disconnect(true);
      });
    }
  }

  get connections(): number {
    return this.namespace.sockets.size;
  }

  protected get sockets(): IterableIterator<ClientSocket> {
    return this.namespace.sockets.values();
  }

  protected admit(socket: ClientSocket): Promise<void> {
    return this.admission.admit(this.path, socket);
  }

  protected now(): string {
    return toIso(this.clock.now());
  }

  /** A failure is logged and not acknowledged: the page counts the connection as doubtful and asks again. */
  protected async answer<E extends ClientEvent>(
    event: E,
    work: Promise<ClientAnswer<E>>,
  ): Promise<ClientAnswer<E> | undefined> {
    try {
      return await work;
    } catch (error) {
      this.logger.fact('warn', `${event}-failed`, {}, error);
      return undefined;
    }
  }

  async #openFor(socket: ClientSocket): Promise<ClientAnswer<'resume'>> {
    await this.feed.refresh();
    const items = this.feed.open
      .filter((incident) => canSee(socket.data.subscriber, incident))
      .map(({ id, version }) => ({ id, version }));
    return { items, at: this.now() };
  }
}
