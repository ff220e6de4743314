/** Numbers are ms; a region changes none of them, they say how this machine is shared. */
const LIMITS = {
  /** Of the time that a batch took: the disk and the processors are free for alerts so long. */
  share: 0.25,
  /** While incidents change, no batch begins until none has changed for this long. */
  quietMs: 300,
  /** A batch begins after this long all the same: on a day of many alerts an import is slow, and still ends. */
  longestMs: 2_000,
  /** Within a transaction no pause is longer, whatever a batch took: the database ends one that is idle for 30 s. */
  longestInTransactionMs: 5_000,
  /** While incidents change, a batch takes this part of its rows: an alert that comes in its middle waits that much shorter. */
  partOfBatch: 0.1,
} as const;

/** How long work of the office waits before its next batch, so that alerts on the same machine do not. */
export class BatchPause {
  private changedAt = Number.NEGATIVE_INFINITY;

  /** @param elapsed a monotonic clock, in ms */
  constructor(
    private readonly elapsed: () => number = () => performance.now(),
    private readonly sleep: (ms: number) => Promise<void> = (ms) => new Promise((done) => setTimeout(done, ms)),
  ) {}

  /** An incident was opened or changed a moment ago. */
  readonly incidentChanged = (): void => {
    this.changedAt = this.elapsed();
  };

  now(): number {
    return this.elapsed();
  }

  /** Rows of the next batch. @param most in a calm hour */
  rows(most: number): number {
    const isQuiet = this.changedAt + LIMITS.quietMs <= this.elapsed();
    return isQuiet ? most : Math.ceil(most * LIMITS.partOfBatch);
  }

  /** For batches of one transaction: each call waits for what was done since the one before. */
  readonly rests = (): (() => Promise<void>) => {
    let began = this.now();
    return async () => {
      await this.after(began, LIMITS.longestInTransactionMs);
      began = this.now();
    };
  };

  /**
   * @param began when the batch did, by {@link now}
   * @param most ms that its share is at most
   */
  async after(began: number, most = Infinity): Promise<void> {
    const ended = this.elapsed();
    let until = ended + Math.min((ended - began) * LIMITS.share, most);
    const latest = Math.max(until, ended + LIMITS.longestMs);
    for (;;) {
      await this.sleep(Math.max(0, until - this.elapsed()));
      const quietAt = Math.min(this.changedAt + LIMITS.quietMs, latest);
      if (quietAt <= this.elapsed()) return;
      until = quietAt;
    }
  }
}
