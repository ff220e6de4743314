import { Listeners } from './listeners.js';

/** What this machine offers: `monotonicNow` only ever goes forward, `wall` is what it was set to. Both in milliseconds. */
export interface MachineClock {
  readonly monotonicNow: () => number;
  readonly wall: () => number;
}

/** The only place of the pages that asks the machine for its time; a lint rule holds the rest to it. */
const machine: MachineClock = { monotonicNow: () => performance.now(), wall: () => Date.now() };

/**
 * The server's clock as this screen knows it, and one shared second hand for every timer on it. It runs on the machine's monotonic
 * time, so that setting the clock of the PC, or having it wrong by hours, changes no age, limit or login on the screen.
 */
export class ServerClock {
  readonly #listeners = new Listeners();
  readonly #machine: MachineClock;
  #offsetMs: number;
  #known = false;
  #second: number;
  #stop: (() => void) | null = null;

  constructor(clock: MachineClock = machine) {
    this.#machine = clock;
    // A guess until the first answer; nothing has an age before that.
    this.#offsetMs = clock.wall() - clock.monotonicNow();
    this.#second = this.#floor();
  }

  /**
   * `Date` headers have whole seconds and travel for a while: a correction below 1.5 s would only be noise,
   * unless it comes from the exact time of `/meta`.
   */
  learn(serverTimeMs: number, exact = false): void {
    if (!Number.isFinite(serverTimeMs)) return;
    const offset = serverTimeMs - this.elapsed();
    if (exact || !this.#known || Math.abs(offset - this.#offsetMs) > 1_500) this.#offsetMs = offset;
    this.#known = true;
  }

  /** The server has told its time; before that `now` is the PC's guess. */
  get known(): boolean {
    return this.#known;
  }

  /** Steady milliseconds of no particular beginning: for what lasts, never for what is shown. */
  elapsed(): number {
    return this.#machine.monotonicNow();
  }

  now(): number {
    return this.at(this.elapsed());
  }

  /** The server's time at a moment of {@link elapsed}. */
  at(elapsedMs: number): number {
    return elapsedMs + this.#offsetMs;
  }

  /**
   * The server's time of what the machine has just dated by its own wall clock, which may be wrong by hours: only its age counts.
   * One above `oldestMs`, or below zero, says that the wall clock was set meanwhile; then it is as old as it can be, or new.
   */
  ofMachine(wallMs: number, oldestMs: number): number {
    return this.now() - Math.min(oldestMs, Math.max(0, this.#machine.wall() - wallMs));
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

/** Of this page: every part of it counts by the same one. */
export const serverClock = new ServerClock();
