import { after, between, hours, latest, minutes, seconds, type Duration, type Instant } from '@silverbell/kernel';

/** When the silence of a device becomes a fact. Data: a region may bring its own. */
export interface SupervisionPolicy {
  /** A hub on mains power that sends heartbeats of its own. */
  readonly mainsSilentFor: Duration;
  /** Nothing was received after its last will (MQTT). */
  readonly willStandsFor: Duration;
  /** A hub that never sent a heartbeat is believed to hang on mains once it was connected this long without a break. */
  readonly residentAfter: Duration;
  /** Everything that sleeps between two messages (zigbee2mqtt: 1,500 min). */
  readonly batterySilentFor: Duration;
  /** Device families that report of their own accord, more often than a button that sleeps. */
  readonly silentForByProfile: Readonly<Record<string, Duration>>;
  /** By role, where a region knows better. */
  readonly silentForByRole: Readonly<Record<string, Duration>>;
  /** A mains device counts as back when it was received this long; doubles with every recent change of state. */
  readonly backAfter: Duration;
  readonly stateChangesForgottenAfter: Duration;
  readonly batteryLowPct: number;
  readonly batteryFinePct: number;
  readonly batteryLowFor: Duration;
}

/** Detection within 3 min for mains hubs (product figures); the outage grouping below takes the rest of that time. */
export const defaultSupervision: SupervisionPolicy = {
  mainsSilentFor: seconds(130),
  willStandsFor: seconds(60),
  residentAfter: minutes(15),
  batterySilentFor: hours(25),
  // Every ten minutes, says its profile; a cellar, a lift or a charger takes it away for longer than the half hour after which its connection counts as dead.
  silentForByProfile: { watch: hours(2) },
  silentForByRole: {},
  backAfter: seconds(30),
  stateChangesForgottenAfter: hours(1),
  batteryLowPct: 15,
  batteryFinePct: 25,
  batteryLowFor: minutes(10),
};

/** What is known of a device from which at least one message was received; no other is supervised. */
export interface ObservedDevice {
  readonly role: string;
  /** The profile that decodes its messages. */
  readonly profile?: string;
  readonly seenAt: Instant;
  /** As the broker or the device itself reports it; `null`: neither does. */
  readonly online: boolean | null;
  readonly batteryPct: number | null;
  readonly sendsHeartbeats: boolean;
  /** How long its model may be silent, as the file of the model says; `null` or absent: the file says nothing. */
  readonly modelSilentFor?: Duration | null;
}

/** The state that supervision keeps of a device from one round to the next. */
export interface DevicePresence {
  readonly state: 'present' | 'absent';
  /** `present`: received without a break since; `absent`: last received. */
  readonly since: Instant;
  /** `absent`: received again, without a break, since. */
  readonly heardAgainSince: Instant | null;
  /** How often the state changed lately: a device that flaps must be received for longer to count as back. */
  readonly stateChanges: number;
  readonly changedAt: Instant;
  readonly batteryLowSince: Instant | null;
  readonly batteryLowReported: boolean;
}

export type PresenceChange = 'gone' | 'back' | 'battery-low' | 'battery-fine';

export interface SupervisionContext {
  readonly now: Instant;
  /** Since when the platform receives messages: while it was down, no device counts as silent. */
  readonly listeningSince: Instant;
  readonly policy: SupervisionPolicy;
}

interface Supervision {
  readonly presence: DevicePresence;
  readonly changes: readonly PresenceChange[];
}
const unchanged = (presence: DevicePresence): Supervision => ({ presence, changes: [] });

const MAX_DOUBLINGS = 6;

/** The presence of a device at this instant. Pure: the same stored facts give the same changes, in whichever process and however often. */
export function derivePresence(
  device: ObservedDevice,
  presence: DevicePresence | null,
  context: SupervisionContext,
): Supervision {
  const before = presence ?? initialPresence(device, context.now);
  const reception =
    before.state === 'present' ? checkPresent(device, before, context) : checkAbsent(device, before, context);
  const battery = checkBattery(device, reception.presence, context);
  return { presence: battery.presence, changes: [...reception.changes, ...battery.changes] };
}

const initialPresence = (device: ObservedDevice, now: Instant): DevicePresence => ({
  state: 'present',
  since: device.seenAt,
  heardAgainSince: null,
  stateChanges: 0,
  changedAt: now,
  batteryLowSince: null,
  batteryLowReported: false,
});

/** How long this device may be silent. The last will of a hub shortens that, where the hub is one that stays connected. */
export function silenceLimitOf(device: ObservedDevice, presence: DevicePresence, policy: SupervisionPolicy): Duration {
  const ofRole = policy.silentForByRole[device.role];
  if (ofRole !== undefined) return ofRole;
  if (device.role !== 'hub' && device.modelSilentFor != null) return device.modelSilentFor;
  if (device.role !== 'hub') return policy.silentForByProfile[device.profile ?? ''] ?? policy.batterySilentFor;
  if (device.online === false && (device.sendsHeartbeats || isResident(device, presence, policy)))
    return policy.willStandsFor;
  return device.sendsHeartbeats ? policy.mainsSilentFor : policy.batterySilentFor;
}

/** It was connected for so long without a break that it is believed to hang on mains. */
const isResident = (device: ObservedDevice, presence: DevicePresence, policy: SupervisionPolicy): boolean =>
  between(presence.since, device.seenAt) >= policy.residentAfter;

function checkPresent(
  device: ObservedDevice,
  presence: DevicePresence,
  { now, listeningSince, policy }: SupervisionContext,
): Supervision {
  // After a start of the platform a hub gets its usual time to connect again, also when its last will is from before.
  const grace = (device.online === false ? policy.mainsSilentFor - policy.willStandsFor : 0) as Duration;
  const heardAt = latest(device.seenAt, after(listeningSince, grace));
  if (between(heardAt, now) >= silenceLimitOf(device, presence, policy)) {
    const stateChanges = recentStateChanges(presence, now, policy) + 1;
    const changed = {
      state: 'absent',
      since: device.seenAt,
      heardAgainSince: null,
      stateChanges,
      changedAt: now,
    } as const;
    return { presence: { ...presence, ...changed }, changes: ['gone'] };
  }
  // A hub that disconnects before it is resident starts anew each time: it comes to press, and leaves.
  const isVisitor = device.role === 'hub' && device.online === false && !isResident(device, presence, policy);
  return unchanged(isVisitor ? { ...presence, since: now } : presence);
}

function checkAbsent(
  device: ObservedDevice,
  presence: DevicePresence,
  { now, policy }: SupervisionContext,
): Supervision {
  const isHeard = device.seenAt > presence.since && device.online !== false;
  if (!isHeard) return unchanged({ ...presence, heardAgainSince: null });
  const isHub = device.role === 'hub';
  const heardAgainSince = presence.heardAgainSince ?? device.seenAt;
  // Silent again before it counted as back: the time is counted anew.
  if (isHub && between(device.seenAt, now) >= policy.mainsSilentFor)
    return unchanged({ ...presence, heardAgainSince: null, since: device.seenAt });
  const stableFor = isHub ? policy.backAfter * 2 ** Math.min(presence.stateChanges - 1, MAX_DOUBLINGS) : 0;
  if (between(heardAgainSince, now) < stableFor) return unchanged({ ...presence, heardAgainSince });
  const stateChanges = recentStateChanges(presence, now, policy);
  const changed = {
    state: 'present',
    since: heardAgainSince,
    heardAgainSince: null,
    stateChanges,
    changedAt: now,
  } as const;
  return { presence: { ...presence, ...changed }, changes: ['back'] };
}

const recentStateChanges = (presence: DevicePresence, now: Instant, policy: SupervisionPolicy): number =>
  between(presence.changedAt, now) > policy.stateChangesForgottenAfter ? 0 : presence.stateChanges;

/** Reported once per empty battery; a level between the two limits changes nothing. */
function checkBattery(
  { batteryPct }: ObservedDevice,
  presence: DevicePresence,
  { now, policy }: SupervisionContext,
): Supervision {
  if (batteryPct === null) return unchanged(presence);
  if (batteryPct >= policy.batteryFinePct)
    return {
      presence: { ...presence, batteryLowSince: null, batteryLowReported: false },
      changes: presence.batteryLowReported ? ['battery-fine'] : [],
    };
  if (batteryPct > policy.batteryLowPct) return unchanged(presence);
  const batteryLowSince = presence.batteryLowSince ?? now;
  const isNew = !presence.batteryLowReported && between(batteryLowSince, now) >= policy.batteryLowFor;
  return {
    presence: { ...presence, batteryLowSince, batteryLowReported: presence.batteryLowReported || isNew },
    changes: isNew ? ['battery-low'] : [],
  };
}
