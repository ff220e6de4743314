export interface BatchedReadsOptions<T> {
  /** These as they are now; what is missing in the answer does not exist for us. */
  readonly read: (ids: readonly string[]) => Promise<readonly T[]>;
  /** The page shows it already; what it has never seen is asked for first. */
  readonly isSeen: (id: string) => boolean;
  readonly onRead: (asked: readonly string[], items: readonly T[]) => void;
  readonly onFailed: (error: unknown) => void;
  readonly now: () => number;
  readonly later: (ms: number, run: () => void) => () => void;
}

export const batchTimes = {
  /** Ids in one question: its answer arrives, and is shown, before the next one is asked. */
  together: 50,
  /** Between the starts of two questions: an account may ask 30 times a second, on all its pages together. */
  gapMs: 100,
  retryMs: 1_000,
} as const;

interface Waiter {
  readonly ids: Set<string>;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Reads many things by id with one question in flight. What is wanted meanwhile shares the next question, so that a flood of changes
 * costs ten questions a second and not one per change, and each answer makes progress whatever happens to the next.
 */
export class BatchedReads<T extends { readonly id: string }> {
  readonly #options: BatchedReadsOptions<T>;
  /** In the order of wanting; what the page has never seen stands in a queue of its own, in front. */
  readonly #unseen = new Set<string>();
  readonly #seen = new Set<string>();
  readonly #inFlight = new Set<string>();
  readonly #waiters = new Set<Waiter>();
  #cancel: (() => void) | null = null;
  #nextAt = Number.NEGATIVE_INFINITY;
  #turn = 0;

  constructor(options: BatchedReadsOptions<T>) {
    this.#options = options;
  }

  /** Wanted and not yet answered. */
  isWanted(id: string): boolean {
    return this.#unseen.has(id) || this.#seen.has(id) || this.#inFlight.has(id);
  }

  want(ids: readonly string[]): void {
    for (const id of ids) {
      if (this.#unseen.has(id) || this.#seen.has(id)) continue;
      (this.#options.isSeen(id) ? this.#seen : this.#unseen).add(id);
    }
    this.#askSoon();
  }

  /** Resolves when each of them was asked for after this call and answered; rejects with the first question that fails meanwhile. */
  whenRead(ids: Iterable<string>): Promise<void> {
    return new Promise((done, failed) => {
      const waiter = { ids: new Set(ids), done, failed };
      if (waiter.ids.size === 0) return done();
      this.#waiters.add(waiter);
    });
  }

  /** Forgets everything, also what is on its way. */
  stop(): void {
    this.#turn += 1;
    this.#cancel?.();
    this.#cancel = null;
    this.#nextAt = Number.NEGATIVE_INFINITY;
    for (const set of [this.#unseen, this.#seen, this.#inFlight]) set.clear();
    for (const { failed } of this.#waiters) failed(new Error('stopped'));
    this.#waiters.clear();
  }

  #askSoon(): void {
    if (this.#cancel !== null || this.#inFlight.size > 0 || this.#unseen.size + this.#seen.size === 0) return;
    const wait = this.#nextAt - this.#options.now();
    if (wait <= 0) return void this.#ask();
    this.#cancel = this.#options.later(wait, () => {
      this.#cancel = null;
      void this.#ask();
    });
  }

  async #ask(): Promise<void> {
    const ids = [...this.#unseen, ...this.#seen].slice(0, batchTimes.together);
    for (const id of ids) {
      this.#unseen.delete(id);
      this.#seen.delete(id);
      this.#inFlight.add(id);
    }
    const turn = this.#turn;
    // Who waits for an id that is on its way already must see the next answer, not this one.
    const waiting = [...this.#waiters];
    this.#nextAt = this.#options.now() + batchTimes.gapMs;
    try {
      const items = await this.#options.read(ids);
      if (turn !== this.#turn) return;
      this.#inFlight.clear();
      this.#options.onRead(ids, items);
      for (const waiter of waiting) this.#tell(waiter, ids);
    } catch (error) {
      if (turn !== this.#turn) return;
      this.#inFlight.clear();
      // They stay wanted, behind the others: one question that always fails must not keep the rest waiting.
      for (const id of ids) this.#seen.add(id);
      this.#nextAt = this.#options.now() + batchTimes.retryMs;
      this.#options.onFailed(error);
      for (const waiter of [...this.#waiters]) {
        this.#waiters.delete(waiter);
        waiter.failed(error);
      }
    }
    this.#askSoon();
  }

  #tell(waiter: Waiter, ids: readonly string[]): void {
    for (const id of ids) waiter.ids.delete(id);
    if (waiter.ids.size > 0 || !this.#waiters.delete(waiter)) return;
    waiter.done();
  }
}
