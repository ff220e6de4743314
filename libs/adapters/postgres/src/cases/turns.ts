/** At most so many at once; the others wait in the order in which they came. */
export class Turns {
  private free: number;
  private readonly waiting: (() => void)[] = [];

  constructor(atOnce: number) {
    this.free = atOnce;
  }

  async take<T>(work: () => Promise<T>): Promise<T> {
    const wait = this.begin();
    if (wait !== null) await wait;
    try {
      return await work();
    } finally {
      this.end();
    }
  }

  /** For work that has no one place; whoever begins ends once. `null`: at once. */
  begin(): Promise<void> | null {
    if (this.free === 0) return new Promise((begin) => this.waiting.push(begin));
    this.free -= 1;
    return null;
  }

  end(): void {
    const next = this.waiting.shift();
    if (next)
      next(); // the turn is handed on and never free in between
    else this.free += 1;
  }
}
