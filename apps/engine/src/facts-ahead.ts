import { errorFacts, type Log } from '@silverbell/adapter-mqtt';
import type { DeviceId } from '@silverbell/kernel';

/** Devices read by one query. */
const DEVICES_PER_QUERY = 64;
/** Pause between two queries: 20,000 devices that connect after an outage are read within two minutes, and the alerts meanwhile keep the database. */
const PAUSE_MS = 250;
/** A device that connects may press in the same moment: it is read without waiting for the others, up to so many at a time. */
const IMMEDIATE_READS = 4;
/** Devices beyond these are not queued; their facts are read when their alert comes. */
const MAX_QUEUED = 20_000;

interface Deps {
  /** Reads what is on file of these devices into the memory of facts. */
  readonly prepare: (deviceIds: readonly DeviceId[]) => Promise<void>;
  /** Their facts are in that memory. */
  readonly knows: (deviceId: DeviceId) => boolean;
  readonly log: Log;
}

/**
 * Reads the facts by which an alert is decided (home, people, region, contacts) for devices that send or connect, before they send an alert.
 * An alert whose device was missed costs one more query and nothing else.
 */
export class FactsAhead {
  private readonly waiting = new Set<DeviceId>();
  private timer: NodeJS.Timeout | null = null;
  private immediateReads = 0;
  private closed = false;

  constructor(private readonly deps: Deps) {}

  queueReads(deviceIds: Iterable<DeviceId>): void {
    for (const id of deviceIds) if (this.waiting.size < MAX_QUEUED && !this.deps.knows(id)) this.waiting.add(id);
    this.scheduleRead();
  }

  connected(deviceId: DeviceId): void {
    if (this.closed || this.deps.knows(deviceId)) return;
    if (this.immediateReads >= IMMEDIATE_READS) return this.queueReads([deviceId]);
    this.immediateReads += 1;
    void this.prepare([deviceId]).finally(() => (this.immediateReads -= 1));
  }

  close(): void {
    this.closed = true;
    if (this.timer !== null) clearTimeout(this.timer);
  }

  private scheduleRead(): void {
    if (this.closed || this.timer !== null || this.waiting.size === 0) return;
    this.timer = setTimeout(() => void this.read(), PAUSE_MS);
    this.timer.unref();
  }

  private async read(): Promise<void> {
    const next = [...this.waiting].slice(0, DEVICES_PER_QUERY);
    for (const id of next) this.waiting.delete(id);
    await this.prepare(next);
    this.timer = null;
    this.scheduleRead();
  }

  private async prepare(deviceIds: readonly DeviceId[]): Promise<void> {
    await this.deps
      .prepare(deviceIds)
      .catch((error: unknown) => this.deps.log.info('facts-not-read-ahead', errorFacts(error)));
  }
}
