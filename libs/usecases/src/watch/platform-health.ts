import type { Instant } from '@silverbell/kernel';
import { PLATFORM_LIMITS, type PlatformLimits } from './limits.js';

/** What waits, as the database knows it: true whether or not an engine lives. */
export interface WaitingWork {
  readonly overdue: { readonly count: number; readonly oldest: Instant | null };
  readonly backlog: readonly { readonly channel: string; readonly count: number; readonly oldest: Instant | null }[];
}

/** What only an engine knows about itself. */
export interface EngineVitals {
  readonly engineId: string;
  readonly mqtt: boolean;
  /** By name; since its last good round, `null`: none yet. */
  readonly loops: readonly { readonly name: string; readonly sinceGoodS: number | null }[];
  readonly spooled: number;
  readonly intakeLagS: number | null;
  readonly clockDriftS: number | null;
  /** Our clock minus the database's. */
  readonly databaseClockS: number | null;
  /** Providers that were asked and have taken nothing since. */
  readonly stuckProviders?: readonly { readonly channel: string; readonly sinceS: number }[] | undefined;
  /** Messages of telemetry that were let go in the last minute, so that alerts keep their bar. */
  readonly shedLately?: number | undefined;
  /** `null`: no outside monitor is set. */
  readonly deadMan: { readonly intervalS: number; readonly sinceSentS: number | null } | null;
}

/** Ages are of the monotonic clock: a wall clock that jumps must not make a fresh reading old. */
export interface PlatformFacts {
  /** `null`: nothing was read yet. */
  readonly database: { readonly ageS: number; readonly work: WaitingWork } | null;
  /** `unasked`: nobody said where the engines are; `vitals` are the last ones heard. */
  readonly engine: 'unasked' | { readonly ageS: number; readonly vitals: EngineVitals | null };
  /** For how long this api has not heard the others over the broker; `null`: it was never to hear them. */
  readonly replicasSilentS: number | null;
}

export type HealthVerdict = 'ok' | 'late' | 'unknown';

export interface HealthItem {
  /** `overdue`, `relay:sms`, `loop:ticker`, … */
  readonly key: string;
  readonly verdict: HealthVerdict;
  readonly value: number | null;
  readonly unit: 's' | 'count';
  readonly limit: number | null;
  /** How many things wait, where something can. */
  readonly count: number | null;
  /** Late means: people may not get help in time. It rings. */
  readonly grave: boolean;
}

export interface PlatformHealth {
  readonly verdict: HealthVerdict;
  /** Something grave is late. */
  readonly rings: boolean;
  readonly items: readonly HealthItem[];
}

/** A page that is not open cannot be told: what waits for one is no fault of the platform, and has its own deadline. */
const WAITS_FOR_A_PAGE = 'socket';
/** An outside monitor that missed so many pings has surely noticed. */
const MISSED_PINGS = 3;

/** Judges what was read: ok, late, or unknown. What cannot be read is never ok. */
export function platformHealth(
  facts: PlatformFacts,
  now: Instant,
  limits: PlatformLimits = PLATFORM_LIMITS,
): PlatformHealth {
  const items = [
    ...databaseItems(facts.database, now, limits),
    ...engineItems(facts.engine, limits),
    // The database is read every second instead: slower, and nothing is lost.
    ...(facts.replicasSilentS === null
      ? []
      : [{ ...aged('replicas', facts.replicasSilentS, limits.replicasS), grave: false }]),
  ];
  const late = items.filter(({ verdict }) => verdict === 'late');
  const verdict =
    late.length > 0 ? 'late' : items.some((one) => one.verdict === 'unknown' && one.grave) ? 'unknown' : 'ok';
  return { verdict, rings: late.some(({ grave }) => grave), items };
}

function databaseItems(database: PlatformFacts['database'], now: Instant, limits: PlatformLimits): HealthItem[] {
  const answers = aged('database', database?.ageS ?? null, limits.databaseS);
  // An old reading says how it was, not how it is.
  const work = answers.verdict === 'ok' ? database?.work : undefined;
  const age = (oldest: Instant | null): number => (oldest === null ? 0 : Math.max(0, now - oldest) / 1_000);
  return [
    answers,
    {
      ...aged('overdue', work ? age(work.overdue.oldest) : null, limits.overdueS),
      count: work?.overdue.count ?? null,
    },
    ...(work?.backlog ?? []).map(({ channel, count, oldest }) =>
      channel === WAITS_FOR_A_PAGE
        ? { ...aged(`relay:${channel}`, age(oldest), null), count, grave: false }
        : { ...aged(`relay:${channel}`, age(oldest), limits.backlogS), count },
    ),
  ];
}

function engineItems(engine: PlatformFacts['engine'], limits: PlatformLimits): HealthItem[] {
  if (engine === 'unasked') return [{ ...aged('engine', null, limits.engineS), grave: false }];
  const answers = aged('engine', engine.ageS, limits.engineS);
  const { vitals } = engine;
  if (answers.verdict !== 'ok' || vitals === null) return [answers];
  return [
    answers,
    { ...counted('mqtt', vitals.mqtt ? 0 : 1), grave: true },
    ...vitals.loops.map(({ name, sinceGoodS }) => ({
      ...aged(`loop:${name}`, sinceGoodS, loopLimit(name, limits)),
      grave: name === 'ticker' || name.startsWith('relay:'),
    })),
    ...(vitals.stuckProviders ?? []).map(({ channel, sinceS }) =>
      aged(`provider:${channel}`, sinceS, limits.providerS),
    ),
    counted('telemetry-shed', vitals.shedLately ?? 0),
    counted('spool', vitals.spooled),
    { ...aged('intake-lag', vitals.intakeLagS, limits.intakeLagS), grave: false },
    ...(vitals.clockDriftS === null ? [] : [aged('clock', Math.abs(vitals.clockDriftS), limits.clockS)]),
    ...(vitals.databaseClockS === null ? [] : [aged('clock-database', Math.abs(vitals.databaseClockS), limits.clockS)]),
    deadManItem(vitals.deadMan),
  ];
}

const loopLimit = (name: string, limits: PlatformLimits): number =>
  name === 'ticker' ? limits.tickerS : name.startsWith('relay:') ? limits.relayS : limits.otherLoopS;

const deadManItem = (deadMan: EngineVitals['deadMan']): HealthItem => ({
  ...aged('dead-man', deadMan?.sinceSentS ?? null, deadMan === null ? null : deadMan.intervalS * MISSED_PINGS),
  grave: false,
});

const aged = (key: string, value: number | null, limit: number | null): HealthItem => ({
  key,
  verdict: value === null ? 'unknown' : limit !== null && value > limit ? 'late' : 'ok',
  value,
  unit: 's',
  limit,
  count: null,
  grave: true,
});

/** None of it may be there for long. */
const counted = (key: string, value: number): HealthItem => ({
  key,
  verdict: value > 0 ? 'late' : 'ok',
  value,
  unit: 'count',
  limit: 0,
  count: null,
  grave: false,
});
