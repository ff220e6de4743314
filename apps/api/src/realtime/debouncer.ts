/** Runs once for everything that was scheduled within this time. */
export class Debouncer {
  #timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly withinMs: number,
    private readonly run: () => void,
  ) {}

  schedule(): void {
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
