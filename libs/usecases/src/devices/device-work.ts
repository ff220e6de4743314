import { after, hours, type Duration, type Instant } from '@silverbell/kernel';
import { DEVICE_WORK, type DeviceWork } from '@silverbell/vocabulary';
import { CALLING_ROLES } from './device-life.js';

/** How long a work may take, and how long before its end an expiry becomes work. Data: a region may bring its own. */
export interface DeviceWorkPolicy {
  readonly within: Readonly<Record<DeviceWork, Duration>>;
  /** A faulty device with which a person calls is mended or replaced within 2 h (JGJ/T 484). */
  readonly callingOfflineWithin: Duration;
  readonly expiryAhead: Duration;
}

export const defaultDeviceWork: DeviceWorkPolicy = {
  within: {
    recall: hours(24 * 14),
    offline: hours(24),
    'battery-low': hours(24 * 3),
    'never-heard': hours(24 * 2),
    'test-due': hours(24 * 7),
    'sim-expiring': hours(24 * 30),
    'firmware-expiring': hours(24 * 30),
  },
  callingOfflineWithin: hours(2),
  expiryAhead: hours(24 * 30),
};

/** The conditions of an installed device, each with the time since when it lasts; `null`: it does not hold. */
export interface DeviceCondition {
  readonly role: string;
  readonly offlineSince: Instant | null;
  readonly batteryLowSince: Instant | null;
  readonly neverHeardSince: Instant | null;
  readonly testDueSince: Instant | null;
  /** The end of the day on which it expires. */
  readonly simUntil: Instant | null;
  readonly firmwareUntil: Instant | null;
  readonly recalledAt: Instant | null;
}

/** What was decided of one work by a person. */
export interface DecidedWork {
  readonly kind: DeviceWork;
  readonly since: Instant;
  readonly dueAt: Instant;
  readonly owner: string | null;
}

export interface WorkOfDevice {
  readonly kind: DeviceWork;
  readonly since: Instant;
  readonly dueAt: Instant;
  readonly isLate: boolean;
  readonly owner: string | null;
}

/**
 * What has to be done about a device now. Conditions are facts and end by themselves; an owner and a term that were decided count for
 * as long as the same condition lasts, and not for the next one.
 */
export function workOf(
  device: DeviceCondition,
  decided: readonly DecidedWork[],
  now: Instant,
  policy: DeviceWorkPolicy = defaultDeviceWork,
): readonly WorkOfDevice[] {
  return DEVICE_WORK.flatMap((kind): WorkOfDevice[] => {
    const since = sinceOf(device, kind, now, policy);
    if (since === null) return [];
    const own = decided.find((one) => one.kind === kind && one.since >= since);
    const dueAt = own?.dueAt ?? dueOf(device, kind, since, policy);
    return [{ kind, since, dueAt, isLate: dueAt <= now, owner: own?.owner ?? null }];
  });
}

function sinceOf(device: DeviceCondition, kind: DeviceWork, now: Instant, policy: DeviceWorkPolicy): Instant | null {
  switch (kind) {
    case 'recall':
      return device.recalledAt;
    case 'offline':
      return device.offlineSince;
    case 'battery-low':
      return device.batteryLowSince;
    case 'never-heard':
      return device.neverHeardSince;
    case 'test-due':
      return device.testDueSince;
    case 'sim-expiring':
      return ahead(device.simUntil, now, policy);
    case 'firmware-expiring':
      return ahead(device.firmwareUntil, now, policy);
  }
}

const ahead = (until: Instant | null, now: Instant, { expiryAhead }: DeviceWorkPolicy): Instant | null => {
  if (until === null) return null;
  const since = after(until, -expiryAhead as Duration);
  return since <= now ? since : null;
};

function dueOf(
  { role, simUntil, firmwareUntil }: DeviceCondition,
  kind: DeviceWork,
  since: Instant,
  { within, callingOfflineWithin }: DeviceWorkPolicy,
): Instant {
  if (kind === 'sim-expiring' && simUntil !== null) return simUntil;
  if (kind === 'firmware-expiring' && firmwareUntil !== null) return firmwareUntil;
  if (kind === 'offline' && CALLING_ROLES.includes(role)) return after(since, callingOfflineWithin);
  return after(since, within[kind]);
}
