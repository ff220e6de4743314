import type { LoginResponse } from '@silverbell/wire';
import {
  ApiClient,
  serverClock,
  Session,
  SocketTransport,
  type KeyValueStore,
  type ServerClock,
} from '@silverbell/web-live';
import { language } from '@silverbell/web-ui';
import { Drafts } from './drafts.js';
import { givenBy, SessionKeeper } from './session-keeper.js';

/** The one of everything a page with a login has. */
export interface House {
  readonly clock: ServerClock;
  readonly session: Session;
  readonly api: ApiClient;
  readonly transport: SocketTransport;
  readonly login: (username: string, password: string) => Promise<void>;
  readonly keeper: SessionKeeper;
  readonly drafts: Drafts;
}

export interface HouseKind {
  /** Key of the session in the browser's storage; each app has its own. */
  readonly name: string;
  /** A telephone keeps its login; a tab of the console forgets it, so that two operators can try things in one browser. */
  readonly kept: 'on-this-machine' | 'in-this-tab';
  /** The socket's namespace. */
  readonly namespace: string;
}

/** A browser may forbid storage altogether; then the login lasts until the reload. */
export function storageOf(kept: HouseKind['kept']): KeyValueStore | null {
  try {
    return kept === 'in-this-tab' ? window.sessionStorage : window.localStorage;
  } catch {
    return null;
  }
}

export function openHouse({ name, kept, namespace }: HouseKind): House {
  const clock = serverClock;
  const session = new Session(name, storageOf(kept));
  const api = new ApiClient({
    token: () => session.state().token,
    language,
    onUnauthorised: () => session.end(isOver(session, clock) ? 'expired' : 'revoked'),
    onServerTime: (ms) => clock.learn(ms),
  });
  const transport = new SocketTransport(namespace, () => session.state().token);
  const login = async (username: string, password: string): Promise<void> => {
    const answer = await api.command<LoginResponse>('/auth/login', { username, password });
    session.begin(givenBy(answer, clock));
    transport.renew();
  };
  const keeper = new SessionKeeper({
    ...{ session, clock },
    renew: () => api.command<LoginResponse>('/auth/renew'),
    renewed: () => transport.renew(),
  });
  const drafts = new Drafts(name, storageOf('in-this-tab'), session);
  return { clock, session, api, transport, login, keeper, drafts };
}

/** A second early is not before its time: the header that told us the time has whole ones. */
const isOver = (session: Session, clock: ServerClock): boolean =>
  Date.parse(session.state().expiresAt ?? '') - clock.now() < 5_000;
