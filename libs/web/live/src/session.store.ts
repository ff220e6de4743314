import { Listeners } from './listeners.js';

export interface SessionUser {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly regionId: string | null;
}

export interface SessionState {
  readonly token: string | null;
  readonly expiresAt: string | null;
  readonly user: SessionUser | null;
  /** Why there is no session although there was one; the login page says it. */
  readonly ended: 'expired' | 'left' | null;
}

export interface KeyValueStore {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

const nobody: SessionState = { token: null, expiresAt: null, user: null, ended: null };

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

  begin(token: string, expiresAt: string, user: SessionUser): void {
    this.#set({ token, expiresAt, user, ended: null });
  }

  end(reason: 'expired' | 'left'): void {
    if (this.#state.token === null) return;
    this.#set({ ...nobody, ended: reason });
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
