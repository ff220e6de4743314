import { performance } from 'node:perf_hooks';
import { withTimeout } from '../timeout/with-timeout.js';

/** Several fit into the time after which a server counts as silent. */
export const HEARTBEAT_EVERY_MS = 2_000;
/** A shutdown does not wait for a database that hangs. */
const LEAVING_MS = 2_000;

interface HeartbeatOptions {
  /** Ends in a time of its own, well or not: the next one waits for it. */
  readonly write: () => Promise<void>;
  readonly everyMs: number;
  /** Once per silence, and not every time: a log that fills up is a fault of its own. */
  readonly onTrouble: (error: unknown) => void;
  readonly onEnd?: () => Promise<void>;
  readonly monotonicNow?: () => number;
}

/**
 * Writes down every few seconds that this process lives. What it writes proves more than what it reads: a database whose disk is full, or
 * that became a read-only copy, still answers questions.
 */
export class Heartbeat {
  #writtenAt: number | null = null;
  #writing: Promise<void> | null = null;
  #timer: NodeJS.Timeout | null = null;
  #troubled = false;

  constructor(private readonly options: HeartbeatOptions) {}

  /** Resolves after the first one, well or not. */
  start(): Promise<void> {
    this.#timer ??= setInterval(() => void this.beat(), this.options.everyMs);
    return this.beat();
  }

  /** One at a time. Never fails: {@link isFresh} tells. */
  beat(): Promise<void> {
    this.#writing ??= this.#write().finally(() => (this.#writing = null));
    return this.#writing;
  }

  /** Was one written within so many seconds? */
  isFresh(withinS: number): boolean {
    return this.#writtenAt !== null && (this.#monotonicNow() - this.#writtenAt) / 1_000 <= withinS;
  }

  async stop(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    const leave = async (): Promise<void> => {
      await this.#writing;
      await this.options.onEnd?.();
    };
    await withTimeout(LEAVING_MS, leave()).catch(() => undefined);
  }

  async #write(): Promise<void> {
    try {
      await this.options.write();
      this.#writtenAt = this.#monotonicNow();
      this.#troubled = false;
    } catch (error) {
      if (!this.#troubled) this.options.onTrouble(error);
      this.#troubled = true;
    }
  }

  #monotonicNow(): number {
    return (this.options.monotonicNow ?? (() => performance.now()))();
  }
}
