import { Inject } from '@nestjs/common';
import { ConnectedSocket, MessageBody, SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import { JsonLogger } from '@silverbell/adapter-runtime';
import { PostgresConsolePresenceStore } from '@silverbell/adapter-postgres';
import { as, type AccountId, type Clock, type RegionId } from '@silverbell/kernel';
import { lookingAsk, type ClientAnswer } from '@silverbell/wire';
import { AccountRateLimit } from '../auth/account-rate-limit.js';
import { HttpGuard } from '../http/http-guard.js';
import { CLOCK } from '../tokens.js';
import type { HelperLocationCache, PackedHelpers } from './helper-location.cache.js';
import { IncidentChangeFeed } from './incident-change-feed.js';
import { SocketAdmission, type ClientSocket } from './socket-admission.js';
import { SubscriberGateway } from './subscriber.gateway.js';
import { ViewerPresence, type ViewerPage } from './viewer-presence.js';

/** Consoles: what happens in their regions, positions of helpers, alarms of the platform, and who else views an incident. */
@WebSocketGateway({ namespace: '/console' })
export class OperatorsGateway extends SubscriberGateway {
  readonly #pages = new WeakMap<ClientSocket, ViewerPage>();

  constructor(
    admission: SocketAdmission,
    feed: IncidentChangeFeed,
    guard: HttpGuard,
    @Inject(CLOCK) clock: Clock,
    logger: JsonLogger,
    private readonly viewers: ViewerPresence,
    private readonly rateLimit: AccountRateLimit,
    private readonly consoles: PostgresConsolePresenceStore,
  ) {
    super('/console', admission, feed, guard, clock, logger);
  }

  override handleConnection(socket: ClientSocket): void {
    super.handleConnection(socket);
    this.#pages.set(socket, pageOf(socket));
    void this.renewDuty().catch((error: unknown) =>
      this.logger.fact('warn', 'realtime-failed', { what: 'consoles' }, error),
    );
  }

  override handleDisconnect(socket: ClientSocket): void {
    super.handleDisconnect(socket);
    const page = this.#pages.get(socket);
    if (page) this.viewers.left(page);
  }

  /** The page says which incident it has on the screen; it repeats that every 10 s, which makes good a message above the rate. */
  @SubscribeMessage('looking')
  async looking(
    @ConnectedSocket() socket: ClientSocket,
    @MessageBody() body: unknown,
  ): Promise<ClientAnswer<'looking'> | undefined> {
    const ask = lookingAsk.safeParse(body);
    const page = this.#pages.get(socket);
    if (!ask.success || !page || !this.rateLimit.allows(socket.data.subscriber.account.id)) return undefined;
    return this.answer('looking', this.viewers.view(page, ask.data.incidentId));
  }

  /** An alarm of the platform, for every console of every region. */
  publishNotice(code: string, facts: Readonly<Record<string, unknown>>): void {
    this.namespace.emit('notice', { code, at: this.now(), facts: { ...facts } });
  }

  /** To each console the helpers of its regions. A slow page loses a message, and the next one is whole again. */
  publishPositions(locations: Pick<HelperLocationCache, 'in'>): void {
    const at = this.now();
    const answers = new Map<ReadonlySet<RegionId>, PackedHelpers | null>();
    for (const socket of this.sockets) {
      const { regions } = socket.data.subscriber;
      const helpers = answers.get(regions) ?? locations.in(regions);
      answers.set(regions, helpers);
      if (helpers !== null) socket.volatile.emit('positions', { at, helpers });
    }
  }

  /** Every region that a console here may see. */
  watchedRegions(): ReadonlySet<RegionId> {
    const regions = new Set<RegionId>();
    for (const socket of this.sockets) for (const region of socket.data.subscriber.regions) regions.add(region);
    return regions;
  }

  /** A seat on duty counts while its console is connected to one of the apis. */
  renewDuty(): Promise<void> {
    const accounts = [...this.sockets].map(({ data }) => as<AccountId>(data.subscriber.account.id));
    return this.consoles.renew(accounts);
  }
}

const pageOf = (socket: ClientSocket): ViewerPage => ({
  get subscriber() {
    return socket.data.subscriber;
  },
  tell: (viewers) => void socket.emit('onlookers', viewers),
});
