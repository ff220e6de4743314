import type { DeviceId, HomeId, IncidentId, Instant } from '@silverbell/kernel';
import type { AlertKind } from '@silverbell/vocabulary';
import type { SignalFacts } from './commands.js';
import type { Incident } from './state.js';

/** One number that called and belongs to no device. */
export interface UnregisteredDevice {
  readonly deviceId: DeviceId;
  readonly firstAt: Instant;
  readonly lastAt: Instant;
  readonly signals: number;
  /** The newest of each kind: what goes along when it is claimed. */
  readonly alerts: readonly {
    readonly alertId: string;
    readonly kind: AlertKind;
    readonly certainty: SignalFacts['certainty'];
    readonly at: Instant;
  }[];
  /** As it said last; nothing proves it. */
  readonly position: SignalFacts['position'];
  readonly claimed: DeviceClaim | null;
}

/** It is registered now, and what it said belongs to its own incident. */
export interface DeviceClaim {
  readonly registeredAs: DeviceId;
  readonly homeId: HomeId | null;
  /** `null`: nothing of it had to be answered. */
  readonly takenTo: IncidentId | null;
  readonly at: Instant;
}

/** Anybody can invent numbers where nothing proves them, so those of a region share one incident, which lists them. */
export interface UnregisteredDevices {
  /** The newest {@link LISTED_MOST}; the log has all. */
  readonly listed: readonly UnregisteredDevice[];
  /** How many there were in all. */
  readonly heard: number;
  /** More new numbers of one address than a minute may bring: counted, not kept. */
  readonly turnedAway: { readonly count: number; readonly lastDeviceId: DeviceId } | null;
}

export const LISTED_MOST = 200;

/** What a signal adds to the list. */
export function heardUnregistered(
  known: UnregisteredDevices | undefined,
  { deviceId, alertId, kind, phase, certainty, position, turnedAway }: SignalFacts,
  at: Instant,
): UnregisteredDevices {
  const before = known ?? { listed: [], heard: 0, turnedAway: null };
  const counted = turnedAway
    ? {
        turnedAway: {
          count: (before.turnedAway?.count ?? 0) + turnedAway.count,
          lastDeviceId: turnedAway.lastDeviceId,
        },
      }
    : {};
  if (deviceId === null) return { ...before, ...counted };
  const one = before.listed.find((listed) => listed.deviceId === deviceId);
  const alerts = one?.alerts ?? [];
  const heard: UnregisteredDevice = {
    ...{ deviceId, firstAt: one?.firstAt ?? at, lastAt: at, signals: (one?.signals ?? 0) + 1 },
    alerts:
      alertId === null || phase !== 'raise'
        ? alerts
        : [...alerts.filter((alert) => alert.kind !== kind), { alertId, kind, certainty, at }],
    position: position ?? one?.position ?? null,
    // It spoke again as unregistered: whatever was claimed before is asked about again.
    claimed: null,
  };
  return {
    ...before,
    ...counted,
    listed: one
      ? before.listed.map((listed) => (listed === one ? heard : listed))
      : [...before.listed, heard].slice(-LISTED_MOST),
    heard: before.heard + (one ? 0 : 1),
  };
}

export const claimUnregistered = (
  known: UnregisteredDevices,
  deviceId: DeviceId,
  claimed: DeviceClaim,
): UnregisteredDevices => ({
  ...known,
  listed: known.listed.map((listed) => (listed.deviceId === deviceId ? { ...listed, claimed } : listed)),
});

/** Every number belongs to a device now, and none was turned away: nothing is left of the incident. */
export const everyDeviceClaimed = ({ unregistered }: Pick<Incident, 'unregistered'>): boolean =>
  unregistered !== undefined &&
  unregistered.turnedAway === null &&
  unregistered.heard === unregistered.listed.length &&
  unregistered.listed.every(({ claimed }) => claimed !== null);
