import { NewNumberBudget, TurnedAwayError, type FrameDelivery } from '@silverbell/adapter-tcp';
import { errorFacts, type Delivery, type Log } from '@silverbell/adapter-mqtt';
import { withTimeout } from '@silverbell/adapter-runtime';
import { as, type Clock, type DeviceId, type Instant } from '@silverbell/kernel';
import { LRUCache } from 'lru-cache';
import type { WatchMatch } from '@silverbell/mqtt-contract';

export interface WatchIntakeDeps {
  readonly intake: { accept(delivery: Delivery): Promise<void> };
  /** Which registered watches a number may be. */
  readonly matchOf: (number: DeviceId) => Promise<WatchMatch<DeviceId>>;
  /** The region's limit for unregistered numbers; dated. */
  readonly newNumbersPerMinute: (number: DeviceId, now: Instant) => Promise<number>;
  readonly clock: Clock;
  readonly count: (result: 'registered' | 'ambiguous' | 'let-in' | 'turned-away') => void;
  readonly log: Log;
}

interface Known {
  readonly at: Instant;
  readonly match: WatchMatch<DeviceId>;
}

/** A registration is seen after this long; an exactly equal number counts at once, whatever is remembered here. */
const KNOWN_LASTS_MS = 15_000;
const UNKNOWN_LASTS_MS = 2_000;
const LIMIT_LASTS_MS = 60_000;
const MOST_CACHED = 20_000;
/** A database that stands still must not keep a watch waiting: then what was known before counts. */
const LOOKUP_WITHIN_MS = 2_000;
const SAY_EVERY_MS = 60_000;

/**
 * Between the bare connections of watches and the intake: a number becomes the registered device it means, and unregistered numbers
 * are let in only as many in a minute as one address may bring, before anything is kept.
 */
export class WatchIntake {
  private readonly known = new LRUCache<DeviceId, Known>({ max: MOST_CACHED });
  private readonly budget = new NewNumberBudget();
  private limit: { readonly at: Instant; readonly perMinute: number } | null = null;
  private warnedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly deps: WatchIntakeDeps,
    /** Where the database has not been asked yet. */
    private readonly defaultPerMinute: number,
  ) {}

  async accept({ address, ...delivery }: FrameDelivery): Promise<void> {
    const { intake, count } = this.deps;
    const match = await this.matchOf(delivery.deviceId);
    if (match.is === 'one') {
      count('registered');
      return intake.accept({ ...delivery, deviceId: match.id });
    }
    if (match.is === 'several') {
      count('ambiguous');
      return intake.accept({ ...delivery, doubts: [...delivery.doubts, 'ambiguous-device'] });
    }
    if (!this.budget.admits(delivery.deviceId, address, this.deps.clock.now(), await this.perMinute(delivery.deviceId)))
      return this.turnAway(delivery.deviceId);
    count('let-in');
    const away = this.budget.takeTurnedAway();
    try {
      await intake.accept(
        away === null
          ? delivery
          : { ...delivery, turnedAway: { count: away.count, lastDeviceId: as<DeviceId>(away.lastNumber) } },
      );
    } catch (error) {
      if (away !== null) this.budget.putBack(away);
      throw error;
    }
  }

  private turnAway(deviceId: DeviceId): never {
    const { count, log, clock } = this.deps;
    count('turned-away');
    const now = clock.now();
    if (now - this.warnedAt >= SAY_EVERY_MS) {
      this.warnedAt = now;
      log.warn('numbers-turned-away', { device: deviceId });
    }
    throw new TurnedAwayError();
  }

  private async matchOf(number: DeviceId): Promise<WatchMatch<DeviceId>> {
    const now = this.deps.clock.now();
    const known = this.known.get(number);
    const lasts = known?.match.is === 'none' ? UNKNOWN_LASTS_MS : KNOWN_LASTS_MS;
    if (known !== undefined && now - known.at < lasts) return known.match;
    try {
      const match = await withTimeout(LOOKUP_WITHIN_MS, this.deps.matchOf(number));
      this.known.set(number, { at: now, match });
      return match;
    } catch (error) {
      this.deps.log.warn('number-not-looked-up', { device: number, ...errorFacts(error) });
      return known?.match ?? { is: 'none' };
    }
  }

  private async perMinute(number: DeviceId): Promise<number> {
    const now = this.deps.clock.now();
    if (this.limit !== null && now - this.limit.at < LIMIT_LASTS_MS) return this.limit.perMinute;
    try {
      const perMinute = await withTimeout(LOOKUP_WITHIN_MS, this.deps.newNumbersPerMinute(number, now));
      this.limit = { at: now, perMinute };
    } catch (error) {
      this.deps.log.warn('limit-not-looked-up', errorFacts(error));
    }
    return this.limit?.perMinute ?? this.defaultPerMinute;
  }
}
