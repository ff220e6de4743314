import type { DeviceId } from '@silverbell/kernel';
import type { Delivery } from './delivery.js';

/** A press that waits for its turn; `done` and `failed` end the promise its sender holds. */
export interface QueuedPress {
  readonly delivery: Delivery;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

type Waiting = QueuedPress | (() => Promise<void>);

/**
 * The messages of one device one after the other, those of different devices side by side: a broker hands over one client's messages all at
 * once. Presses of one device that wait next to each other are written by one call, up to `pressesTogether`.
 */
export class DeviceQueues {
  private readonly queues = new Map<DeviceId, Waiting[]>();
  private readonly running = new Set<Promise<void>>();

  constructor(
    private readonly limits: { readonly maxWaitingPerDevice: number; readonly pressesTogether: number },
    /** Writes these presses of one device. It calls `done` or `failed` of each; if it throws, all of them have failed. */
    private readonly handIn: (presses: readonly QueuedPress[]) => Promise<void>,
  ) {}

  /** Ends when the press is written or could not be; `null`: too many wait already, it was not queued, and its sender gets no answer. */
  press(delivery: Delivery): Promise<void> | null {
    return this.add(delivery.deviceId, (done, failed) => ({ delivery, done, failed }));
  }

  /** Any other message, in its place among the presses of its device; `null`: too many wait already. */
  run<T>(deviceId: DeviceId, work: () => Promise<T>): Promise<T> | null {
    let result: T;
    const turn = this.add(deviceId, (done, failed) => async () => {
      await work().then((value) => {
        result = value;
        done();
      }, failed);
    });
    return turn && turn.then(() => result);
  }

  /** Resolves when everything queued so far has come to its end. */
  async idle(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running);
  }

  /** Devices whose messages are being worked on. */
  get size(): number {
    return this.queues.size;
  }

  private add(
    deviceId: DeviceId,
    make: (done: () => void, failed: (error: unknown) => void) => Waiting,
  ): Promise<void> | null {
    const queue = this.queues.get(deviceId);
    if (queue !== undefined && queue.length >= this.limits.maxWaitingPerDevice) return null;
    return new Promise((done, failed) => {
      const waiting = make(done, failed);
      if (queue !== undefined) return void queue.push(waiting);
      const running = this.workOff(deviceId, [waiting]).finally(() => this.running.delete(running));
      this.running.add(running);
    });
  }

  private async workOff(deviceId: DeviceId, queue: Waiting[]): Promise<void> {
    this.queues.set(deviceId, queue);
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      if (typeof next === 'function') {
        await next();
        continue;
      }
      const together = [next];
      while (together.length < this.limits.pressesTogether) {
        const [following] = queue;
        if (following === undefined || typeof following === 'function') break;
        together.push(following);
        queue.shift();
      }
      await this.handIn(together).catch((error: unknown) => together.forEach(({ failed }) => failed(error)));
    }
    this.queues.delete(deviceId);
  }
}
