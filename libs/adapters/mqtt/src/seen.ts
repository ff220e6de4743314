import { errorFacts, type Log } from './log.port.js';
import type { Metrics } from './metrics.port.js';
import type { DeviceSeen, SeenRow } from './devices.port.js';

/** Heartbeats, telemetry and status: the newest word of each device, written together once a second; under overload the oldest word goes, and is counted. */
export class SeenLane {
  private rows = new Map<string, SeenRow>();
  private writing: Promise<void> | null = null;
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly store: DeviceSeen,
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

  note(row: SeenRow): void {
    const key = row.deviceId;
    const earlier = this.rows.get(key);
    if (!earlier && this.rows.size >= this.limits.maxDevices) this.letOldestGo();
    this.rows.set(key, earlier ? merge(earlier, row) : row);
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
    this.writing = this.store
      .see(rows)
      .then(
        () => this.metrics.inc('seen_total', { result: 'written' }, rows.length),
        (error: unknown) => {
          this.metrics.inc('seen_total', { result: 'dropped' }, rows.length);
          this.metrics.inc('telemetry_shed_total', { lane: 'seen', reason: 'not-written' }, rows.length);
          this.log.warn('seen-not-written', { rows: rows.length, ...errorFacts(error) });
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
    await this.flush();
  }
}

/** What the newer message does not say is still what the older one said. */
const merge = (older: SeenRow, { unproven, ...newer }: SeenRow): SeenRow => ({
  ...newer,
  // One of them was proven, in the same second: it was heard.
  ...(unproven === true && older.unproven === true ? { unproven: true } : {}),
  online: newer.online ?? older.online,
  batteryPct: newer.batteryPct ?? older.batteryPct,
  rssiDbm: newer.rssiDbm ?? older.rssiDbm,
  firmware: newer.firmware ?? older.firmware,
  network: newer.network ?? older.network,
  ...(older.heartbeat === true ? { heartbeat: true } : {}),
  ...((newer.gateway ?? older.gateway) ? { gateway: newer.gateway ?? older.gateway } : {}),
  position: newer.position ?? older.position,
});
