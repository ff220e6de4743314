interface Heard {
  readonly id: string;
  readonly version: number;
  readonly at: number;
}

/** What a console heard, and when. */
export class ReceivedMessages {
  private readonly heard: Heard[] = [];
  private readonly waiting = new Set<() => void>();

  protected note(id: string, version: number): void {
    this.heard.push({ id, version, at: performance.now() });
    for (const look of this.waiting) look();
  }

  /** When it first heard of this case at this version or a later one. */
  whenHeard(id: string, version: number, since: number): number | null {
    return this.heard.find((one) => one.id === id && one.version >= version && one.at >= since)?.at ?? null;
  }

  /** Resolves at the next word after `since`, or after the patience. */
  nextWord(since: number, timeoutMs: number): Promise<boolean> {
    if ((this.heard.at(-1)?.at ?? 0) >= since) return Promise.resolve(true);
    return new Promise((resolve) => {
      const over = (answer: boolean): void => {
        clearTimeout(timer);
        this.waiting.delete(look);
        resolve(answer);
      };
      const look = (): void => over(true);
      const timer = setTimeout(() => over(false), timeoutMs);
      this.waiting.add(look);
    });
  }
}
