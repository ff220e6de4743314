import { between, type Instant } from '@silverbell/kernel';
import type { LastSeenRow, LastSeenStore } from './devices.port.js';
import type { Log } from './log.port.js';
import { LossyBuffer } from './lossy-buffer.js';
import type { Metrics } from './metrics.port.js';

/** Heartbeats, telemetry and status: the newest state of each device, written together once a second. When the buffer is full the oldest row is removed, and counted. */
export class LastSeenBuffer extends LossyBuffer<LastSeenRow> {
  /** To put more into one statement would hold up a press for as long as that takes. */
  protected override readonly mostPerWrite = 2_000;
  private rows = new Map<string, LastSeenRow>();
  /** Of the first row that waits. */
  private waitingSince: Instant | null = null;

  constructor(
    private readonly store: LastSeenStore,
    metrics: Metrics,
    log: Log,
    private readonly limits: { readonly everyMs: number; readonly maxDevices: number } = {
      everyMs: 1_000,
      maxDevices: 20_000,
    },
  ) {
    super(limits.everyMs, { metric: 'seen_total', buffer: 'seen', failure: 'seen-not-written' }, metrics, log);
  }

  note(row: LastSeenRow): void {
    const key = row.deviceId;
    const earlier = this.rows.get(key);
    if (!earlier && this.rows.size >= this.limits.maxDevices) this.removeOldest();
    this.rows.set(key, earlier ? merge(earlier, row) : row);
    this.waitingSince ??= row.seenAt;
    // With thousands of busy connections the event loop runs timers late: the batch is written all the same.
    if (!this.isWriting && between(this.waitingSince, row.seenAt) > this.limits.everyMs) void this.flush();
  }

  protected override takeAll(): readonly LastSeenRow[] {
    const rows = [...this.rows.values()];
    this.rows = new Map();
    this.waitingSince = null;
    return rows;
  }

  protected override write(rows: readonly LastSeenRow[]): Promise<void> {
    return this.store.see(rows);
  }

  /** The device of the oldest row will send a newer one soonest. */
  private removeOldest(): void {
    for (const oldest of this.rows.keys()) {
      this.rows.delete(oldest);
      return this.countShed(1);
    }
  }
}

/** What the newer message does not say is still what the older one said. Field by field, because it is done for each heartbeat. */
const merge = (older: LastSeenRow, newer: LastSeenRow): LastSeenRow => ({
  deviceId: newer.deviceId,
  seenAt: newer.seenAt,
  online: newer.online ?? older.online,
  batteryPct: newer.batteryPct ?? older.batteryPct,
  rssiDbm: newer.rssiDbm ?? older.rssiDbm,
  firmware: newer.firmware ?? older.firmware,
  network: newer.network ?? older.network,
  gateway: newer.gateway ?? older.gateway ?? null,
  heartbeat: newer.heartbeat === true || older.heartbeat === true,
  // One of them was proven, in the same second: it was heard.
  unproven: newer.unproven === true && older.unproven === true,
  position: newer.position ?? older.position,
});
