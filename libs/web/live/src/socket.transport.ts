import { io, type Socket } from 'socket.io-client';
import { Listeners } from './listeners.js';
import type { ViewerTransport, Viewer } from './viewer-presence.store.js';
import type { CaseVersion, LiveTransport, Push, PushName } from './transport.port.js';

/** A socket.io namespace of our own origin (`/console`, `/helper`, `/family`), at most once, so never the truth. */
export class SocketTransport implements LiveTransport, ViewerTransport {
  readonly #socket: Socket;
  readonly #cuts = new Listeners();
  #wanted = false;
  #renewing: ReturnType<typeof setTimeout> | null = null;

  constructor(namespace: string, token: () => string | null) {
    this.#socket = io(namespace, {
      autoConnect: false,
      auth: (answer: (data: object) => void) => answer({ token: token() ?? '' }),
      // websocket first: long polling behind a busy 2-core station costs more than it saves.
      transports: ['websocket', 'polling'],
      reconnectionDelay: 500,
      reconnectionDelayMax: 5_000,
      randomizationFactor: 0.5,
    });
  }

  open(): void {
    this.#wanted = true;
    this.#socket.connect();
  }

  close(): void {
    this.#wanted = false;
    this.#socket.disconnect();
  }

  /** There is a new token: reconnects with it, and reports a disconnect only when the connection does not come back at once. */
  renew(tellCutAfterMs = 3_000): void {
    if (!this.#wanted) return;
    if (this.#socket.connected) {
      if (this.#renewing !== null) clearTimeout(this.#renewing);
      this.#renewing = setTimeout(() => {
        this.#renewing = null;
        if (!this.#socket.connected) this.#cuts.tell();
      }, tellCutAfterMs);
      this.#socket.disconnect();
    }
    this.#socket.connect();
  }

  get connected(): boolean {
    return this.#socket.connected;
  }

  async resume(): Promise<readonly CaseVersion[]> {
    const answer: unknown = await this.#socket.timeout(5_000).emitWithAck('resume', {});
    return versionsIn(answer);
  }

  async viewing(incidentId: string | null): Promise<readonly Viewer[]> {
    const answer = (await this.#socket.timeout(5_000).emitWithAck('looking', { incidentId })) as { people?: unknown };
    if (!Array.isArray(answer.people)) throw new Error('looking: the answer is no list of people');
    return answer.people as Viewer[];
  }

  onConnection(listener: (connected: boolean) => void): () => void {
    const up = (): void => listener(true);
    // A refused handshake (an api that restarts) is not retried by socket.io; a dropped one is.
    const refused = (): void => {
      if (this.#renewing === null) listener(false);
      if (!this.#socket.active) this.#again(3_000);
    };
    const dropped = (reason: string): void => {
      if (this.#renewing === null) listener(false);
      if (reason === 'io server disconnect') this.#again(1_000);
    };
    const undoCut = this.#cuts.add(() => listener(false));
    this.#socket.on('connect', up).on('disconnect', dropped).on('connect_error', refused);
    return () => {
      undoCut();
      this.#socket.off('connect', up).off('disconnect', dropped).off('connect_error', refused);
    };
  }

  #again(afterMs: number): void {
    setTimeout(() => {
      if (this.#wanted) this.#socket.connect();
    }, afterMs);
  }

  on<N extends PushName>(name: N, listener: (message: Push<N>) => void): () => void {
    // The server asks whether a page has it: an answer here is what "delivered" means.
    const heard = (message: unknown, gotIt?: unknown): void => {
      if (typeof gotIt === 'function') (gotIt as () => void)();
      listener(message as Push<N>);
    };
    this.#socket.on(name as string, heard);
    return () => {
      this.#socket.off(name as string, heard);
    };
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
