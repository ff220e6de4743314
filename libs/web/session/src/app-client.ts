import type { LoginResponse } from '@silverbell/wire';
import { ApiClient, createQueryClient, routeKey } from '@silverbell/web-api-client';
import { serverClock, Session, SocketTransport, type KeyValueStore, type ServerClock } from '@silverbell/web-live';
import { language } from '@silverbell/web-ui';
import type { DefaultOptions, QueryClient, QueryKey } from '@tanstack/react-query';
import { Drafts, type DraftLife } from './drafts.js';
import { ReadTimes } from './read-times.js';
import { givenBy, SessionKeeper } from './session-keeper.js';

/** What every page with a login has once: session, HTTP client, query cache, socket. */
export interface AppClient {
  readonly clock: ServerClock;
  readonly session: Session;
  readonly api: ApiClient;
  readonly queries: QueryClient;
  /** When the answer under this key was read, by the server's clock; react-query itself dates it by the PC. */
  readonly readAt: (key: QueryKey) => number | null;
  readonly transport: SocketTransport;
  /** `code`: of the second factor, where the account has one. */
  readonly login: (username: string, password: string, code?: string) => Promise<void>;
  /** After a login that went another way than by name and password. */
  readonly enter: (answer: LoginResponse) => void;
  readonly keeper: SessionKeeper;
  readonly drafts: Drafts;
}

export interface AppClientOptions {
  /** Key of the session in the browser's storage; each app has its own. */
  readonly name: string;
  /** A telephone keeps its login; a tab of the console forgets it, so that two operators can try things in one browser. */
  readonly kept: 'on-this-machine' | 'in-this-tab';
  /** Absent: they end with the logout. */
  readonly drafts?: DraftLife;
  /** The socket's namespace. */
  readonly namespace: string;
  /** How the queries of this app are kept fresh. */
  readonly queries?: DefaultOptions['queries'];
}

/** A browser may forbid storage altogether; then the login lasts until the reload. */
export function storageOf(kept: AppClientOptions['kept']): KeyValueStore | null {
  try {
    return kept === 'in-this-tab' ? window.sessionStorage : window.localStorage;
  } catch {
    return null;
  }
}

export function createAppClient({
  name,
  kept,
  namespace,
  drafts: life,
  queries: freshness,
}: AppClientOptions): AppClient {
  const clock = serverClock;
  const session = new Session(name, storageOf(kept));
  const api = new ApiClient({
    token: () => session.state().token,
    language,
    onUnauthorised: () => session.end(isOver(session, clock) ? 'expired' : 'revoked'),
    onServerTime: (ms) => clock.learn(ms),
  });
  const queries = createQueryClient(freshness);
  forgetAnswersOfOthers(session, queries);
  const readTimes = new ReadTimes(queries.getQueryCache(), clock);
  const transport = new SocketTransport(namespace, () => session.state().token);
  const enter = (answer: LoginResponse): void => {
    session.begin(givenBy(answer, clock));
    transport.renew();
  };
  const login = async (username: string, password: string, code?: string): Promise<void> => {
    const answer = await api.call('login', { body: { username, password, ...(code === undefined ? {} : { code }) } });
    enter(answer);
  };
  const keeper = new SessionKeeper({
    ...{ session, clock },
    renew: () => api.call('renew', {}),
    renewed: () => transport.renew(),
  });
  const drafts = new Drafts(name, storageOf('in-this-tab'), session, life);
  const readAt = (key: QueryKey): number | null => readTimes.of(key);
  return { clock, session, api, queries, readAt, transport, login, enter, keeper, drafts };
}

/** A second early is not before its time: the header that told us the time has whole ones. */
const isOver = (session: Session, clock: ServerClock): boolean =>
  Date.parse(session.state().expiresAt ?? '') - clock.now() < 5_000;

/** What one person read is not left in memory for the next one at this screen; only `meta`, which is public, stays. */
function forgetAnswersOfOthers(session: Session, queries: QueryClient): void {
  const shown = (): string | undefined => (session.state().user ?? session.state().expired)?.id;
  const [meta] = routeKey('meta');
  let before = shown();
  session.subscribe(() => {
    if (shown() === before) return;
    before = shown();
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== meta });
    queries.getMutationCache().clear();
  });
}
