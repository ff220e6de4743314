import { Listeners } from './listeners.js';

/** The server's clock as this screen knows it, and one shared second hand for every timer on it. */
export class ServerClock {
  readonly #listeners = new Listeners();
  readonly #localNow: () => number;
  #offsetMs = 0;
  #second: number;
  #stop: (() => void) | null = null;

  constructor(localNow: () => number = Date.now) {
    this.#localNow = localNow;
    this.#second = this.#floor();
  }

  /**
   * `Date` headers have whole seconds and travel for a while: a correction below 1.5 s would only be noise,
   * unless it comes from the exact time of `/meta`.
   */
  learn(serverTimeMs: number, exact = false): void {
    const offset = serverTimeMs - this.#localNow();
    if (exact || Math.abs(offset - this.#offsetMs) > 1_500) this.#offsetMs = offset;
  }

  now(): number {
    return this.#localNow() + this.#offsetMs;
  }

  readonly second = (): number => this.#second;

  readonly subscribe = (listener: () => void): (() => void) => {
    const undo = this.#listeners.add(listener);
    this.#stop ??= this.#start();
    return () => {
      undo();
    };
  };

  #floor(): number {
    return Math.floor(this.now() / 1_000) * 1_000;
  }

  #start(): () => void {
    const timer = setInterval(() => {
      const second = this.#floor();
      if (second === this.#second) return;
      this.#second = second;
      this.#listeners.tell();
    }, 250);
    return () => clearInterval(timer);
  }
}
