import { beginDay, turnEntitlements, type CareJob } from '@silverbell/adapter-postgres';
import { hours, after } from '@silverbell/kernel';
import { DAY_BEGINS, type CareDue } from '@silverbell/usecases';
import type { EntityManager } from 'typeorm';
import type { WorkerDeps } from '../worker.js';
import { orderJobs, orderPlanning } from './order-jobs.js';
import { followUpPlanning } from './follow-up-jobs.js';
import { careCallPlanning } from './call-jobs.js';
import { mealJobs } from './meal-jobs.js';
import { reminderJobs, reminderPlanning } from './reminder-jobs.js';
import { scoreFreezing } from './score-jobs.js';
import { visitJobs, visitPlanning } from './visit-jobs.js';
import { noticeMaking, qualityJobs } from './quality-jobs.js';

/** What every civil date begins with, in this order. */
export type DailyTask = (manager: EntityManager, day: CareDue['dueOn']) => Promise<void>;

/** Longer than any day of the calendar is, and shorter than two. */
const INTO_NEXT_DAY = hours(26);

/** Every job of care by its kind: a new one is a new line, and the code that makes it due uses the same kind. */
export function careJobs(
  deps: Pick<WorkerDeps, 'timeZone' | 'keys' | 'clock' | 'pause'>,
): ReadonlyMap<string, CareJob> {
  const { timeZone } = deps;
  const daily: readonly DailyTask[] = [
    turnEntitlements,
    orderPlanning(deps),
    visitPlanning(deps),
    careCallPlanning(deps),
    followUpPlanning(deps),
    scoreFreezing(deps),
    noticeMaking(deps),
    reminderPlanning(deps),
  ];
  return new Map<string, CareJob>([
    ...orderJobs(deps),
    ...visitJobs(deps),
    ...qualityJobs(deps),
    ...mealJobs(deps),
    ...reminderJobs(deps),
    [
      DAY_BEGINS,
      async (manager, due) => {
        for (const task of daily) await task(manager, due.dueOn);
        await beginDay(manager, after(due.dueAt, INTO_NEXT_DAY), timeZone);
      },
    ],
  ]);
}
