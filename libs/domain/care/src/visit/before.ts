import type { VisitFrequency, VisitWay, WelfareVisitState } from '@silverbell/vocabulary';
import type { CivilDay } from '../calendar/civil-day.js';
import { periodOf } from './obligations.js';
import type { VisitsBefore } from './welfare-visit.js';

/** A visit by the calendar that was owed before another one of the same level. */
export interface EarlierVisit {
  readonly state: WelfareVisitState;
  /** How she was met; `null`: she was not. */
  readonly way: VisitWay | null;
  readonly frequency: VisitFrequency;
  readonly from: CivilDay;
  readonly to: CivilDay;
}

/**
 * What the rules on calls and excuses ask of the time before a visit (CR-56). The visits of days of heat count by their week, as one: two days
 * away are not two weeks away, and a call after a call within a week in which she was seen is not the second one running.
 * @param earlier those whose period ended before that of `visit`
 */
export function visitsBefore(
  visit: Pick<EarlierVisit, 'frequency' | 'from' | 'to'>,
  earlier: readonly EarlierVisit[],
): VisitsBefore {
  const periods = new Map<string, EarlierVisit[]>();
  for (const one of [...earlier].sort((a, b) => (a.to < b.to ? 1 : -1)))
    periods.set(countedBy(one), [...(periods.get(countedBy(one)) ?? []), one]);
  const sameWeek = periods.get(countedBy(visit)) ?? [];
  periods.delete(countedBy(visit));
  const before = [...periods.values()];
  const firstOther = before.findIndex((visits) => visits.some(({ state }) => state !== 'excused'));
  const isMet = ({ state }: EarlierVisit): boolean => state === 'done';
  const lastMet = before.find((visits) => visits.some(isMet)) ?? [];
  const wasSeen = (visits: readonly EarlierVisit[]): boolean => visits.some((one) => isMet(one) && one.way !== 'call');
  return {
    lastWasCall: lastMet.length > 0 && !wasSeen(lastMet) && !wasSeen(sameWeek),
    excusedRunning: firstOther === -1 ? before.length : firstOther,
  };
}

/** The period that a visit counts by: its own, and of a day its week. */
function countedBy({ frequency, from, to }: Pick<EarlierVisit, 'frequency' | 'from' | 'to'>): string {
  const period = frequency === 'daily' ? periodOf('weekly', from) : { from, to };
  return `${period.from} ${period.to}`;
}
