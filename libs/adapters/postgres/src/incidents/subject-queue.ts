/** Runs the work on one subject in the order in which it came, and that on different subjects side by side: what waits decides on what was just written. */
export class SubjectQueue {
  private readonly tails = new Map<string, Promise<unknown>>();

  async run<T>(subject: string, work: () => Promise<T>): Promise<T> {
    const before = this.tails.get(subject);
    const done = before === undefined ? work() : before.then(work, work);
    this.tails.set(subject, done);
    try {
      return await done;
    } finally {
      if (this.tails.get(subject) === done) this.tails.delete(subject);
    }
  }

  isFree(subject: string): boolean {
    return !this.tails.has(subject);
  }
}
