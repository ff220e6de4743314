import type { VisitFrequency, VisitLevel, VisitRisk } from '@silverbell/vocabulary';
import {
  addDays,
  ageOn,
  daysBetween,
  nextQuarterBegins,
  quarterBegins,
  weekdayOf,
  type CivilDay,
} from '../calendar/civil-day.js';

/** What of a person's file decides how often she is visited (CR-55). */
export interface VisitedPerson {
  readonly birthDate: CivilDay | null;
  readonly careCategories: readonly string[];
  readonly dementia: boolean;
  readonly needsElectricDevice: boolean;
  readonly economicClass: string;
  /** How often her region lets everybody be visited at the least on this day. */
  readonly atLeast: VisitsAtLeast;
  /** First and last day of each entitlement; `to` `null`: not known yet. */
  readonly entitled: readonly { readonly from: CivilDay; readonly to: CivilDay | null }[];
}

/** A region raises how often everybody is visited, for days of heat, cold or storm (CR-55). */
export const VISITS_AT_LEAST = ['by-risk', 'monthly', 'weekly', 'daily'] as const;
export type VisitsAtLeast = (typeof VISITS_AT_LEAST)[number];

export interface Owed {
  readonly level: VisitLevel;
  readonly frequency: Exclude<VisitFrequency, 'once'>;
  readonly from: CivilDay;
  readonly to: CivilDay;
}

const ALONE = ['living-alone', 'empty-nest', 'left-behind'];
const HIGH_FROM_AGE = 80;

/** What of it puts her at risk. */
export type PersonAtRisk = Omit<VisitedPerson, 'atLeast' | 'entitled'>;

export function riskOf(person: PersonAtRisk, on: CivilDay): VisitRisk {
  const { birthDate, careCategories, dementia, needsElectricDevice, economicClass } = person;
  const isOld = birthDate !== null && ageOn(birthDate, on) >= HIGH_FROM_AGE;
  if (dementia || needsElectricDevice || (isOld && careCategories.some((one) => ALONE.includes(one)))) return 'high';
  const isKey = careCategories.includes('disabled') || careCategories.includes('lost-only-child');
  return isKey || economicClass === 'destitute' ? 'key' : 'general';
}

const BY_RISK = { high: 'weekly', key: 'monthly', general: 'quarterly' } as const;
/** In service for fewer days of the period she is owed no visit in it. */
const LEAST_DAYS = { daily: 1, weekly: 4, monthly: 10, quarterly: 1 } as const;

/** The period that holds a day: the day itself, Monday to Sunday, a month, a quarter. */
export function periodOf(
  frequency: Owed['frequency'],
  day: CivilDay,
): { readonly from: CivilDay; readonly to: CivilDay } {
  if (frequency === 'daily') return { from: day, to: day };
  if (frequency === 'quarterly') return { from: quarterBegins(day), to: addDays(nextQuarterBegins(day), -1) };
  if (frequency === 'weekly') {
    const from = addDays(day, 1 - weekdayOf(day));
    return { from, to: addDays(from, 6) };
  }
  const from = `${day.slice(0, 7)}-01`;
  return { from, to: addDays(`${addDays(from, 31).slice(0, 7)}-01`, -1) };
}

/** The visits that a day lies in: of one level the most frequent wins (CR-55). */
export function visitsOwed(person: VisitedPerson, day: CivilDay): readonly Owed[] {
  const isServed = (frequency: Owed['frequency']): boolean =>
    daysServed(person, periodOf(frequency, day)) >= LEAST_DAYS[frequency];
  const community = raised(isServed('weekly') ? 'weekly' : BY_RISK[riskOf(person, day)], person.atLeast);
  return [
    { level: 'community', frequency: community, ...periodOf(community, day) },
    ...(isServed('monthly') ? [{ level: 'township', frequency: 'monthly', ...periodOf('monthly', day) } as const] : []),
  ];
}

const raised = (lasting: Owed['frequency'], atLeast: VisitsAtLeast): Owed['frequency'] =>
  atLeast !== 'by-risk' && isMoreFrequent(atLeast, lasting) ? atLeast : lasting;

function daysServed({ entitled }: VisitedPerson, period: { readonly from: CivilDay; readonly to: CivilDay }): number {
  return entitled.reduce((days, { from, to }) => {
    const first = from > period.from ? from : period.from;
    const last = to !== null && to < period.to ? to : period.to;
    return days + Math.max(0, daysBetween(first, last) + 1);
  }, 0);
}

const RANK = { once: 0, daily: 1, weekly: 2, monthly: 3, quarterly: 4 } as const satisfies Record<
  VisitFrequency,
  number
>;
export const isMoreFrequent = (one: VisitFrequency, than: VisitFrequency): boolean => RANK[one] < RANK[than];

/** done / (owed − excused); `null`: nothing was owed. */
export const visitRate = ({ owed, excused, done }: { owed: number; excused: number; done: number }): number | null =>
  owed - excused > 0 ? done / (owed - excused) : null;
