import type { SocketPayload } from '@silverbell/wire';
import { VIEWER_PRESENCE_S } from '@silverbell/wire/viewer-presence';
import { Listeners } from './listeners.js';
import type { LiveTransport } from './transport.port.js';

export type Viewer = SocketPayload<'onlookers'>['people'][number];

export interface ViewerTransport extends Pick<LiveTransport, 'connected' | 'onConnection' | 'on'> {
  /** Tells the server which incident is on the screen; answers who else has it there. */
  viewing(incidentId: string | null): Promise<readonly Viewer[]>;
}

export interface ViewerPresenceOptions {
  readonly transport: ViewerTransport;
  readonly every: (ms: number, run: () => void) => () => void;
}

const NO_VIEWERS: readonly Viewer[] = [];

/**
 * Who else has this incident on the screen. The page reports its incident when that changes and again every few seconds, so that a
 * lost message is corrected; while the socket is disconnected the list is empty, because it is unknown.
 */
export class ViewerPresence {
  readonly #listeners = new Listeners();
  readonly #subscriptions: (() => void)[] = [];
  #incidentId: string | null = null;
  #people = NO_VIEWERS;

  constructor(private readonly options: ViewerPresenceOptions) {}

  readonly subscribe = (listener: () => void): (() => void) => this.#listeners.add(listener);
  readonly state = (): readonly Viewer[] => this.#people;

  start(): () => void {
    const { transport, every } = this.options;
    this.#subscriptions.push(
      transport.onConnection((up) => {
        if (up) this.#reportAgain();
        else this.#set(NO_VIEWERS);
      }),
      transport.on('onlookers', ({ incidentId, people }) => {
        if (incidentId === this.#incidentId) this.#set(people);
      }),
      every(VIEWER_PRESENCE_S.refreshEvery * 1_000, () => this.#reportAgain()),
    );
    return () => {
      for (const unsubscribe of this.#subscriptions.splice(0)) unsubscribe();
      this.show(null);
    };
  }

  /** `null`: no incident is on the screen any more. */
  show(incidentId: string | null): void {
    if (incidentId === this.#incidentId) return;
    this.#incidentId = incidentId;
    this.#set(NO_VIEWERS);
    this.#report();
  }

  #reportAgain(): void {
    if (this.#incidentId !== null) this.#report();
  }

  #report(): void {
    const { transport } = this.options;
    const incidentId = this.#incidentId;
    if (!transport.connected) return;
    transport.viewing(incidentId).then(
      (people) => {
        if (incidentId === this.#incidentId) this.#set(people);
      },
      // A lost message is corrected by the next one (every 10 s).
      () => undefined,
    );
  }

  #set(people: readonly Viewer[]): void {
    if (people.length === 0 && this.#people.length === 0) return;
    this.#people = people;
    this.#listeners.tell();
  }
}
