import type { Instant } from '@silverbell/kernel';
import type { HealthStatus } from '@silverbell/vocabulary';
import { aged, counted, type HealthItem } from './health-item.js';
import { PLATFORM_LIMITS, type PlatformLimits } from './limits.js';
import { serverItems, type ServersRead } from './server-health.js';

/** What waits, as the database knows it: true whether or not an engine lives. */
export interface WaitingWork {
  readonly overdue: { readonly count: number; readonly oldest: Instant | null };
  readonly backlog: readonly { readonly channel: string; readonly count: number; readonly oldest: Instant | null }[];
}

/** Ages of readings are of the monotonic clock: a wall clock that jumps must not make a fresh reading old. */
export interface PlatformFacts extends ServersRead {
  /** `null`: nothing was read yet. */
  readonly database: { readonly ageS: number; readonly work: WaitingWork } | null;
  /** For how long this api has not heard the others over the broker; `null`: it was never to hear them. */
  readonly replicasSilentS: number | null;
  /** The secret that all keys hang on can be guessed. */
  readonly weakSecret: boolean;
  /** Outside the demo administrators log in without a second factor. */
  readonly secondFactorOff: boolean;
}

export interface PlatformHealth {
  readonly verdict: HealthStatus;
  /** Something critical is late. */
  readonly rings: boolean;
  readonly items: readonly HealthItem[];
}

/** A page that is not open cannot be told: what waits for one is no fault of the platform, and has its own deadline. */
const WAITS_FOR_A_PAGE = 'socket';

/** Judges what was read: ok, late, or unknown. What cannot be read is never ok. */
export function platformHealth(
  facts: PlatformFacts,
  now: Instant,
  limits: PlatformLimits = PLATFORM_LIMITS,
): PlatformHealth {
  const items = [
    ...databaseItems(facts.database, now, limits),
    ...serverItems(facts, limits),
    // The database is read every second instead: slower, and nothing is lost.
    ...(facts.replicasSilentS === null
      ? []
      : [{ ...aged('replicas', facts.replicasSilentS, limits.replicasS), critical: false }]),
    ...(facts.weakSecret ? [counted('weak-secret', 1)] : []),
    ...(facts.secondFactorOff ? [counted('second-factor-off', 1)] : []),
  ];
  const late = items.filter(({ verdict }) => verdict === 'late');
  const verdict =
    late.length > 0 ? 'late' : items.some((one) => one.verdict === 'unknown' && one.critical) ? 'unknown' : 'ok';
  return { verdict, rings: late.some(({ critical }) => critical), items };
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
        ? { ...aged(`relay:${channel}`, age(oldest), null), count, critical: false }
        : { ...aged(`relay:${channel}`, age(oldest), limits.backlogS), count },
    ),
  ];
}
