/** At most so many at once; the others wait in the order in which they came. */
export class Turns {
  private free: number;
  private readonly waiting: (() => void)[] = [];

  constructor(atOnce: number) {
    this.free = atOnce;
  }

  async take<T>(work: () => Promise<T>): Promise<T> {
    await this.begin();
    try {
      return await work();
    } finally {
      this.end();
    }
  }

  /** For work that has no one place; whoever begins ends once. */
  async begin(): Promise<void> {
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>((begin) => this.waiting.push(begin));
  }

  end(): void {
    const next = this.waiting.shift();
    if (next)
      next(); // the turn is handed on and never free in between
    else this.free += 1;
  }
}
