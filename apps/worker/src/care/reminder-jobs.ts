import { addDue, readWorkCalendar, remindOwners, type CareJob } from '@silverbell/adapter-postgres';
import { workingDaysAfter } from '@silverbell/care';
import { after, dayBeginsIn, hours } from '@silverbell/kernel';
import { dueAt } from '@silverbell/usecases';
import type { WorkerDeps } from '../worker.js';
import type { DailyTask } from './jobs.js';

const REMIND = 'remind-owners';
/** 09:00 (CR-08). */
const REMINDS_AT = hours(9);

/** One reminder a day: of what is due today or by the next working day, and of what runs out in 30 or 7 days. */
export const reminderJobs = ({ timeZone }: Pick<WorkerDeps, 'timeZone'>): readonly (readonly [string, CareJob])[] => [
  [
    REMIND,
    async (manager, { dueOn: today, dueAt: now }) => {
      const { due: nextWorkingDay } = workingDaysAfter(await readWorkCalendar(manager), today, 1);
      await remindOwners(manager, { today, nextWorkingDay, now, timeZone });
    },
  ],
];

/** Makes the reminders of the day due. */
export const reminderPlanning =
  ({ timeZone }: Pick<WorkerDeps, 'timeZone'>): DailyTask =>
  async (manager, day) => {
    const begins = dayBeginsIn(timeZone, day);
    if (begins !== null) await addDue(manager, [dueAt(REMIND, 'all', after(begins, REMINDS_AT), timeZone)]);
  };
