import { addDays, weekdayOf, type CivilDay } from '../calendar/civil-day.js';

/** A pattern that orders are generated from (CR-29). */
export interface ServicePlanPattern {
  readonly from: CivilDay;
  /** Last day, or `null`: until it is ended. */
  readonly to: CivilDay | null;
  /** 1 Monday … 7 Sunday. */
  readonly weekdays: readonly number[];
}

/** Days that are planned ahead, today included (CR-29). */
export const PLAN_AHEAD_DAYS = 14;

/** The days of a plan within the window that begins today. */
export function daysOf(
  plan: ServicePlanPattern,
  today: CivilDay,
  ahead: number = PLAN_AHEAD_DAYS,
): readonly CivilDay[] {
  return Array.from({ length: ahead }, (_, n) => addDays(today, n)).filter(
    (day) => day >= plan.from && (plan.to === null || day <= plan.to) && plan.weekdays.includes(weekdayOf(day)),
  );
}
