import { Injectable } from '@nestjs/common';
import { TrustedProxies } from '@silverbell/adapter-runtime';
import { PostgresAccountStore } from '@silverbell/adapter-postgres';
import type { AccountId } from '@silverbell/kernel';
import type { ClientToServerEvents, Namespace, ServerToClientEvents } from '@silverbell/wire';
import type { DefaultEventsMap, Namespace as SocketNamespace, Socket } from 'socket.io';
import { AccessLog } from '../auth/access-log.js';
import { Sessions, type Account } from '../auth/sessions.js';
import { RegionScope } from '../auth/region-scope.js';
import { UnfinishedLogins } from '../auth/unfinished-logins.js';
import { TrainingSeats } from '../auth/training-seats.js';
import { inNamespace, type Subscriber } from './incident-audience.js';

interface SocketData {
  subscriber: Subscriber;
  expiresAt: number;
}
export type ClientSocket = Socket<ClientToServerEvents, ServerToClientEvents, DefaultEventsMap, SocketData>;
export type ClientNamespace = SocketNamespace<ClientToServerEvents, ServerToClientEvents, DefaultEventsMap, SocketData>;

/** Decides once per connection, by its token, whether the socket may join a namespace and what it may be told there. */
@Injectable()
export class SocketAdmission {
  constructor(
    private readonly sessions: Sessions,
    private readonly scope: RegionScope,
    private readonly accounts: PostgresAccountStore,
    private readonly seats: TrainingSeats,
    private readonly access: AccessLog,
    private readonly proxies: TrustedProxies,
    private readonly unfinished: UnfinishedLogins,
  ) {}

  /** Throws NotAdmitted. */
  async admit(namespace: Namespace, socket: ClientSocket): Promise<void> {
    const token: unknown = socket.handshake.auth['token'];
    const session = typeof token === 'string' ? await this.sessions.behind(token) : null;
    if (!session) throw new NotAdmitted('not-logged-in');
    if (session.account.suspended === true) throw new NotAdmitted('account-suspended', session.account.id);
    const missing = this.unfinished.missingOf(session.account);
    if (missing !== null) throw new NotAdmitted(missing, session.account.id);
    const account = inNamespace(namespace, session.account);
    if (account === null) throw new NotAdmitted('not-allowed', session.account.id);
    socket.data = {
      subscriber: await this.#subscriber(namespace, account),
      expiresAt: session.expiresAt,
    };
  }

  /** What the client gets as `connect_error`; a refusal is logged. */
  refused(namespace: string, { request }: Pick<Socket, 'request'>, error: unknown): Error {
    if (!(error instanceof NotAdmitted)) return error instanceof Error ? error : new Error('unavailable');
    const { slug } = error.data;
    this.access.refused(slug, {
      ...{ status: slug === 'not-logged-in' ? 401 : 403, what: `socket ${namespace}` },
      ...{ address: this.proxies.clientOf(request), accountId: error.accountId },
    });
    return error;
  }

  async #subscriber(namespace: Namespace, account: Account): Promise<Subscriber> {
    return {
      namespace,
      account,
      regions: namespace === '/console' ? await this.scope.regionsOf(account) : new Set(),
      training: namespace === '/console' && (await this.seats.isTraining(account)),
      seniors: namespace === '/family' ? new Set(await this.accounts.seniorsOf(account.id)) : new Set(),
    };
  }
}

/** Reaches the client as the message and the data of `connect_error`. */
export class NotAdmitted extends Error {
  readonly data: { readonly slug: string };

  constructor(
    slug: string,
    readonly accountId: AccountId | null = null,
  ) {
    super(slug);
    this.data = { slug };
  }
}
