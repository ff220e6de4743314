import { withTimeout } from '@silverbell/adapter-runtime/timeout';
import { as, LeakyBuckets, seconds, type Clock, type DeviceId, type Instant } from '@silverbell/kernel';
import { isDeviceId } from '@silverbell/mqtt-contract';
import { LRUCache } from 'lru-cache';
import type { RefusalReason } from '@silverbell/usecases';
import type { DeviceSecretHashing } from './device-secret.js';
import type { DeviceCredentials } from './devices.port.js';
import { errorFacts, type Log } from './log.port.js';
import type { RefusedDevices } from './refusals.port.js';
import { orTimeout, type IsTemporary } from './temporary.policy.js';

export interface LoginDeps {
  readonly credentials: DeviceCredentials;
  readonly hashing: DeviceSecretHashing;
  readonly refusals: RefusedDevices;
  readonly isTemporary: IsTemporary;
  readonly clock: Clock;
  readonly log: Log;
}

/** What a connection says of itself before it is let in. */
export interface Login {
  readonly userName: string;
  readonly password: Buffer;
  /** The device that a checked certificate names. */
  readonly certified: string | undefined;
  readonly address: string | null;
}

/** The return codes of CONNACK in MQTT 3.1.1. */
export const RETURN_CODE = { version: 1, 'client-id': 2, unavailable: 3, credentials: 4 } as const;

export class Refused extends Error {
  constructor(
    readonly answer: keyof typeof RETURN_CODE,
    readonly reason: string,
    /** One of many of the same: it is counted and not written down. */
    readonly quiet = false,
  ) {
    super(reason);
  }
}

const CREDENTIALS_WITHIN_MS = 3_000;
const CACHED_HASHES = 50_000;
const WRONG_SECRETS = { most: 10, within: seconds(10) };
/** Behind that many wrong ones a hash that was read a moment ago is good enough to compare the next one with. */
const FRESH_MS = 2_000;
/** A guess waits for its "no" this long. */
const GUESS_WAITS_MS = 1_000;
/** More guesses than this do not wait: they would hold what they are to be kept from. */
const MOST_WAITING = 200;

interface KnownHash {
  readonly hash: string;
  readonly readAt: Instant;
}

/**
 * Who a connection is, by its secret or its certificate. The secret is looked at first: the right one is let in however often somebody
 * else tried wrong ones with the same name. Failures are counted per device and address.
 */
export class DeviceLogins {
  private readonly hashes = new LRUCache<DeviceId, KnownHash>({ max: CACHED_HASHES });
  /** How often a device's login changed: a connection that was let in meanwhile came with the old one. */
  private readonly changes = new Map<DeviceId, number>();
  private readonly wrongSecrets = new LeakyBuckets(WRONG_SECRETS);
  private waiting = 0;

  constructor(private readonly deps: LoginDeps) {}

  /** Throws {@link Refused}. */
  async check({ userName, password, certified, address }: Login): Promise<DeviceId> {
    const { clock, hashing, refusals } = this.deps;
    // A certificate says which device it is; a user name beside it may only say the same.
    const name = certified !== undefined && userName === '' ? certified : userName;
    if (!isDeviceId(name)) throw new Refused('credentials', 'no-device-id');
    if (certified !== undefined && certified !== name) {
      this.claimRefused(name, 'foreign-certificate', address);
      throw new Refused('credentials', 'foreign-certificate');
    }
    const deviceId = as<DeviceId>(name);
    const changes = this.changes.get(deviceId);
    const pair = `${deviceId} ${address ?? ''}`;
    const known = await this.secretHashOf(deviceId, this.wrongSecrets.waitMs(pair, clock.now()) > 0);
    // An unregistered device has no valid certificate.
    const isKnown = certified !== undefined ? known !== null : hashing.matches(deviceId, password, known);
    if (!isKnown) {
      if (known !== null) refusals.refused(deviceId, 'wrong-secret', address);
      const isGuessing = !this.wrongSecrets.take(pair, clock.now());
      if (isGuessing) await this.wait();
      throw new Refused('credentials', known === null ? 'unknown-device' : 'wrong-password', isGuessing);
    }
    if (this.changes.get(deviceId) !== changes) throw new Refused('unavailable', 'login-changed');
    return deviceId;
  }

  /** Its name was never proven; only when it is registered is anybody told. */
  claimRefused(name: string, reason: RefusalReason, address: string | null): void {
    if (!isDeviceId(name)) return;
    const deviceId = as<DeviceId>(name);
    this.secretHashOf(deviceId, true).then(
      (hash) => {
        if (hash !== null) this.deps.refusals.refused(deviceId, reason, address);
      },
      // The register is away, and said so in the log.
      () => undefined,
    );
  }

  changed(deviceId: DeviceId): void {
    this.changes.set(deviceId, (this.changes.get(deviceId) ?? 0) + 1);
    this.hashes.delete(deviceId);
  }

  private async wait(): Promise<void> {
    if (this.waiting >= MOST_WAITING) return;
    this.waiting += 1;
    await new Promise((resolve) => setTimeout(resolve, GUESS_WAITS_MS));
    this.waiting -= 1;
  }

  /** While the database is away a device that was let in before is let in again: it may hold a press. */
  private async secretHashOf(deviceId: DeviceId, mayBeFresh: boolean): Promise<string | null> {
    const now = this.deps.clock.now();
    const remembered = this.hashes.get(deviceId);
    if (mayBeFresh && remembered !== undefined && now - remembered.readAt < FRESH_MS) return remembered.hash;
    try {
      const hash = await withTimeout(CREDENTIALS_WITHIN_MS, this.deps.credentials.secretHashOf(deviceId));
      if (hash === null) this.hashes.delete(deviceId);
      else this.hashes.set(deviceId, { hash, readAt: now });
      return hash;
    } catch (error) {
      if (remembered !== undefined && orTimeout(this.deps.isTemporary)(error)) return remembered.hash;
      this.deps.log.error('credentials-not-readable', errorFacts(error));
      throw new Refused('unavailable', 'credentials-not-readable');
    }
  }
}
