import { Listeners } from './listeners.js';

export interface SessionUser {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly regionId: string | null;
  /** All of them, each with its region; `role` and `regionId` are the first. */
  readonly roles?: readonly { readonly role: string; readonly regionId: string | null }[];
}

export interface SessionState {
  readonly token: string | null;
  readonly expiresAt: string | null;
  /** How long the token had to go when it was given out. */
  readonly lifetimeMs: number | null;
  readonly user: SessionUser | null;
  /** While a step is open, the server refuses everything else. */
  readonly unfinished: readonly LoginStep[];
  /** Why there is no session although there was one; the login page says it. `revoked`: the server ended it before its time. */
  readonly ended: SessionEnd | null;
  /** Whose session ran out under her hands: her page stays where it is, behind the login. */
  readonly expired: SessionUser | null;
}
/** What a login still asks of its owner: a password of her own, a second factor. */
export type LoginStep = 'password' | 'totp';
export type SessionEnd = 'expired' | 'revoked' | 'left';

/** What the server gives out: who, until when, and for how long that is. */
export interface GivenSession {
  readonly token: string;
  readonly expiresAt: string;
  readonly lifetimeMs: number;
  readonly user: SessionUser;
  readonly unfinished: readonly LoginStep[];
}

export interface KeyValueStore {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

const nobody: SessionState = {
  ...{ token: null, expiresAt: null, lifetimeMs: null, user: null, ended: null, expired: null, unfinished: [] },
};

/** Who is logged in at this screen. Each app has its own key, so a console and a helper page can share a browser. */
export class Session {
  readonly #listeners = new Listeners();
  readonly #store: KeyValueStore | null;
  readonly #key: string;
  #state: SessionState = nobody;

  /** Whether what was saved is over is for the server to say: the PC may be wrong by hours. */
  constructor(key: string, store: KeyValueStore | null) {
    this.#key = key;
    this.#store = store;
    this.#state = read(store, key) ?? nobody;
  }

  readonly subscribe = (listener: () => void): (() => void) => this.#listeners.add(listener);
  readonly state = (): SessionState => this.#state;

  /** A login, or the same one prolonged. */
  begin(given: GivenSession): void {
    this.#set({ ...nobody, ...given });
  }

  /** A user may also log out of an expired session: then her page goes. */
  end(reason: SessionEnd): void {
    const { token, user, expired } = this.#state;
    if (token === null && !(reason === 'left' && expired !== null)) return;
    this.#set({ ...nobody, ended: reason, expired: reason === 'expired' ? user : null });
  }

  #set(state: SessionState): void {
    this.#state = state;
    try {
      if (state.token === null) this.#store?.removeItem(this.#key);
      else this.#store?.setItem(this.#key, JSON.stringify(state));
    } catch {
      // A full or forbidden storage only costs the login after a reload.
    }
    this.#listeners.tell();
  }
}

function read(store: KeyValueStore | null, key: string): SessionState | null {
  try {
    const text = store?.getItem(key);
    if (!text) return null;
    const saved = JSON.parse(text) as Partial<SessionState>;
    return typeof saved.token === 'string' && saved.user ? { ...nobody, ...saved } : null;
  } catch {
    return null;
  }
}
