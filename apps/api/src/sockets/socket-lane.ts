import type { JsonLogger } from '@silverbell/adapter-runtime';
import { CONSOLE_GRACE_S, PgNotificationListener } from '@silverbell/adapter-postgres';
import { practiceOf } from '@silverbell/incident';
import { as, type IncidentId } from '@silverbell/kernel';
import { relayOnce, type HealthItem } from '@silverbell/usecases';
import type { Parts } from '../parts.js';
import { RegionNames } from '../scope/region-names.js';
import { CaseWatch } from './case-watch.js';
import { LookingLane } from './looking-lane.js';
import { PositionLane } from './position-lane.js';
import { SocketHouse } from './socket-house.js';
import { SocketSender } from './socket.sender.js';
import type { CasePlace } from './who-sees.js';

const POLL_MS = 1_000;
const RECHECK_MS = 10_000;
/** A third of the time for which a console counts once it was seen. */
const CONSOLES_MS = (CONSOLE_GRACE_S * 1_000) / 3;
const BATCH = 100;
/** A page that does not answer holds its batch for seconds; others must not wait behind it. */
const MOST_RELAYS = 4;

/** Everything that moves by itself in this process: watching versions, relaying to sockets, positions. */
export class SocketLane {
  readonly house: SocketHouse;
  readonly #watch: CaseWatch;
  readonly #sender: SocketSender;
  readonly #positions: PositionLane;
  readonly #looks: LookingLane;
  #listener: PgNotificationListener | null = null;
  readonly #timers: NodeJS.Timeout[] = [];
  #relays = 0;
  #relayAgain = false;
  #casesSeenAt = Number.NEGATIVE_INFINITY;
  #closed = false;
  #saidLate = false;

  constructor(
    http: ConstructorParameters<typeof SocketHouse>[0],
    private readonly parts: Parts,
  ) {
    const { queries, changes, directory, clock, logger } = parts;
    const regions = new RegionNames(directory, clock);
    this.#watch = new CaseWatch(changes, clock, (changed) => this.house.tellChanged(changed));
    this.#looks = new LookingLane({ line: parts.replicas, placeOf: (id) => this.#placeOf(id) });
    this.house = new SocketHouse(http, {
      sessions: parts.sessions,
      scope: parts.scope,
      accounts: parts.accounts,
      seats: parts.seats,
      clock,
      logger,
      open: async () => {
        await this.#watch.look();
        return this.#watch.open;
      },
      looks: this.#looks,
      rateLimit: parts.rateLimit,
      access: parts.access,
      proxies: parts.proxies,
      guard: parts.httpGuard,
      onConsole: () => void this.#try('consoles', () => this.#renewConsoles()),
    });
    this.#positions = new PositionLane({
      house: this.house,
      line: parts.replicas,
      read: ({ regions: within, ids }) => parts.positions.onMap(within, ids),
      sinceCasesMs: () => performance.now() - this.#casesSeenAt,
      onTrouble: (error) => this.#stumbled('positions', error),
    });
    this.#sender = new SocketSender({
      house: this.house,
      queries,
      regionName: (id) => regions.nameOf(id),
    });
  }

  async start(databaseUrl: string): Promise<void> {
    await this.#try('look', () => this.#look());
    this.parts.replicas.open({ helpers: this.#positions.news, lookers: this.#looks });
    this.#listener = await PgNotificationListener.start(
      {
        url: databaseUrl,
        applicationName: 'silverbell-api',
        onTrouble: (error) => this.parts.logger.fact('warn', 'wake-lost', {}, error),
      },
      (what, news) => {
        if (what === 'cases') {
          if (news?.cases) this.#watch.hear(news.cases);
          else void this.#try('look', () => this.#look());
        }
        if (what === 'outbox' && (news?.channels?.includes('socket') ?? true)) this.#relay();
      },
    );
    const poll = (): void => {
      void this.#try('look', () => this.#look());
      this.#relay();
      void this.#try('positions', () => this.#positions.tick());
      this.#looks.tick();
      void this.#try('suspended', () => this.#sendSuspendedAway());
      void this.#try('platform', () => this.#watchPlatform());
    };
    this.#timers.push(setInterval(poll, POLL_MS));
    this.#timers.push(setInterval(() => void this.#try('recheck', () => this.house.recheck()), RECHECK_MS));
    this.#timers.push(setInterval(() => void this.#try('consoles', () => this.#renewConsoles()), CONSOLES_MS));
  }

  async lookNow(): Promise<void> {
    await this.#try('look', () => this.#look());
    await this.#try('relay', () => this.#relayUntilEmpty());
    await this.#try('suspended', () => this.#sendSuspendedAway());
    await this.#try('platform', () => this.#watchPlatform());
  }

  /** A seat on duty counts while its console is connected to one of the apis. */
  #renewConsoles(): Promise<void> {
    return this.parts.consoles.renew(this.house.connectedConsoles());
  }

  async #look(): Promise<void> {
    const begun = performance.now();
    await this.#watch.look();
    this.#casesSeenAt = begun;
  }

  /** An open case is known here; one that is closed is looked up. */
  async #placeOf(id: string): Promise<CasePlace | null> {
    const open = this.#watch.openCase(id);
    if (open !== null) return open;
    const view = await this.parts.queries.viewOf(as<IncidentId>(id));
    return view && { regionId: view.incident.regionId, practice: practiceOf(view.incident) };
  }

  /** Said every second while it is so: whoever opened her page a moment ago must hear it, too. */
  async #watchPlatform(): Promise<void> {
    await this.parts.platform.look();
    const { rings, items } = this.parts.platform.health();
    if (rings) this.house.tellConsoles('platform-late', { late: items.filter(isGravelyLate).map(({ key }) => key) });
    else if (this.#saidLate) this.house.tellConsoles('platform-in-time', {});
    if (rings !== this.#saidLate)
      this.parts.logger.fact('warn', rings ? 'platform-late' : 'platform-in-time', {
        late: items
          .filter(isGravelyLate)
          .map(({ key }) => key)
          .join(' '),
      });
    this.#saidLate = rings;
  }

  /** The end of her offer, and "stop", reach the page before the line is closed. */
  async #sendSuspendedAway(): Promise<void> {
    const connected = this.house.connectedHelpers();
    const ids = connected.map((recipient) => recipient.slice('helper:'.length));
    const told = await this.parts.standing.suspendedAndTold(ids);
    if (told.length > 0) this.house.sendAway(told.map((id) => `helper:${id}`));
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#timers.forEach(clearInterval);
    this.#positions.close();
    await this.#listener?.close();
    await this.house.close();
    this.#looks.close();
  }

  #relay(): void {
    if (this.#relays >= MOST_RELAYS) {
      this.#relayAgain = true;
      return;
    }
    this.#relays += 1;
    void this.#try('relay', () => this.#relayUntilEmpty()).finally(() => {
      this.#relays -= 1;
      if (this.#relayAgain && !this.#closed) {
        this.#relayAgain = false;
        this.#relay();
      }
    });
  }

  async #relayUntilEmpty(): Promise<void> {
    for (;;) {
      const recipients = this.house.connectedHelpers();
      if (recipients.length === 0 || this.#closed) return;
      const { taken, failed } = await relayOnce(this.parts.deps, [this.#sender], { recipients, limit: BATCH });
      for (const { id, error } of failed) this.parts.logger.fact('warn', 'not-delivered', { row: id, error });
      if (taken < BATCH) return;
    }
  }

  async #try(what: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#stumbled(what, error);
    }
  }

  #stumbled(what: string, error: unknown): void {
    if (!this.#closed) (this.parts.logger satisfies JsonLogger).fact('warn', 'lane-stumbled', { what }, error);
  }
}

const isGravelyLate = ({ verdict, grave }: HealthItem): boolean => verdict === 'late' && grave;
