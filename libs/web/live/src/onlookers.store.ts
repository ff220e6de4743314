import type { SocketPayload } from '@silverbell/wire';
import { LOOKING_S } from '@silverbell/wire/looking';
import { Listeners } from './listeners.js';
import type { LiveTransport } from './transport.port.js';

export type Onlooker = SocketPayload<'onlookers'>['people'][number];

export interface LookingTransport extends Pick<LiveTransport, 'connected' | 'onConnection' | 'on'> {
  /** Says which case is on the screen; answers who else looks at it. */
  looking(incidentId: string | null): Promise<readonly Onlooker[]>;
}

export interface OnlookersOptions {
  readonly transport: LookingTransport;
  readonly every: (ms: number, run: () => void) => () => void;
}

const NOBODY: readonly Onlooker[] = [];

/**
 * Who else has the case on the screen that I have. Said when it comes and goes, and again every few seconds, so that a lost word is
 * made good; while the line is cut nobody is shown, because nobody is known.
 */
export class Onlookers {
  readonly #listeners = new Listeners();
  readonly #undo: (() => void)[] = [];
  #incidentId: string | null = null;
  #people = NOBODY;

  constructor(private readonly options: OnlookersOptions) {}

  readonly subscribe = (listener: () => void): (() => void) => this.#listeners.add(listener);
  readonly state = (): readonly Onlooker[] => this.#people;

  start(): () => void {
    const { transport, every } = this.options;
    this.#undo.push(
      transport.onConnection((up) => {
        if (up) this.#sayAgain();
        else this.#show(NOBODY);
      }),
      transport.on('onlookers', ({ incidentId, people }) => {
        if (incidentId === this.#incidentId) this.#show(people);
      }),
      every(LOOKING_S.saidAgain * 1_000, () => this.#sayAgain()),
    );
    return () => {
      for (const undo of this.#undo.splice(0)) undo();
      this.lookAt(null);
    };
  }

  /** `null`: at no case any more. */
  lookAt(incidentId: string | null): void {
    if (incidentId === this.#incidentId) return;
    this.#incidentId = incidentId;
    this.#show(NOBODY);
    this.#say();
  }

  #sayAgain(): void {
    if (this.#incidentId !== null) this.#say();
  }

  #say(): void {
    const { transport } = this.options;
    const incidentId = this.#incidentId;
    if (!transport.connected) return;
    transport.looking(incidentId).then(
      (people) => {
        if (incidentId === this.#incidentId) this.#show(people);
      },
      // Silence is made good by the next word.
      () => undefined,
    );
  }

  #show(people: readonly Onlooker[]): void {
    if (people.length === 0 && this.#people.length === 0) return;
    this.#people = people;
    this.#listeners.tell();
  }
}
