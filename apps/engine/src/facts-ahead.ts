import { errorFacts, type Log } from '@silverbell/adapter-mqtt';
import type { DeviceId } from '@silverbell/kernel';

/** Read in one statement, and how long it rests between two: a whole town that connects at once is read within minutes, and slows nothing. */
const TOGETHER = 64;
const REST_MS = 250;
/** So many that connect are read at once, each by itself: who has just connected may press in the same moment. */
const AT_ONCE = 4;
/** More than these wait for their own alert. */
const MOST_WAITING = 20_000;

interface Deps {
  /** Reads what is on file of those it does not remember. */
  readonly prepare: (deviceIds: readonly DeviceId[]) => Promise<void>;
  readonly knows: (deviceId: DeviceId) => boolean;
  readonly log: Log;
}

/** Reads what decides the alerts of devices that were heard, before they send one. What it misses costs an alert one question more. */
export class FactsAhead {
  private readonly waiting = new Set<DeviceId>();
  private timer: NodeJS.Timeout | null = null;
  private atOnce = 0;
  private closed = false;

  constructor(private readonly deps: Deps) {}

  heard(deviceIds: Iterable<DeviceId>): void {
    for (const id of deviceIds) if (this.waiting.size < MOST_WAITING && !this.deps.knows(id)) this.waiting.add(id);
    this.readSoon();
  }

  connected(deviceId: DeviceId): void {
    if (this.closed || this.deps.knows(deviceId)) return;
    if (this.atOnce >= AT_ONCE) return this.heard([deviceId]);
    this.atOnce += 1;
    void this.prepare([deviceId]).finally(() => (this.atOnce -= 1));
  }

  close(): void {
    this.closed = true;
    if (this.timer !== null) clearTimeout(this.timer);
  }

  private readSoon(): void {
    if (this.closed || this.timer !== null || this.waiting.size === 0) return;
    this.timer = setTimeout(() => void this.read(), REST_MS);
    this.timer.unref();
  }

  private async read(): Promise<void> {
    const next = [...this.waiting].slice(0, TOGETHER);
    for (const id of next) this.waiting.delete(id);
    await this.prepare(next);
    this.timer = null;
    this.readSoon();
  }

  private async prepare(deviceIds: readonly DeviceId[]): Promise<void> {
    await this.deps
      .prepare(deviceIds)
      .catch((error: unknown) => this.deps.log.info('facts-not-read-ahead', errorFacts(error)));
  }
}
