import type { Instant } from '@silverbell/kernel';
import { addDays, nextQuarterBegins, quarterBegins, weekdayOf, type CivilDay } from '../calendar/index.js';

/**
 * The days that share their minutes with this one (`care.entitlement.pool`): itself, its week from Monday, or its month; never across a quarter.
 */
export function poolOf(pool: string, day: CivilDay): readonly [from: CivilDay, to: CivilDay] {
  if (pool === 'day') return [day, day];
  const nextMonth = addDays(`${day.slice(0, 7)}-28`, 4).slice(0, 7);
  if (pool === 'month') return [`${day.slice(0, 7)}-01`, addDays(`${nextMonth}-01`, -1)];
  const monday = addDays(day, 1 - weekdayOf(day));
  const [begins, ends] = [quarterBegins(day), addDays(nextQuarterBegins(day), -1)];
  const sunday = addDays(monday, 6);
  return [monday < begins ? begins : monday, sunday > ends ? ends : sunday];
}

/** An order as its minutes see it (CR-33). */
export interface Visit {
  readonly id: string;
  readonly seniorId: string;
  readonly workerIds: readonly string[];
  readonly from: Instant;
  readonly to: Instant;
  /** No review is due, or it passed. */
  readonly counts: boolean;
  /** Agreed before the visit; 0: nothing was (CR-34). */
  readonly agreedExtra: number;
}

export interface VisitMinutes {
  readonly delivered: number;
  readonly subsidised: number;
  readonly extra: number;
  /** Of `extra`: minutes without a payer. */
  readonly unagreed: number;
}

const MINUTE_MS = 60_000;

/** In the order in which they began; of two at once the one with the smaller id was first. */
const inTurn = <V extends Visit>(visits: readonly V[]): readonly V[] =>
  [...visits].sort((a, b) => a.from - b.from || (a.id < b.id ? -1 : 1));

/**
 * Whole minutes between coming and going, less what overlaps with an earlier order of the same senior or of one of the
 * same workers: the later one yields (CR-33).
 */
export function deliveredMinutes(visit: Visit, others: readonly Visit[]): number {
  const turns = inTurn([visit, ...others.filter(({ id }) => id !== visit.id)]);
  // Every earlier one began before this one, so what they cover is one stretch from its beginning.
  const covered = turns
    .slice(0, turns.indexOf(visit))
    .filter((one) => one.seniorId === visit.seniorId || one.workerIds.some((id) => visit.workerIds.includes(id)))
    .reduce((until, { to }) => Math.max(until, to), visit.from as number);
  return Math.floor(Math.max(0, visit.to - covered) / MINUTE_MS);
}

/**
 * The minutes of one senior's visits that share an allowance: those of a day, a week or a month (CR-33). Visits are paid
 * from it in the order in which they began; what does not fit is extra.
 * @param allowance minutes of the pool that the public pays
 */
export function shareAllowance(
  visits: readonly Visit[],
  allowance: number,
  delivered: (visit: Visit) => number,
): ReadonlyMap<string, VisitMinutes> {
  let left = allowance;
  const minutes = new Map<string, VisitMinutes>();
  for (const visit of inTurn(visits)) {
    const all = delivered(visit);
    if (!visit.counts) {
      minutes.set(visit.id, { delivered: all, subsidised: 0, extra: 0, unagreed: 0 });
      continue;
    }
    const subsidised = Math.min(all, left);
    left -= subsidised;
    const extra = all - subsidised;
    minutes.set(visit.id, { delivered: all, subsidised, extra, unagreed: Math.max(0, extra - visit.agreedExtra) });
  }
  return minutes;
}
