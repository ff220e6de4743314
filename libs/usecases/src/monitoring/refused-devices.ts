import type { Doubt } from '@silverbell/vocabulary';
import { as, type DeviceId, type Instant } from '@silverbell/kernel';
import {
  defaultRefusals,
  NO_REFUSALS,
  policyFor,
  refusedAgain,
  type RefusalPolicy,
  type RefusalReason,
  type Refusals,
} from '@silverbell/monitoring';
import type { Deps } from '../deps.js';
import { raisePlatformSignal } from './raise-platform-signal.js';

/** A limit of a listener, reached by connections of unknown senders. */
export type ListenerLimitReason = 'address-full' | 'listener-full';

export interface RefusedDevicesOptions {
  /** Who tells it. */
  readonly processId: string;
  /** What the region of a device says; absent: the defaults. */
  readonly policyOf?: (deviceId: DeviceId, now: Instant) => Promise<RefusalPolicy>;
  readonly onTrouble: (error: unknown) => void;
}

interface Kept {
  readonly refusals: Refusals;
  readonly occasion: string | null;
  readonly policy: RefusalPolicy;
  readonly policyReadAt: Instant;
}

const DOUBT_OF: Readonly<Record<RefusalReason | ListenerLimitReason, Doubt>> = {
  'wrong-secret': 'refused-wrong-secret',
  'foreign-certificate': 'refused-certificate',
  certificate: 'refused-certificate',
  'foreign-client-id': 'refused-client-id',
  'protocol-version': 'refused-protocol-version',
  'foreign-topic': 'refused-topic',
  'too-many-connections': 'refused-too-many-connections',
  'address-full': 'limit-address-full',
  'listener-full': 'limit-listener-full',
};
/** Over as soon as the device is let in. */
const LOGIN_REASONS: readonly RefusalReason[] = [
  'wrong-secret',
  'foreign-certificate',
  'certificate',
  'foreign-client-id',
  'protocol-version',
];
const MOST_KEPT = 20_000;
const POLICY_LASTS_MS = 300_000;

/**
 * Registered devices that are kept out, and listeners that are full, become work for the shift: one task per device, folded, with the
 * reason in words and the address. What is counted lives in this process; what was told, in the incident.
 */
export class RefusedDevices {
  private readonly kept = new Map<string, Kept>();

  constructor(
    private readonly deps: Deps,
    private readonly options: RefusedDevicesOptions,
  ) {}

  async refused(deviceId: DeviceId, reason: RefusalReason, address: string | null): Promise<void> {
    const now = this.deps.clock.now();
    const before = this.kept.get(keyOf(deviceId, reason));
    const isFresh = before !== undefined && now - before.policyReadAt < POLICY_LASTS_MS;
    const policy = isFresh ? before.policy : await this.policyOf(deviceId, now);
    await this.count(deviceId, reason, address, policyFor(reason, policy), isFresh ? before.policyReadAt : now);
  }

  /** It is in again: noted on its work, which a person ends. */
  async admitted(deviceId: DeviceId): Promise<void> {
    for (const reason of LOGIN_REASONS) {
      const key = keyOf(deviceId, reason);
      const kept = this.kept.get(key);
      if (kept === undefined) continue;
      this.kept.delete(key);
      if (kept.occasion !== null) await this.tell(deviceId, 'clear', reason, kept.occasion, null);
    }
  }

  async limitReached(listener: string, reason: ListenerLimitReason, address: string | null): Promise<void> {
    await this.count(as<DeviceId>(`listener:${listener}`), reason, address, { ...defaultRefusals, after: 1 }, null);
  }

  private async count(
    deviceId: DeviceId,
    reason: RefusalReason | ListenerLimitReason,
    address: string | null,
    policy: RefusalPolicy,
    policyReadAt: Instant | null,
  ): Promise<void> {
    const now = this.deps.clock.now();
    const key = keyOf(deviceId, reason);
    const before = this.kept.get(key);
    const { kept: refusals, tells } = refusedAgain(before?.refusals ?? NO_REFUSALS, now, policy);
    const occasion = tells
      ? `refused:${reason}:${String(Math.floor(now / policy.againAfter))}`
      : (before?.occasion ?? null);
    this.kept.delete(key);
    this.kept.set(key, { refusals, occasion, policy, policyReadAt: policyReadAt ?? now });
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= MOST_KEPT) break;
      this.kept.delete(oldest);
    }
    if (!tells || occasion === null) return;
    if (await this.tell(deviceId, 'raise', reason, occasion, address)) return;
    // Not told: the next one tells it.
    const again = this.kept.get(key);
    if (again) this.kept.set(key, { ...again, refusals: { ...again.refusals, toldAt: null }, occasion: null });
  }

  private async tell(
    deviceId: DeviceId,
    phase: 'raise' | 'clear',
    reason: RefusalReason | ListenerLimitReason,
    occasion: string,
    address: string | null,
  ): Promise<boolean> {
    try {
      await raisePlatformSignal(this.deps, this.options.processId, {
        ...{ deviceId, homeId: null, kind: 'fault', phase, occasion },
        doubts: phase === 'raise' ? [DOUBT_OF[reason]] : [],
        values: { reason, ...(address !== null && { address }) },
      });
      return true;
    } catch (error) {
      this.options.onTrouble(error);
      return false;
    }
  }

  private async policyOf(deviceId: DeviceId, now: Instant): Promise<RefusalPolicy> {
    try {
      return (await this.options.policyOf?.(deviceId, now)) ?? defaultRefusals;
    } catch (error) {
      this.options.onTrouble(error);
      return defaultRefusals;
    }
  }
}

const keyOf = (deviceId: DeviceId, reason: string): string => `${deviceId} ${reason}`;
