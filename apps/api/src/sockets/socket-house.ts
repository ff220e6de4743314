import type { Server as HttpServer } from 'node:http';
import type { JsonLogger, TrustedProxies } from '@silverbell/adapter-runtime';
import type { Account, Sessions } from '../auth/sessions.js';
import type { RateLimit } from '../auth/rate-limit.js';
import type { PostgresAccountStore } from '@silverbell/adapter-postgres';
import { as, toIso, type AccountId, type Clock, type RegionId } from '@silverbell/kernel';
import {
  lookingAsk,
  NAMESPACES,
  type ClientAnswer,
  type ClientEvent,
  type ClientToServerEvents,
  type Namespace,
  type ServerToClientEvents,
} from '@silverbell/wire';
import { Server, type DefaultEventsMap, type Socket } from 'socket.io';
import type { AccessLog } from '../access/access-log.js';
import type { HttpGuard } from '../listener-guard.js';
import type { RegionScope } from '../scope/region-scope.js';
import type { TrainingSeats } from '../scope/training-seats.js';
import type { HelperBoard, PackedHelpers } from './helper-board.js';
import type { LookingLane, LookingPage } from './looking-lane.js';
import { mayEnter, sees, type SeenCase, type Watcher } from './who-sees.js';

interface SocketData {
  watcher: Watcher;
  expiresAt: number;
}
type HouseServer = Server<ClientToServerEvents, ServerToClientEvents, DefaultEventsMap, SocketData>;
type HouseSocket = Socket<ClientToServerEvents, ServerToClientEvents, DefaultEventsMap, SocketData>;

/** A timer further away than this overflows; a token never lasts that long. */
const LONGEST_TIMER_MS = 2_000_000_000;
/** Whoever has come into no namespace by then is cut off. */
const LONGEST_AT_THE_DOOR_MS = 10_000;

export interface SocketHouseParts {
  readonly sessions: Sessions;
  readonly scope: RegionScope;
  readonly accounts: Pick<PostgresAccountStore, 'seniorsOf'>;
  readonly seats: Pick<TrainingSeats, 'isTraining'>;
  readonly clock: Clock;
  readonly logger: JsonLogger;
  /** Everything open as it is now. */
  readonly open: () => Promise<readonly SeenCase[]>;
  readonly looks: Pick<LookingLane, 'says' | 'left'>;
  readonly rateLimit: Pick<RateLimit, 'allows'>;
  readonly access: Pick<AccessLog, 'refused'>;
  readonly proxies: Pick<TrustedProxies, 'clientOf'>;
  readonly guard: Pick<HttpGuard, 'proven'>;
  /** A console was connected. */
  readonly onConsole: () => void;
}

/** Where pages listen. Nothing is commanded here: a page asks what is open and says what it looks at, the house says "look again". */
export class SocketHouse {
  readonly #server: HouseServer;

  constructor(
    http: HttpServer,
    private readonly parts: SocketHouseParts,
  ) {
    this.#server = new Server(http, {
      serveClient: false,
      maxHttpBufferSize: 16_384,
      pingInterval: 10_000,
      pingTimeout: 8_000,
      connectTimeout: LONGEST_AT_THE_DOOR_MS,
      transports: ['websocket', 'polling'],
    });
    // Nothing is said in the root, so nobody comes in there, token or not.
    this.#server.use((socket, next) => next(this.#refused('/', socket, new NotAdmitted('not-allowed'))));
    for (const namespace of NAMESPACES) this.#open(namespace);
  }

  /** Helpers who listen here now, as recipients of the outbox. */
  connectedHelpers(): string[] {
    return [...this.#server.of('/helper').adapter.rooms.keys()].filter((room) => room.startsWith('helper:'));
  }

  /** Those who were suspended hear nothing more; why is nobody's to read off a screen. */
  sendAway(recipients: readonly string[]): void {
    for (const recipient of recipients) {
      const room = this.#server.of('/helper').in(recipient);
      room.emit('notice', { code: 'account-suspended', at: toIso(this.parts.clock.now()) });
      room.disconnectSockets(true);
    }
  }

  /** Concerns every desk, whatever region it looks at. */
  tellConsoles(code: string, facts: Readonly<Record<string, unknown>>): void {
    this.#server.of('/console').emit('notice', { code, at: toIso(this.parts.clock.now()), facts: { ...facts } });
  }

  tellChanged(changed: readonly SeenCase[]): void {
    for (const namespace of NAMESPACES) {
      for (const socket of this.#server.of(namespace).sockets.values()) {
        for (const seen of changed) {
          if (sees(socket.data.watcher, seen))
            socket.emit('incident.changed', {
              id: seen.id,
              version: seen.version,
              phase: seen.phase,
              ...(seen.practice === null ? {} : { practice: seen.practice }),
            });
        }
      }
    }
  }

  /** `true`: at least one page of hers said that it has it. */
  tellHelper<Event extends 'offer.made' | 'offer.over' | 'assignment.changed'>(
    recipient: string,
    event: Event,
    payload: Parameters<ServerToClientEvents[Event]>[0],
    patienceMs: number,
  ): Promise<boolean> {
    return new Promise((resolve) => {
      const room = this.#server.of('/helper').to(recipient).timeout(patienceMs);
      // On a timeout the answers of those who did answer are still there.
      const answered = (_: Error | null, answers: readonly unknown[] | undefined): void =>
        resolve((answers?.length ?? 0) > 0);
      (
        room.emit as unknown as (
          name: Event,
          body: typeof payload,
          answered: (error: Error | null, answers?: readonly unknown[]) => void,
        ) => boolean
      ).call(room, event, payload, answered);
    });
  }

  /** Where the helpers are that each console may see. A slow page misses one message, and the next one is whole again. */
  tellPositions(board: Pick<HelperBoard, 'in'>): void {
    const at = toIso(this.parts.clock.now());
    const answers = new Map<ReadonlySet<RegionId>, PackedHelpers | null>();
    for (const socket of this.#server.of('/console').sockets.values()) {
      const { regions } = socket.data.watcher;
      const helpers = answers.get(regions) ?? board.in(regions);
      answers.set(regions, helpers);
      if (helpers !== null) socket.volatile.emit('positions', { at, helpers });
    }
  }

  /** Everything that some console here may see. */
  watchedRegions(): ReadonlySet<RegionId> {
    const regions = new Set<RegionId>();
    for (const socket of this.#server.of('/console').sockets.values())
      for (const region of socket.data.watcher.regions) regions.add(region);
    return regions;
  }

  /** Who was disabled is out, and who was moved to another region or family sees that one, without logging in again. */
  async recheck(): Promise<void> {
    for (const namespace of NAMESPACES) {
      for (const socket of this.#server.of(namespace).sockets.values()) {
        await this.#admit(namespace, socket).catch((error: unknown) => {
          // A database that is away is no reason to send anybody home.
          if (error instanceof NotAdmitted) socket.disconnect(true);
        });
      }
    }
  }

  /** Who has a console open through this process. */
  connectedConsoles(): AccountId[] {
    return [...this.#server.of('/console').sockets.values()].map(({ data }) => as<AccountId>(data.watcher.account.id));
  }

  get consoles(): number {
    return this.#server.of('/console').sockets.size;
  }

  async close(): Promise<void> {
    await this.#server.close();
  }

  #open(namespace: Namespace): void {
    const house = this.#server.of(namespace);
    house.use((socket, next) => {
      this.#admit(namespace, socket).then(
        () => next(),
        (error: unknown) => next(this.#refused(namespace, socket, error)),
      );
    });
    house.on('connection', (socket) => this.#welcome(socket));
  }

  #refused(namespace: string, { request }: HouseSocket, error: unknown): Error {
    if (!(error instanceof NotAdmitted)) return error instanceof Error ? error : new Error('unavailable');
    const { slug } = error.data;
    this.parts.access.refused(slug, {
      ...{ status: slug === 'not-logged-in' ? 401 : 403, what: `socket ${namespace}` },
      ...{ address: this.parts.proxies.clientOf(request), accountId: error.accountId },
    });
    return error;
  }

  async #admit(namespace: Namespace, socket: HouseSocket): Promise<void> {
    const token: unknown = socket.handshake.auth['token'];
    const session = typeof token === 'string' ? await this.parts.sessions.behind(token) : null;
    if (!session) throw new NotAdmitted('not-logged-in');
    if (session.account.suspended === true) throw new NotAdmitted('account-suspended', session.account.id);
    if (!mayEnter(namespace, session.account)) throw new NotAdmitted('not-allowed', session.account.id);
    socket.data = { watcher: await this.#watcher(namespace, session.account), expiresAt: session.expiresAt };
    if (namespace === '/helper' && session.account.helperId) await socket.join(`helper:${session.account.helperId}`);
  }

  async #watcher(namespace: Namespace, account: Account): Promise<Watcher> {
    return {
      namespace,
      account,
      regions: namespace === '/console' ? await this.parts.scope.regionsOf(account) : new Set(),
      training: namespace === '/console' && (await this.parts.seats.isTraining(account)),
      seniors: namespace === '/family' ? new Set(await this.parts.accounts.seniorsOf(account.id)) : new Set(),
    };
  }

  #welcome(socket: HouseSocket): void {
    this.parts.guard.proven(socket.request);
    const { expiresAt } = socket.data;
    const left = Math.min(LONGEST_TIMER_MS, Math.max(0, expiresAt - this.parts.clock.now()));
    const farewell = setTimeout(() => {
      socket.emit('notice', { code: 'session-ends', at: toIso(this.parts.clock.now()) });
      socket.disconnect(true);
    }, left);
    farewell.unref();
    socket.on('disconnect', () => clearTimeout(farewell));
    socket.on('resume', (...said: unknown[]) => {
      const answer = answerTo<'resume'>(said);
      if (answer !== null) this.#answers('resume', answer, this.#resumed(socket));
    });
    if (socket.data.watcher.namespace !== '/console') return;
    this.#hearLooks(socket);
    this.parts.onConsole();
  }

  async #resumed(socket: HouseSocket): Promise<ClientAnswer<'resume'>> {
    const open = await this.parts.open();
    const items = open.filter((seen) => sees(socket.data.watcher, seen)).map(({ id, version }) => ({ id, version }));
    return { items, at: toIso(this.parts.clock.now()) };
  }

  #hearLooks(socket: HouseSocket): void {
    const page: LookingPage = {
      get watcher() {
        return socket.data.watcher;
      },
      tell: (said) => void socket.emit('onlookers', said),
    };
    socket.on('disconnect', () => this.parts.looks.left(page));
    socket.on('looking', (...said: unknown[]) => {
      const ask = lookingAsk.safeParse(said[0]);
      // The next word, ten seconds later, makes good what was too much.
      if (!ask.success || !this.parts.rateLimit.allows(socket.data.watcher.account.id)) return;
      this.#answers('looking', answerTo<'looking'>(said), this.parts.looks.says(page, ask.data.incidentId));
    });
  }

  /** No answer is an answer: the page counts the line as doubtful and asks again. */
  #answers<E extends ClientEvent>(
    event: E,
    answer: ((said: ClientAnswer<E>) => void) | null,
    work: Promise<ClientAnswer<E>>,
  ): void {
    work.then(answer ?? (() => undefined), (error: unknown) =>
      this.parts.logger.fact('warn', `${event}-failed`, {}, error),
    );
  }
}

/** What a client sends may be anything: the answer goes to whatever can take one, with or without a question before it. */
function answerTo<E extends ClientEvent>(said: readonly unknown[]): ((answer: ClientAnswer<E>) => void) | null {
  const last = said.at(-1);
  return typeof last === 'function' ? (last as (answer: ClientAnswer<E>) => void) : null;
}

/** Reaches the client as the message and the data of `connect_error`. */
class NotAdmitted extends Error {
  readonly data: { readonly slug: string };

  constructor(
    slug: string,
    readonly accountId: AccountId | null = null,
  ) {
    super(slug);
    this.data = { slug };
  }
}
