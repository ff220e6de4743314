/** What changes within this time leaves in one message. */
export class Soon {
  #timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly withinMs: number,
    private readonly run: () => void,
  ) {}

  please(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.run();
    }, this.withinMs);
    this.#timer.unref();
  }

  close(): void {
    if (this.#timer) clearTimeout(this.#timer);
  }
}
