import type { ActivityRow } from './devices.port.js';
import type { Log } from './log.port.js';
import { LossyBuffer } from './lossy-buffer.js';
import type { Metrics } from './metrics.port.js';

/** Measurements of rooms and bodies, in the order of their messages, handed on once a second. When the buffer is full the oldest rows are removed, and counted. */
export class ActivityBuffer extends LossyBuffer<ActivityRow> {
  protected override readonly mostPerWrite = Number.POSITIVE_INFINITY;
  private rows: ActivityRow[] = [];

  constructor(
    private readonly take: (batch: readonly ActivityRow[]) => Promise<void>,
    metrics: Metrics,
    log: Log,
    private readonly limits: { readonly everyMs: number; readonly maxRows: number } = {
      everyMs: 1_000,
      maxRows: 20_000,
    },
  ) {
    super(limits.everyMs, { metric: 'signs_total', buffer: 'signs', failure: 'signs-not-written' }, metrics, log);
  }

  note(row: ActivityRow): void {
    // A tenth at a time: removing the first element of a long array for each new row would cost more than the writing.
    if (this.rows.length >= this.limits.maxRows)
      this.countShed(this.rows.splice(0, Math.ceil(this.limits.maxRows / 10)).length);
    this.rows.push(row);
  }

  protected override takeAll(): readonly ActivityRow[] {
    const rows = this.rows;
    this.rows = [];
    return rows;
  }

  protected override write(rows: readonly ActivityRow[]): Promise<void> {
    return this.take(rows);
  }
}
