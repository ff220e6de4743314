import { errorFacts, type Log } from './log.port.js';
import type { MetricName, Metrics } from './metrics.port.js';

interface BufferNames {
  /** Counts rows by result: written, dropped. */
  readonly metric: MetricName;
  /** The label of `telemetry_shed_total`. */
  readonly buffer: string;
  /** The code of the log line of a failed write. */
  readonly failure: string;
}

/** Rows that are written together once per interval, one write at a time. Rows of a failed write are lost, and counted: each is worth less than an alert. */
export abstract class LossyBuffer<Row> {
  private writing: Promise<void> | null = null;
  private readonly timer: NodeJS.Timeout;

  constructor(
    everyMs: number,
    private readonly names: BufferNames,
    private readonly metrics: Metrics,
    private readonly log: Log,
  ) {
    this.timer = setInterval(() => void this.flush(), everyMs);
    this.timer.unref();
  }

  /** Hands over all rows and forgets them. */
  protected abstract takeAll(): readonly Row[];
  protected abstract write(rows: readonly Row[]): Promise<void>;
  /** Rows of one write; the rest is written right after. */
  protected abstract readonly mostPerWrite: number;

  protected get isWriting(): boolean {
    return this.writing !== null;
  }

  /** Counts rows that were removed because the buffer is full. */
  protected countShed(rows: number): void {
    this.count('full', rows);
  }

  /** Resolves when every row noted before the call is written, or lost. */
  async flush(): Promise<void> {
    if (this.writing !== null) await this.writing;
    if (this.writing !== null) return this.writing;
    const rows = this.takeAll();
    if (rows.length === 0) return;
    this.writing = this.writeAll(rows).finally(() => {
      this.writing = null;
    });
    return this.writing;
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.flush();
  }

  private async writeAll(all: readonly Row[]): Promise<void> {
    for (let from = 0; from < all.length; from += this.mostPerWrite) {
      const rows = from === 0 && all.length <= this.mostPerWrite ? all : all.slice(from, from + this.mostPerWrite);
      try {
        await this.write(rows);
        this.metrics.inc(this.names.metric, { result: 'written' }, rows.length);
      } catch (error) {
        this.count('not-written', rows.length);
        this.log.warn(this.names.failure, { rows: rows.length, ...errorFacts(error) });
      }
    }
  }

  private count(reason: 'full' | 'not-written', rows: number): void {
    this.metrics.inc(this.names.metric, { result: 'dropped' }, rows);
    this.metrics.inc('telemetry_shed_total', { buffer: this.names.buffer, reason }, rows);
  }
}
