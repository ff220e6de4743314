import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { ROUTES, scopesOpen, type Route, type RouteName } from '@silverbell/wire';
import { AccountRateLimit } from '../../auth/account-rate-limit.js';
import { narrowed } from '../../auth/roles.js';
import { ServiceKeyLogins } from '../../auth/service-key-logins.js';
import { KEY_PREFIX } from '../../auth/session-tokens.js';
import { Sessions, type Session } from '../../auth/sessions.js';
import { UnfinishedLogins } from '../../auth/unfinished-logins.js';
import { ProblemError } from '../problems/problem-error.js';
import { SERVED_ROUTE } from './serves.js';

export interface SessionRequest {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
  readonly query: unknown;
  session?: Session;
}

/** What ends an unfinished login; everything else waits for it. */
const OF_HER_OWN_LOGIN = /^\/api\/v1\/(auth\/|me\/password$|me\/totp(\/|$))/;

export const servedRoute = (context: ExecutionContext): RouteName | null =>
  (Reflect.getMetadata(SERVED_ROUTE, context.getHandler()) as RouteName | undefined) ?? null;

/** Stands before every method that HTTP reaches: one that serves no route of the table is closed. Sockets are admitted when they connect. */
@Injectable()
export class RouteGuard implements CanActivate {
  constructor(
    private readonly sessions: Sessions,
    private readonly rateLimit: AccountRateLimit,
    @Inject(ServiceKeyLogins) private readonly keys: Pick<ServiceKeyLogins, 'behind'>,
    @Inject(UnfinishedLogins) private readonly unfinished: Pick<UnfinishedLogins, 'missingOf'>,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() === 'ws') return true;
    const name = servedRoute(context);
    if (!name) throw new ProblemError('not-found');
    const route: Route = ROUTES[name];
    if (route.roles === 'public') return true;
    const request = context.switchToHttp().getRequest<SessionRequest>();
    const session = await this.#session(request);
    if (!session) throw new ProblemError('not-logged-in');
    if (session.account.suspended === true) throw new ProblemError('account-suspended');
    if (!this.rateLimit.allows(session.account.id)) throw new ProblemError('too-many-requests', { retryAfterS: 1 });
    const missing = this.unfinished.missingOf(session.account);
    if (missing !== null && !OF_HER_OWN_LOGIN.test(route.path)) throw new ProblemError(missing);
    const { roles } = route;
    const account = narrowed(session.account, ({ role }) => roles.includes(role));
    // a role for one region opens nothing in another: what follows knows only those that this route allows
    request.session = { ...session, account: account ?? session.account };
    if (account === null) throw new ProblemError('not-allowed');
    if (session.scopes && !scopesOpen(session.scopes, name)) throw new ProblemError('outside-key-scope');
    return true;
  }

  async #session(request: SessionRequest): Promise<Session | null> {
    const header = request.headers['authorization'];
    const token = typeof header === 'string' ? /^Bearer ([\w.~+/=-]+)$/i.exec(header)?.[1] : undefined;
    if (token === undefined) return null;
    return token.startsWith(KEY_PREFIX) ? this.keys.behind(token) : this.sessions.behind(token);
  }
}
