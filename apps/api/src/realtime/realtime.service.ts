import {
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type OnModuleDestroy,
} from '@nestjs/common';
import { JsonLogger } from '@silverbell/adapter-runtime';
import {
  CONSOLE_GRACE_S,
  PgNotificationListener,
  PostgresHelperPositionStore,
  PostgresHelperStatusStore,
} from '@silverbell/adapter-postgres';
import { Sessions } from '../auth/sessions.js';
import { DATABASE_URL } from '../tokens.js';
import { FamilyGateway } from './family.gateway.js';
import { HelperLocationPublisher } from './helper-location-publisher.js';
import { HelpersGateway } from './helpers.gateway.js';
import { IncidentChangeFeed } from './incident-change-feed.js';
import { OperatorsGateway } from './operators.gateway.js';
import { OutboxRelayService } from './outbox-relay.service.js';
import { PlatformAlarmService } from './platform-alarm.service.js';
import { ReplicaBus } from './replica-bus.js';
import { ViewerPresence } from './viewer-presence.js';

const POLL_MS = 1_000;
const RECHECK_MS = 10_000;
/** A third of the time for which a console counts as connected. */
const RENEW_DUTY_MS = (CONSOLE_GRACE_S * 1_000) / 3;

/** Everything of the gateways that runs by timers and notifications: changed incidents, the outbox, positions, viewers, alarms. */
@Injectable()
export class RealtimeService implements OnApplicationBootstrap, OnModuleDestroy, OnApplicationShutdown {
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #locations: HelperLocationPublisher;
  #listener: PgNotificationListener | null = null;
  #refreshedAt = Number.NEGATIVE_INFINITY;
  #closed = false;

  constructor(
    private readonly feed: IncidentChangeFeed,
    private readonly operators: OperatorsGateway,
    private readonly helpers: HelpersGateway,
    private readonly family: FamilyGateway,
    private readonly relay: OutboxRelayService,
    private readonly viewers: ViewerPresence,
    private readonly alarm: PlatformAlarmService,
    private readonly bus: ReplicaBus,
    private readonly standing: PostgresHelperStatusStore,
    private readonly logger: JsonLogger,
    positions: PostgresHelperPositionStore,
    sessions: Sessions,
    @Inject(DATABASE_URL) private readonly databaseUrl: string,
  ) {
    sessions.onEnded(() => void this.#try('recheck', () => this.#recheck()));
    this.#locations = new HelperLocationPublisher({
      operators,
      bus,
      read: ({ regions, ids }) => positions.onMap(regions, ids),
      sinceIncidentsMs: () => performance.now() - this.#refreshedAt,
      onTrouble: (error) => this.#failed('positions', error),
    });
    feed.subscribe((changed) => {
      for (const gateway of this.#gateways) gateway.publishChanged(changed);
    });
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.#try('incidents', () => this.#refresh());
    this.bus.start({ helpers: this.#locations.listener, viewers: this.viewers });
    this.#listener = await PgNotificationListener.start(
      {
        url: this.databaseUrl,
        applicationName: 'silverbell-api',
        onTrouble: (error) => this.logger.fact('warn', 'wake-lost', {}, error),
      },
      (what, news) => {
        if (what === 'cases') {
          if (news?.cases) this.feed.apply(news.cases);
          else void this.#try('incidents', () => this.#refresh());
        }
        if (what === 'outbox' && (news?.channels?.includes('socket') ?? true)) this.#relayOutbox();
      },
    );
    this.#every(POLL_MS, () => this.#poll());
    this.#every(RECHECK_MS, () => void this.#try('recheck', () => this.#recheck()));
    this.#every(RENEW_DUTY_MS, () => void this.#try('consoles', () => this.operators.renewDuty()));
  }

  /** For tests that moved the clock: publishes and relays now, and resolves when that is done. */
  async runNow(): Promise<void> {
    await this.#try('incidents', () => this.#refresh());
    await this.#try('outbox', () => this.relay.run());
    await this.#try('suspended', () => this.#disconnectSuspended());
    await this.#try('platform', () => this.alarm.tick());
  }

  async onModuleDestroy(): Promise<void> {
    this.#closed = true;
    this.#timers.forEach(clearInterval);
    this.relay.close();
    this.#locations.close();
    await this.#listener?.close();
  }

  /** Disconnecting sockets change the viewers a last time. */
  onApplicationShutdown(): void {
    this.viewers.close();
  }

  get #gateways() {
    return [this.operators, this.helpers, this.family];
  }

  #every(ms: number, run: () => void): void {
    this.#timers.push(setInterval(run, ms));
  }

  #poll(): void {
    void this.#try('incidents', () => this.#refresh());
    this.#relayOutbox();
    void this.#try('positions', () => this.#locations.tick());
    this.viewers.tick();
    void this.#try('suspended', () => this.#disconnectSuspended());
    void this.#try('platform', () => this.alarm.tick());
  }

  async #refresh(): Promise<void> {
    const begun = performance.now();
    await this.feed.refresh();
    this.#refreshedAt = begun;
  }

  async #recheck(): Promise<void> {
    for (const gateway of this.#gateways) await gateway.recheck();
  }

  #relayOutbox(): void {
    this.relay.schedule((error) => this.#failed('outbox', error));
  }

  /** A helper's page gets the end of her offer and "stop" before it is disconnected. */
  async #disconnectSuspended(): Promise<void> {
    const notified = await this.standing.suspendedAndNotified(this.helpers.connectedHelperIds());
    if (notified.length > 0) this.helpers.disconnectSuspended(notified);
  }

  async #try(what: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#failed(what, error);
    }
  }

  #failed(what: string, error: unknown): void {
    if (!this.#closed) this.logger.fact('warn', 'realtime-failed', { what }, error);
  }
}
