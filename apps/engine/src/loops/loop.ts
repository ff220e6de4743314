interface LoopOptions {
  /** Answers in how many milliseconds it wants to be called again at the latest; `null`: after the usual pause. */
  readonly work: () => Promise<number | null>;
  readonly pauseMs: number;
  readonly onError: (error: unknown) => void;
  /** The first wake counts at once, later ones within this time count together. */
  readonly mergeMs?: number;
  /** A start has better things to do: the first round only puts the work off for so long. */
  readonly firstAfterMs?: number;
}

/**
 * Work that is done again and again: when woken, when its own next time has come, and at the latest after a pause.
 * It catches everything and never stops by itself.
 */
export class Loop {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;
  private wokenMeanwhile = false;
  private begunAt = Number.NEGATIVE_INFINITY;
  private goodAt: number | null = null;
  private putOff: boolean;
  private plannedAt = Number.POSITIVE_INFINITY;
  /** Asked for while it worked: the round under way may not have seen why. */
  private askedFor = Number.POSITIVE_INFINITY;
  private stopped = false;

  constructor(private readonly options: LoopOptions) {
    this.putOff = options.firstAfterMs !== undefined;
  }

  /** Look now, or together with the wakes that come right behind. A wake while it works makes it look once more. */
  wake(): void {
    if (this.stopped) return;
    if (this.running) {
      this.wokenMeanwhile = true;
      return;
    }
    this.after(this.begunAt + (this.options.mergeMs ?? 20) - performance.now());
  }

  /** Look in so many milliseconds, unless it does so earlier by itself. */
  wakeIn(ms: number): void {
    if (this.stopped) return;
    const at = performance.now() + Math.max(0, ms);
    if (this.running) this.askedFor = Math.min(this.askedFor, at);
    else if (at < this.plannedAt) this.after(at - performance.now());
  }

  /** Looks now, and resolves when nothing that woke it until then is left. */
  async runNow(): Promise<void> {
    await this.running;
    do {
      this.begin();
      await this.running;
    } while (this.wokenMeanwhile && !this.stopped);
  }

  /** Resolves when the round that is under way has come to its end; there is no other. */
  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
    await this.running;
  }

  /** Its heartbeat: how long ago a round came to its end without an error; `null`: none did yet. */
  sinceGoodMs(): number | null {
    return this.goodAt === null ? null : performance.now() - this.goodAt;
  }

  private after(ms: number): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.plannedAt = performance.now() + ms;
    if (ms <= 0) this.begin();
    else this.timer = setTimeout(() => this.begin(), Math.ceil(ms)); // a fraction is cut off: it would look too early, and again
  }

  private begin(): void {
    if (this.running || this.stopped) return;
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.wokenMeanwhile = false;
    this.askedFor = Number.POSITIVE_INFINITY;
    this.begunAt = performance.now();
    // Not before we are known to be working: the work itself may wake us.
    this.running = Promise.resolve()
      .then(() => this.round())
      .then((waitMs) => {
        this.running = null;
        if (this.stopped) return;
        if (this.wokenMeanwhile) this.wake();
        else {
          const asked = this.askedFor - performance.now();
          this.after(Math.max(0, Math.min(waitMs ?? this.options.pauseMs, this.options.pauseMs, asked)));
        }
      });
  }

  private async work(): Promise<number | null> {
    if (!this.putOff) return this.options.work();
    this.putOff = false;
    return this.options.firstAfterMs ?? null;
  }

  private async round(): Promise<number | null> {
    try {
      const wait = await this.work();
      this.goodAt = performance.now();
      return wait;
    } catch (error) {
      this.options.onError(error);
      return null;
    }
  }
}
