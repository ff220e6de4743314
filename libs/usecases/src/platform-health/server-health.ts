import { aged, counted, type HealthItem } from './health-item.js';
import type { PlatformLimits } from './limits.js';

/** What a server process knows about its own clock. */
export interface ClockVitals {
  readonly clockDriftS: number | null;
  /** Our clock minus the database's. */
  readonly databaseClockS: number | null;
  /** Connections that had to go in the last minute because a limit was reached: of a device, an address or a listener. */
  readonly limitsLately?: number | undefined;
}

/** What only an engine knows about itself. */
export interface EngineVitals extends ClockVitals {
  readonly mqtt: boolean;
  /** By name; since its last good round, `null`: none yet. */
  readonly loops: readonly { readonly name: string; readonly sinceGoodS: number | null }[];
  readonly spooled: number;
  readonly intakeLagS: number | null;
  /** Providers that were asked and have taken nothing since. */
  readonly stuckProviders?: readonly { readonly channel: string; readonly sinceS: number }[] | undefined;
  /** Messages of telemetry that were let go in the last minute, so that alerts keep their bar. */
  readonly shedLately?: number | undefined;
  /** `null`: no outside monitor is set. */
  readonly deadMan: { readonly intervalS: number; readonly sinceSentS: number | null } | null;
}

/** What a server process last wrote of itself; the age is by the clock of the database. */
export interface ServerHeartbeat {
  readonly id: string;
  readonly ageS: number;
  /** What of it can be read: it may be of another version. */
  readonly vitals:
    | { readonly of: 'engine'; readonly read: EngineVitals | null }
    | { readonly of: 'api'; readonly read: ClockVitals | null }
    | { readonly of: 'worker'; readonly read: null };
}

export interface ServersRead {
  /** Who wrote of himself, as of the last reading; `null`: nothing was read yet. */
  readonly servers: { readonly ageS: number; readonly heartbeats: readonly ServerHeartbeat[] } | null;
  /** How long the asking process has been running: a server that never wrote a heartbeat is silent for that long. */
  readonly watchedS: number;
}

/** An outside monitor that missed so many pings has surely noticed. */
const MISSED_PINGS = 3;

/**
 * Each engine by itself, and whether any lives at all. What one engine does not do is critical only while no other does it: every engine
 * fires every deadline, relays every message and hears every alert.
 */
export function serverItems({ servers, watchedS }: ServersRead, limits: PlatformLimits): HealthItem[] {
  // An old reading says who lived, not who lives.
  if (servers === null || servers.ageS > limits.databaseS) return [aged('engine', null, limits.engineS)];
  const heartbeats = servers.heartbeats.map((one) => ({ ...one, ageS: one.ageS + servers.ageS }));
  const engines = heartbeats.filter(({ vitals }) => vitals.of === 'engine');
  const workers = heartbeats.filter(({ vitals }) => vitals.of === 'worker');
  const fresh = heartbeats.filter(({ ageS }) => ageS <= limits.engineS);
  const items = fresh.flatMap(({ id, vitals }) =>
    vitals.read === null
      ? []
      : vitals.of === 'engine'
        ? ofServer('engine', id, engineItems(vitals.read, limits))
        : ofServer('api', id, [limitsItem(vitals.read), ...clockItems(vitals.read, limits)]),
  );
  return [
    aged('engine', engines.length === 0 ? watchedS : Math.min(...engines.map(({ ageS }) => ageS)), limits.engineS),
    ...workerItems(workers, limits),
    ...engines.flatMap(({ id, ageS }) =>
      ofServer('engine', id, [{ ...aged('heartbeat', ageS, limits.engineS), critical: false }]),
    ),
    ...items.map((item) => (isDoneByAnother(item, items) ? { ...item, critical: false } : item)),
  ];
}

/** Imports and exports wait, alerts do not. A platform that has no worker (nothing was heard for a day, or it left on purpose) has no item. */
const workerItems = (workers: readonly ServerHeartbeat[], limits: PlatformLimits): HealthItem[] =>
  workers.length === 0
    ? []
    : [{ ...aged('worker', Math.min(...workers.map(({ ageS }) => ageS)), limits.workerS), critical: false }];

const ofServer = (kind: 'engine' | 'api', id: string, items: readonly HealthItem[]): HealthItem[] =>
  items.map((item) => ({ ...item, server: { kind, id } }));

/** A provider that is stuck, and a clock that is wrong, do harm wherever they are. */
const isDoneByAnother = ({ key, server }: HealthItem, items: readonly HealthItem[]): boolean =>
  (key === 'mqtt' || key.startsWith('loop:')) &&
  items.some((other) => other.key === key && other.server?.id !== server?.id && other.verdict === 'ok');

function engineItems(vitals: EngineVitals, limits: PlatformLimits): HealthItem[] {
  return [
    { ...counted('mqtt', vitals.mqtt ? 0 : 1), critical: true },
    ...vitals.loops.map(({ name, sinceGoodS }) => ({
      ...aged(`loop:${name}`, sinceGoodS, loopLimit(name, limits)),
      critical: name === 'ticker' || name.startsWith('relay:'),
    })),
    ...(vitals.stuckProviders ?? []).map(({ channel, sinceS }) =>
      aged(`provider:${channel}`, sinceS, limits.providerS),
    ),
    counted('telemetry-shed', vitals.shedLately ?? 0),
    limitsItem(vitals),
    counted('spool', vitals.spooled),
    { ...aged('intake-lag', vitals.intakeLagS, limits.intakeLagS), critical: false },
    ...clockItems(vitals, limits),
    deadManItem(vitals.deadMan),
  ];
}

const limitsItem = ({ limitsLately }: ClockVitals): HealthItem => counted('connections-limited', limitsLately ?? 0);

const clockItems = ({ clockDriftS, databaseClockS }: ClockVitals, limits: PlatformLimits): HealthItem[] => [
  ...(clockDriftS === null ? [] : [aged('clock', Math.abs(clockDriftS), limits.clockS)]),
  ...(databaseClockS === null ? [] : [aged('clock-database', Math.abs(databaseClockS), limits.clockS)]),
];

const loopLimit = (name: string, limits: PlatformLimits): number =>
  name === 'ticker' ? limits.tickerS : name.startsWith('relay:') ? limits.relayS : limits.otherLoopS;

const deadManItem = (deadMan: EngineVitals['deadMan']): HealthItem => ({
  ...aged('dead-man', deadMan?.sinceSentS ?? null, deadMan === null ? null : deadMan.intervalS * MISSED_PINGS),
  critical: false,
});
