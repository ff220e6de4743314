import { after, between, hours, latest, minutes, seconds, type Duration, type Instant } from '@silverbell/kernel';

/** When the silence of a device becomes a fact. Data: a region may bring its own. */
export interface SupervisionPolicy {
  /** A hub on mains power that sends heartbeats of its own. */
  readonly mainsSilentFor: Duration;
  /** Its last will came, and nothing after it. */
  readonly willStandsFor: Duration;
  /** A hub that never sent a heartbeat is believed to hang on mains once it was on line this long without a break. */
  readonly residentAfter: Duration;
  /** Everything that sleeps between two messages (zigbee2mqtt: 1,500 min). */
  readonly batterySilentFor: Duration;
  /** Families that speak of their own accord more often than a button that sleeps. */
  readonly silentForByProfile: Readonly<Record<string, Duration>>;
  /** By role, where a region knows better. */
  readonly silentForByRole: Readonly<Record<string, Duration>>;
  /** A mains device counts as back when it was heard this long; doubles with every recent turn. */
  readonly backAfter: Duration;
  readonly turnsForgottenAfter: Duration;
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
  // Every ten minutes, says its profile; a cellar, a lift or a charger takes it away for longer than the half hour after which its line is dead.
  silentForByProfile: { watch: hours(2) },
  silentForByRole: {},
  backAfter: seconds(30),
  turnsForgottenAfter: hours(1),
  batteryLowPct: 15,
  batteryFinePct: 25,
  batteryLowFor: minutes(10),
};

/** What is known of a device that has been heard at least once; nothing else is supervised. */
export interface HeardDevice {
  readonly role: string;
  /** The family whose words it speaks. */
  readonly profile?: string;
  readonly seenAt: Instant;
  /** The broker's or the device's own word; `null`: none. */
  readonly online: boolean | null;
  readonly batteryPct: number | null;
  /** It sends heartbeats of its own accord. */
  readonly beats: boolean;
  /** How long its model may be silent, as its file says; `null` or absent: the file says nothing. */
  readonly modelSilentFor?: Duration | null;
}

/** What the supervisor remembers of a device between two looks. */
export interface Watch {
  readonly state: 'present' | 'absent';
  /** `present`: heard without a break since; `absent`: last heard. */
  readonly since: Instant;
  /** `absent`: heard again, without a break, since. */
  readonly hearingSince: Instant | null;
  /** Turns between the two states lately: who flaps must be steadier to be believed. */
  readonly turns: number;
  readonly turnedAt: Instant;
  readonly batteryLowSince: Instant | null;
  readonly batteryTold: boolean;
}

export type News = 'gone' | 'back' | 'battery-low' | 'battery-fine';

const MOST_DOUBLINGS = 6;

export interface Look {
  readonly now: Instant;
  /** Since when we can hear at all: while the platform was down, no device counts as silent. */
  readonly listeningSince: Instant;
  readonly policy: SupervisionPolicy;
}

/** One look at one device. Pure: the same stored facts give the same news, however often and by whomever they are looked at. */
export function look(device: HeardDevice, watch: Watch | null, at: Look): { watch: Watch; news: readonly News[] } {
  const before = watch ?? begin(device, at.now);
  const reached = before.state === 'present' ? stillThere(device, before, at) : backAgain(device, before, at);
  const power = battery(device, reached.watch, at);
  return { watch: power.watch, news: [...reached.news, ...power.news] };
}

const begin = (device: HeardDevice, now: Instant): Watch => ({
  state: 'present',
  since: device.seenAt,
  hearingSince: null,
  turns: 0,
  turnedAt: now,
  batteryLowSince: null,
  batteryTold: false,
});

/** How long this device may be silent, and whether its last will says anything. */
export function limitOf(device: HeardDevice, watch: Watch, policy: SupervisionPolicy): Duration {
  const own = policy.silentForByRole[device.role];
  if (own !== undefined) return own;
  if (device.role !== 'hub' && device.modelSilentFor != null) return device.modelSilentFor;
  if (device.role !== 'hub') return policy.silentForByProfile[device.profile ?? ''] ?? policy.batterySilentFor;
  if (device.online === false && (device.beats || isResident(device, watch, policy))) return policy.willStandsFor;
  return device.beats ? policy.mainsSilentFor : policy.batterySilentFor;
}

const isResident = (device: HeardDevice, watch: Watch, policy: SupervisionPolicy): boolean =>
  between(watch.since, device.seenAt) >= policy.residentAfter;

function stillThere(device: HeardDevice, watch: Watch, { now, listeningSince, policy }: Look) {
  // After a start a hub gets its usual time to come back to us, also when its last will is from before.
  const grace = (device.online === false ? policy.mainsSilentFor - policy.willStandsFor : 0) as Duration;
  const heard = latest(device.seenAt, after(listeningSince, grace));
  if (between(heard, now) >= limitOf(device, watch, policy)) {
    const turns = turnsNow(watch, now, policy) + 1;
    const gone: Watch = { ...watch, state: 'absent', since: device.seenAt, hearingSince: null, turns, turnedAt: now };
    return { watch: gone, news: ['gone'] as const };
  }
  // A visitor that comes and goes is not resident: its stay is counted anew each time.
  const visitor = device.role === 'hub' && device.online === false && !isResident(device, watch, policy);
  return { watch: visitor ? { ...watch, since: now } : watch, news: [] };
}

function backAgain(device: HeardDevice, watch: Watch, { now, policy }: Look) {
  const heard = device.seenAt > watch.since && device.online !== false;
  if (!heard) return { watch: { ...watch, hearingSince: null }, news: [] };
  const hearingSince = watch.hearingSince ?? device.seenAt;
  const stableFor = device.role === 'hub' ? policy.backAfter * 2 ** Math.min(watch.turns - 1, MOST_DOUBLINGS) : 0;
  // Silent again while we waited: the stay is counted anew.
  if (between(device.seenAt, now) >= policy.mainsSilentFor && device.role === 'hub')
    return { watch: { ...watch, hearingSince: null, since: device.seenAt }, news: [] };
  if (between(hearingSince, now) < stableFor) return { watch: { ...watch, hearingSince }, news: [] };
  const turns = turnsNow(watch, now, policy);
  const back: Watch = { ...watch, state: 'present', since: hearingSince, hearingSince: null, turns, turnedAt: now };
  return { watch: back, news: ['back'] as const };
}

const turnsNow = (watch: Watch, now: Instant, policy: SupervisionPolicy): number =>
  between(watch.turnedAt, now) > policy.turnsForgottenAfter ? 0 : watch.turns;

/** Told once per empty battery; a level between the two limits changes nothing. */
function battery({ batteryPct }: HeardDevice, watch: Watch, { now, policy }: Look): { watch: Watch; news: News[] } {
  if (batteryPct === null) return { watch, news: [] };
  if (batteryPct >= policy.batteryFinePct) {
    const news: News[] = watch.batteryTold ? ['battery-fine'] : [];
    return { watch: { ...watch, batteryLowSince: null, batteryTold: false }, news };
  }
  if (batteryPct > policy.batteryLowPct) return { watch, news: [] };
  const batteryLowSince = watch.batteryLowSince ?? now;
  const told = !watch.batteryTold && between(batteryLowSince, now) >= policy.batteryLowFor;
  return {
    watch: { ...watch, batteryLowSince, batteryTold: watch.batteryTold || told },
    news: told ? ['battery-low'] : [],
  };
}
