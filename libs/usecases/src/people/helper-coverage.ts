import { reachesWithin, type DispatchPolicy, type Reaching } from '@silverbell/dispatch';
import type { GeoPoint, RegionId } from '@silverbell/kernel';
import { dayAfter, hoursOnDuty, type DutyCalendar } from './duty-calendar.js';

export interface VillagePlace {
  readonly regionId: RegionId;
  readonly name: string;
  readonly centre: GeoPoint;
}

export interface PlanningHelper extends Reaching {
  readonly base: GeoPoint;
  readonly calendar: DutyCalendar;
}

const DAYS = 7;
const HOURS = 24;
/** 22:00–06:00 (safety case 2.2). */
export const isNightHour = (hour: number): boolean => hour >= 22 || hour < 6;

/**
 * By village and hour of seven days: how many helpers would be at its centre in time, by their calendars. Borders do not count (SR-06). An hour
 * counts for her only if she is on duty from its first to its last minute.
 */
export function coverageOf(
  villages: readonly VillagePlace[],
  helpers: readonly PlanningHelper[],
  { from, withinS, policy }: { readonly from: string; readonly withinS: number; readonly policy: DispatchPolicy },
): readonly (VillagePlace & { readonly hours: readonly number[] })[] {
  const counts = villages.map(() => Array.from({ length: DAYS * HOURS }, () => 0));
  for (const helper of helpers) {
    const pointOf = new Map<string | null, GeoPoint>(helper.calendar.places.map(({ id, point }) => [id, point]));
    const reached = new Map<string, readonly number[]>();
    const villagesReached = (placeId: string | null, night: boolean): readonly number[] => {
      const key = `${String(night)} ${placeId ?? ''}`;
      const known = reached.get(key);
      if (known !== undefined) return known;
      const point = pointOf.get(placeId) ?? helper.base;
      const found = villages.flatMap(({ centre }, n) =>
        reachesWithin(helper, { from: point, to: centre, night, withinS }, policy) ? [n] : [],
      );
      reached.set(key, found);
      return found;
    };
    for (let day = 0; day < DAYS; day += 1)
      for (const [hour, placeId] of hoursOnDuty(helper.calendar, dayAfter(from, day)).entries()) {
        if (placeId === undefined) continue;
        for (const n of villagesReached(placeId, isNightHour(hour))) {
          const hours = counts[n];
          if (hours !== undefined) hours[day * HOURS + hour] = (hours[day * HOURS + hour] ?? 0) + 1;
        }
      }
  }
  return villages.map((village, n) => ({ ...village, hours: counts[n] ?? [] }));
}

/** The hours of the present night, else of the coming one, counted from 00:00 of today; `hour`: of the clock now. */
export function hoursOfTonight(hour: number): { readonly first: number; readonly last: number } {
  if (hour < 6) return { first: hour, last: 5 };
  return { first: Math.max(hour, 22), last: HOURS + 5 };
}
