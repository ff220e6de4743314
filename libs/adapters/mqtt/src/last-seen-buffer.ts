import { between, type Instant } from '@silverbell/kernel';
import { errorFacts, type Log } from './log.port.js';
import type { Metrics } from './metrics.port.js';
import type { LastSeenStore, LastSeenRow } from './devices.port.js';

/** To put more into one statement would hold up a press for as long as that takes. */
const MAX_PER_WRITE = 2_000;

/** Heartbeats, telemetry and status: the newest word of each device, written together once a second; under overload the oldest word goes, and is counted. */
export class LastSeenBuffer {
  private rows = new Map<string, LastSeenRow>();
  /** Of the first row that waits. */
  private waitingSince: Instant | null = null;
  private writing: Promise<void> | null = null;
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly store: LastSeenStore,
    private readonly metrics: Metrics,
    private readonly log: Log,
    private readonly limits: { readonly everyMs: number; readonly maxDevices: number } = {
      everyMs: 1_000,
      maxDevices: 20_000,
    },
  ) {
    this.timer = setInterval(() => void this.flush(), limits.everyMs);
    this.timer.unref();
  }

  note(row: LastSeenRow): void {
    const key = row.deviceId;
    const earlier = this.rows.get(key);
    if (!earlier && this.rows.size >= this.limits.maxDevices) this.letOldestGo();
    this.rows.set(key, earlier ? merge(earlier, row) : row);
    this.waitingSince ??= row.seenAt;
    // Where thousands of connections speak at once the loop gets to its timers late: the batch leaves all the same.
    if (this.writing === null && between(this.waitingSince, row.seenAt) > this.limits.everyMs) void this.flush();
  }

  /** Whoever waited longest says something newer soonest. */
  private letOldestGo(): void {
    for (const oldest of this.rows.keys()) {
      this.rows.delete(oldest);
      this.metrics.inc('seen_total', { result: 'dropped' });
      return this.metrics.inc('telemetry_shed_total', { lane: 'seen', reason: 'full' });
    }
  }

  async flush(): Promise<void> {
    if (this.writing) return this.writing;
    if (this.rows.size === 0) return;
    const rows = [...this.rows.values()];
    this.rows = new Map();
    this.waitingSince = null;
    this.writing = this.writeAll(rows).finally(() => {
      this.writing = null;
    });
    return this.writing;
  }

  private async writeAll(all: readonly LastSeenRow[]): Promise<void> {
    for (let from = 0; from < all.length; from += MAX_PER_WRITE) {
      const rows = all.slice(from, from + MAX_PER_WRITE);
      try {
        await this.store.see(rows);
        this.metrics.inc('seen_total', { result: 'written' }, rows.length);
      } catch (error) {
        this.metrics.inc('seen_total', { result: 'dropped' }, rows.length);
        this.metrics.inc('telemetry_shed_total', { lane: 'seen', reason: 'not-written' }, rows.length);
        this.log.warn('seen-not-written', { rows: rows.length, ...errorFacts(error) });
      }
    }
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.flush();
    await this.flush();
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
