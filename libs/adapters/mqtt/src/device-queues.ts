import type { DeviceId } from '@silverbell/kernel';
import type { Delivery } from './delivery.js';

/** A press whose turn has come. */
export interface TakenPress {
  readonly delivery: Delivery;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

type Waiting = TakenPress | (() => Promise<void>);

/**
 * The messages of one device one after the other, those of different devices side by side: a broker hands over one client's messages all at
 * once. Presses that wait while others of their device are written take their turn together.
 */
export class DeviceQueues {
  private readonly queues = new Map<DeviceId, Waiting[]>();
  private readonly running = new Set<Promise<void>>();

  constructor(
    private readonly limits: { readonly maxWaitingPerDevice: number; readonly pressesTogether: number },
    /** Settles every one of them, unless it throws. */
    private readonly handIn: (presses: readonly TakenPress[]) => Promise<void>,
  ) {}

  /** Settles as its write does; `null`: too many wait already, and it was not queued. */
  press(delivery: Delivery): Promise<void> | null {
    return this.add(delivery.deviceId, (done, failed) => ({ delivery, done, failed }));
  }

  /** Any other message, in its order; `null`: too many wait already. */
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
