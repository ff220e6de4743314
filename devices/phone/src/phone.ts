import { io, type Socket } from 'socket.io-client';
import {
  pathOf,
  problemSlug,
  ROUTES,
  type AnswerOf,
  type BodyOf,
  type ClientToServerEvents,
  type Problem,
  type RouteName,
  type ServerToClientEvents,
} from '@silverbell/wire';

/** What the platform says no to, with the slug a person's app would branch on. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly slug: string,
    title: string,
  ) {
    super(title);
  }
}

export type Fetch = (
  url: string,
  init: { method: string; headers: Record<string, string>; body?: string },
) => Promise<{
  readonly status: number;
  json(): Promise<unknown>;
}>;

export interface PhoneOptions {
  /** `http://host:port` */
  readonly baseUrl: string;
  readonly username: string;
  readonly password: string;
  readonly fetch?: Fetch;
}

const AGAIN_AFTER_MS = 2_000;

type Parameters = Readonly<Record<string, string>>;

/** A helper's phone: her token, the calls of the contract, and the socket that says "look again". */
export class Phone {
  readonly username: string;
  private readonly baseUrl: string;
  private readonly password: string;
  private readonly fetch: Fetch;
  private token: string | null = null;
  private socket: Socket<ServerToClientEvents, ClientToServerEvents> | null = null;

  constructor({ baseUrl, username, password, fetch: ownFetch }: PhoneOptions) {
    this.baseUrl = baseUrl.replace(/\/$/, '');
    this.username = username;
    this.password = password;
    this.fetch = ownFetch ?? ((url, init) => globalThis.fetch(url, init));
  }

  async login(): Promise<AnswerOf<'login'>> {
    const answer = await this.ask<AnswerOf<'login'>>('login', {}, { username: this.username, password: this.password });
    this.token = answer.accessToken;
    return answer;
  }

  /** Any route of the contract; logs in again when the token has run out. */
  async call<N extends RouteName>(name: N, body?: BodyOf<N>, parameters: Parameters = {}): Promise<AnswerOf<N>> {
    if (this.token === null && ROUTES[name].roles !== 'public') await this.login();
    try {
      return await this.ask<AnswerOf<N>>(name, parameters, body);
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 401 || name === 'login') throw error;
      await this.login();
      return this.ask<AnswerOf<N>>(name, parameters, body);
    }
  }

  /** Listens on `/helper`; `onPush` is called for every push, because a push says nothing more than that. */
  async listen(onPush: () => void): Promise<void> {
    if (this.token === null) await this.login();
    this.socket ??= io(`${this.baseUrl}/helper`, {
      // Asked for at every reconnect: the token may be a newer one by then.
      auth: (give) => give({ token: this.token }),
      transports: ['websocket'],
      reconnectionDelayMax: 5_000,
    });
    // The platform asks whether a page has it; without an answer it is not delivered, and said again.
    const onMessage = (_message: unknown, gotIt?: unknown): void => {
      if (typeof gotIt === 'function') (gotIt as () => void)();
      onPush();
    };
    const { socket } = this;
    const reconnect = (): void => {
      setTimeout(() => this.socket === socket && socket.connect(), AGAIN_AFTER_MS);
    };
    // A handshake that was refused (a database that is away for a moment) and a farewell are not mended by socket.io itself.
    socket.on('connect_error', () => !socket.active && reconnect());
    socket.on('disconnect', (reason) => reason === 'io server disconnect' && reconnect());
    socket.on('connect', onPush).on('offer.made', onMessage).on('offer.over', onMessage).on('assignment.changed', onMessage);
  }

  hangUp(): void {
    this.socket?.disconnect();
    this.socket = null;
  }

  private async ask<Answer>(name: RouteName, parameters: Parameters, body?: unknown): Promise<Answer> {
    const response = await this.fetch(this.baseUrl + pathOf(name, parameters), {
      method: ROUTES[name].method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(this.token === null || name === 'login' ? {} : { authorization: `Bearer ${this.token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer = await response.json().catch(() => null);
    if (response.status < 400) return answer as Answer;
    const problem = answer as Partial<Problem> | null;
    throw new Refused(
      response.status,
      problem?.type ? problemSlug(problem.type) : 'unreadable',
      problem?.title ?? `status ${response.status}`,
    );
  }
}
