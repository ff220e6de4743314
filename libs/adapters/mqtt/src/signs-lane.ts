import type { HeardRow } from './devices.port.js';
import { errorFacts, type Log } from './log.port.js';
import type { Metrics } from './metrics.port.js';

/** What devices said of rooms and bodies, in the order it was said, handed on once a second; under overload the newest is lost, and counted. */
export class SignsLane {
  private rows: HeardRow[] = [];
  private writing: Promise<void> | null = null;
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly take: (batch: readonly HeardRow[]) => Promise<void>,
    private readonly metrics: Metrics,
    private readonly log: Log,
    private readonly limits: { readonly everyMs: number; readonly maxRows: number } = {
      everyMs: 1_000,
      maxRows: 20_000,
    },
  ) {
    this.timer = setInterval(() => void this.flush(), limits.everyMs);
    this.timer.unref();
  }

  note(row: HeardRow): void {
    if (this.rows.length >= this.limits.maxRows) return this.metrics.inc('signs_total', { result: 'dropped' });
    this.rows.push(row);
  }

  /** Resolves when what was noted before is written, or lost. */
  async flush(): Promise<void> {
    await this.writing;
    if (this.writing !== null || this.rows.length === 0) return this.writing ?? undefined;
    const rows = this.rows;
    this.rows = [];
    this.writing = this.take(rows)
      .then(
        () => this.metrics.inc('signs_total', { result: 'written' }, rows.length),
        (error: unknown) => {
          this.metrics.inc('signs_total', { result: 'dropped' }, rows.length);
          this.log.warn('signs-not-written', { rows: rows.length, ...errorFacts(error) });
        },
      )
      .finally(() => {
        this.writing = null;
      });
    return this.writing;
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.flush();
  }
}
