import type { LoginResponse } from '@silverbell/wire';
import { ApiClient, ServerClock, Session, SocketTransport } from '@silverbell/web-live';
import { language, Sound } from '@silverbell/web-ui';

/** The one of everything this page has. */

export interface Meta {
  readonly demo: boolean;
  readonly timeZone: string;
  readonly serverTime: string;
}

const storage = (): Storage | null => {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
};

export const clock = new ServerClock();
export const session = new Session('silverbell.helper', storage(), Date.now());
export const api = new ApiClient({
  token: () => session.state().token,
  language,
  onUnauthorised: () => session.end('expired'),
  onServerTime: (ms) => clock.learn(ms),
});
export const sound = new Sound();
export const transport = new SocketTransport('/helper', () => session.state().token);

export async function login(username: string, password: string): Promise<void> {
  const answer = await api.command<LoginResponse>('/auth/login', { username, password });
  session.begin(answer.accessToken, answer.expiresAt, answer.user);
}

const deskKey = 'silverbell.helper.desk';

/** The last known number of the desk: needed exactly when it can no longer be asked for. */
export function deskNumber(fresh: string | null | undefined): string | null {
  try {
    if (fresh) storage()?.setItem(deskKey, fresh);
    return fresh ?? storage()?.getItem(deskKey) ?? null;
  } catch {
    return fresh ?? null;
  }
}
