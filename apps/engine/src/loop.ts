/**
 * Work that is done again and again: when woken, when its own next time has come, and at the latest after a pause.
 * It catches everything and never stops by itself.
 */
export class Loop {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;
  private wokenMeanwhile = false;
  private stopped = false;

  constructor(
    private readonly options: {
      /** Answers in how many milliseconds it wants to be called again at the latest; `null`: after the usual pause. */
      readonly work: () => Promise<number | null>;
      readonly pauseMs: number;
      readonly onError: (error: unknown) => void;
    },
  ) {}

  /** Look now. A wake while it works makes it look once more. */
  wake(): void {
    if (this.stopped) return;
    if (this.running) {
      this.wokenMeanwhile = true;
      return;
    }
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.running = this.round().finally(() => (this.running = null));
    void this.running.then(() => {
      if (this.wokenMeanwhile) this.wake();
    });
  }

  /** Looks now, and resolves when nothing is under way any more. */
  async lookNow(): Promise<void> {
    this.wake();
    while (this.running) await this.running;
  }

  /** Resolves when the round that is under way has come to its end; there is no other. */
  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
    await this.running;
  }

  private async round(): Promise<void> {
    this.wokenMeanwhile = false;
    let wait: number | null = null;
    try {
      wait = await this.options.work();
    } catch (error) {
      this.options.onError(error);
    }
    if (this.stopped) return;
    const ms = Math.max(0, Math.min(wait ?? this.options.pauseMs, this.options.pauseMs));
    this.timer = setTimeout(() => this.wake(), ms);
  }
}
