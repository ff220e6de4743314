/** Runs the work of one key in order, and different keys side by side: aedes hands us one client's publishes all at once. */
export class Lanes {
  private readonly tails = new Map<string, { tail: Promise<unknown>; waiting: number }>();

  constructor(private readonly maxWaiting: number) {}

  /** `null`: this lane is full, nothing was queued. */
  run<T>(key: string, work: () => Promise<T>): Promise<T> | null {
    const lane = this.tails.get(key) ?? { tail: Promise.resolve(), waiting: 0 };
    if (lane.waiting >= this.maxWaiting) return null;
    lane.waiting += 1;
    const done = lane.tail.then(work, work);
    lane.tail = done
      .catch(() => undefined)
      .then(() => {
        lane.waiting -= 1;
        if (lane.waiting === 0) this.tails.delete(key);
      });
    this.tails.set(key, lane);
    return done;
  }

  /** Resolves when everything queued so far has come to its end. */
  async idle(): Promise<void> {
    while (this.tails.size > 0) await Promise.all([...this.tails.values()].map((lane) => lane.tail));
  }

  get size(): number {
    return this.tails.size;
  }
}
