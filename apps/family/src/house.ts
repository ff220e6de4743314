import type { LoginResponse } from '@silverbell/wire';
import { ApiClient, ServerClock, Session, SocketTransport } from '@silverbell/web-live';
import { language } from '@silverbell/web-ui';

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
export const session = new Session('silverbell.family', storage(), Date.now());
export const api = new ApiClient({
  token: () => session.state().token,
  language,
  onUnauthorised: () => session.end('expired'),
  onServerTime: (ms) => clock.learn(ms),
});
export const transport = new SocketTransport('/family', () => session.state().token);

export async function login(username: string, password: string): Promise<void> {
  const answer = await api.command<LoginResponse>('/auth/login', { username, password });
  session.begin(answer.accessToken, answer.expiresAt, answer.user);
}
