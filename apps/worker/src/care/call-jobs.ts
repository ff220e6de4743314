import { randomUUID } from 'node:crypto';
import { PostgresCareCallTransaction, SealedColumns } from '@silverbell/adapter-postgres';
import { dayBeginsIn } from '@silverbell/kernel';
import { planCareCalls } from '@silverbell/usecases';
import type { WorkerDeps } from '../worker.js';
import type { DailyTask } from './jobs.js';

const newId = (): string => randomUUID();

/** Every day: the care calls of the day before that were not made end, and those of the day are put on the list (CR-29). */
export const careCallPlanning =
  ({ keys, timeZone, clock, pause }: Pick<WorkerDeps, 'keys' | 'timeZone' | 'clock' | 'pause'>): DailyTask =>
  async (manager, day) => {
    const begins = dayBeginsIn(timeZone, day);
    if (begins === null) throw new Error(`there is no day ${day}`);
    const tx = new PostgresCareCallTransaction(manager, new SealedColumns(keys));
    await planCareCalls({ newId }, tx, { today: day, now: begins, realNow: clock.now() }, pause.rests());
  };
