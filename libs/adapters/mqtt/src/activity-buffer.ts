import type { ActivityRow } from './devices.port.js';
import { errorFacts, type Log } from './log.port.js';
import type { Metrics } from './metrics.port.js';

/** What devices said of rooms and bodies, in the order it was said, handed on once a second; under overload the oldest goes, and is counted. */
export class ActivityBuffer {
  private rows: ActivityRow[] = [];
  private writing: Promise<void> | null = null;
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly take: (batch: readonly ActivityRow[]) => Promise<void>,
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

  note(row: ActivityRow): void {
    if (this.rows.length >= this.limits.maxRows) {
      // a tenth at a time: to move everything up for each of them would cost more than the writing
      const gone = this.rows.splice(0, Math.ceil(this.limits.maxRows / 10)).length;
      this.metrics.inc('signs_total', { result: 'dropped' }, gone);
      this.metrics.inc('telemetry_shed_total', { lane: 'signs', reason: 'full' }, gone);
    }
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
          this.metrics.inc('telemetry_shed_total', { lane: 'signs', reason: 'not-written' }, rows.length);
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
