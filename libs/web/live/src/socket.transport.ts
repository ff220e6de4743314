import type { io, Socket } from 'socket.io-client';
import { Listeners } from './listeners.js';
import type { ViewerTransport, Viewer } from './viewer-presence.store.js';
import type { CaseVersion, LiveTransport, Push, PushName } from './transport.port.js';

/** Loads the socket client as a chunk of its own: no page needs it before the login (SR-78). */
export type LoadClient = () => Promise<typeof io>;
const loadClient: LoadClient = async () => (await import('socket.io-client')).io;

/** For a page that needs its socket at once: the chunk travels beside everything else instead of after it. */
export const fetchSocketClient = (): void => void loadClient().catch(() => undefined);

type Handler = (...given: never[]) => void;

/** How soon a client that could not be loaded is asked for again. */
const LOAD_AGAIN_MS = 3_000;

/** A socket.io namespace of our own origin (`/console`, `/helper`, `/family`), at most once, so never the truth. */
export class SocketTransport implements LiveTransport, ViewerTransport {
  readonly #namespace: string;
  readonly #token: () => string | null;
  readonly #load: LoadClient;
  /** `null` until the client is loaded. */
  #socket: Socket | null = null;
  #loading = false;
  /** What is listened for, so that a socket that comes later hears it too. */
  readonly #handlers = new Set<readonly [event: string, handler: Handler]>();
  readonly #cuts = new Listeners();
  #wanted = false;
  #renewing: ReturnType<typeof setTimeout> | null = null;

  constructor(namespace: string, token: () => string | null, load = loadClient) {
    this.#namespace = namespace;
    this.#token = token;
    this.#load = load;
  }

  open(): void {
    this.#wanted = true;
    this.#connect();
  }

  close(): void {
    this.#wanted = false;
    this.#socket?.disconnect();
  }

  /** There is a new token: reconnects with it, and reports a disconnect only when the connection does not come back at once. */
  renew(tellCutAfterMs = 3_000): void {
    if (!this.#wanted) return;
    if (this.#socket?.connected === true) {
      if (this.#renewing !== null) clearTimeout(this.#renewing);
      this.#renewing = setTimeout(() => {
        this.#renewing = null;
        if (!this.connected) this.#cuts.tell();
      }, tellCutAfterMs);
      this.#socket.disconnect();
    }
    this.#connect();
  }

  get connected(): boolean {
    return this.#socket?.connected === true;
  }

  async resume(): Promise<readonly CaseVersion[]> {
    return versionsIn(await this.#asks('resume', {}));
  }

  async viewing(incidentId: string | null): Promise<readonly Viewer[]> {
    const answer = (await this.#asks('looking', { incidentId })) as { people?: unknown };
    if (!Array.isArray(answer.people)) throw new Error('looking: the answer is no list of people');
    return answer.people as Viewer[];
  }

  onConnection(listener: (connected: boolean) => void): () => void {
    const up = (): void => listener(true);
    // A refused handshake (an api that restarts) is not retried by socket.io; a dropped one is.
    const refused = (): void => {
      if (this.#renewing === null) listener(false);
      if (this.#socket?.active === false) this.#again(3_000);
    };
    const dropped = (reason: string): void => {
      if (this.#renewing === null) listener(false);
      if (reason === 'io server disconnect') this.#again(1_000);
    };
    const undo = [
      this.#cuts.add(() => listener(false)),
      this.#hear('connect', up),
      this.#hear('disconnect', dropped),
      this.#hear('connect_error', refused),
    ];
    return () => undo.forEach((one) => one());
  }

  on<N extends PushName>(name: N, listener: (message: Push<N>) => void): () => void {
    // The server asks whether a page has it: an answer here is what "delivered" means.
    return this.#hear(name, (message: unknown, gotIt?: unknown): void => {
      if (typeof gotIt === 'function') (gotIt as () => void)();
      listener(message as Push<N>);
    });
  }

  #asks(what: string, of: object): Promise<unknown> {
    if (this.#socket === null) return Promise.reject(new Error(`${what}: there is no connection yet`));
    return this.#socket.timeout(5_000).emitWithAck(what, of);
  }

  #hear(event: string, handler: Handler): () => void {
    const entry = [event, handler] as const;
    this.#handlers.add(entry);
    this.#socket?.on(event, handler as never);
    return () => {
      this.#handlers.delete(entry);
      this.#socket?.off(event, handler as never);
    };
  }

  #again(afterMs: number): void {
    setTimeout(() => {
      if (this.#wanted) this.#connect();
    }, afterMs);
  }

  #connect(): void {
    if (this.#socket !== null) this.#socket.connect();
    else void this.#loadAndConnect();
  }

  /** A client that does not load is a lost connection: it is told, and tried again. */
  async #loadAndConnect(): Promise<void> {
    if (this.#loading) return;
    this.#loading = true;
    try {
      this.#socket = this.#made(await this.#load());
    } catch {
      this.#cuts.tell();
      this.#again(LOAD_AGAIN_MS);
      return;
    } finally {
      this.#loading = false;
    }
    // A logout may have come while it was loaded.
    if (this.#wanted) this.#socket.connect();
  }

  #made(client: typeof io): Socket {
    const socket = client(this.#namespace, {
      autoConnect: false,
      auth: (answer: (data: object) => void) => answer({ token: this.#token() ?? '' }),
      // websocket first: long polling behind a busy 2-core station costs more than it saves.
      transports: ['websocket', 'polling'],
      reconnectionDelay: 500,
      reconnectionDelayMax: 5_000,
      randomizationFactor: 0.5,
    });
    for (const [event, handler] of this.#handlers) socket.on(event, handler as never);
    return socket;
  }
}

function versionsIn(answer: unknown): readonly CaseVersion[] {
  const list: unknown =
    typeof answer === 'object' && answer !== null && 'items' in answer ? (answer as { items: unknown }).items : answer;
  if (!Array.isArray(list)) throw new Error('resume: the answer is no list of versions');
  return list.map((entry: unknown) => {
    const { id, version } = entry as Partial<CaseVersion>;
    if (typeof id !== 'string' || typeof version !== 'number')
      throw new Error('resume: an entry without id or version');
    return { id, version };
  });
}
