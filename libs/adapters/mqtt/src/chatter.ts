import type { DeviceId, Instant } from '@silverbell/kernel';
import type { Delivery } from './delivery.js';
import type { Lanes } from './lane.js';
import { RateMeter } from './rate.js';
import { Postponed } from './temporary.policy.js';

export interface ChatterLimits {
  /** More presses of one device in a minute than this are no hand on a button, and no tester who waits for each answer. */
  readonly chatterAbove: number;
  /** From then on a device makes a step of its case at most so often … */
  readonly chatterEveryMs: number;
  /** … unless so many have gathered. */
  readonly chatterTogether: number;
}

export interface Gathered {
  readonly delivery: Delivery;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

const WINDOW_MS = 60_000;
const MOST_REMEMBERED = 10_000;

/**
 * A device that chatters makes few steps of its case instead of ten a second, so that neither the log of the case nor the desk is
 * flooded. Its presses wait for each other a moment; each is counted, committed and acknowledged all the same.
 */
export class Chatter {
  private readonly rate = new RateMeter(WINDOW_MS);
  private readonly gathered = new Map<DeviceId, Gathered[]>();
  private readonly stepAt = new Map<DeviceId, number>();
  private readonly goNow = new Map<DeviceId, () => void>();

  constructor(
    private readonly lanes: Lanes,
    private readonly limits: ChatterLimits & { readonly maxWaitingPerDevice: number },
    /** Settles every one of them, unless it throws. */
    private readonly handIn: (together: readonly Gathered[]) => Promise<void>,
  ) {}

  /** Counts this press. */
  isChatter(deviceId: DeviceId, at: Instant): boolean {
    return this.rate.add(deviceId, at) > this.limits.chatterAbove;
  }

  /** Settles as its commit does; `null`: too many wait already. */
  gather(delivery: Delivery): Promise<void> | null {
    const { deviceId } = delivery;
    const known = this.gathered.get(deviceId);
    if (known && known.length >= this.limits.maxWaitingPerDevice) return null;
    const waiting = known ?? [];
    const settled = new Promise<void>((done, failed) => void waiting.push({ delivery, done, failed }));
    if (known === undefined) {
      this.gathered.set(deviceId, waiting);
      this.takeTurn(deviceId);
    } else if (waiting.length >= this.limits.chatterTogether) this.goNow.get(deviceId)?.();
    return settled;
  }

  /** Behind whatever of this device is on its way. */
  private takeTurn(deviceId: DeviceId): void {
    const turn = this.lanes.run(deviceId, () => this.step(deviceId));
    if (turn !== null) return;
    for (const { failed } of this.gathered.get(deviceId) ?? []) failed(new Postponed('lane-full'));
    this.gathered.delete(deviceId);
  }

  private async step(deviceId: DeviceId): Promise<void> {
    await this.pause(deviceId);
    const waiting = this.gathered.get(deviceId) ?? [];
    const together = waiting.splice(0, this.limits.chatterTogether);
    if (waiting.length === 0) this.gathered.delete(deviceId);
    else this.takeTurn(deviceId);
    if (this.stepAt.size >= MOST_REMEMBERED) this.stepAt.clear();
    this.stepAt.set(deviceId, performance.now());
    // Whoever waits must hear of it, whatever broke.
    await this.handIn(together).catch((error: unknown) => together.forEach(({ failed }) => failed(error)));
  }

  private async pause(deviceId: DeviceId): Promise<void> {
    const last = this.stepAt.get(deviceId) ?? Number.NEGATIVE_INFINITY;
    const left = last + this.limits.chatterEveryMs - performance.now();
    if (left <= 0 || (this.gathered.get(deviceId)?.length ?? 0) >= this.limits.chatterTogether) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, left);
      this.goNow.set(deviceId, () => {
        clearTimeout(timer);
        resolve();
      });
    });
    this.goNow.delete(deviceId);
  }
}
