import { randomUUID } from 'node:crypto';
import { PostgresOrderTransaction, SealedColumns } from '@silverbell/adapter-postgres';
import { dayBeginsIn } from '@silverbell/kernel';
import { followUpOrders } from '@silverbell/usecases';
import type { WorkerDeps } from '../worker.js';
import type { DailyTask } from './jobs.js';

const newId = (): string => randomUUID();

/** Every day: which visits of the day before are asked about (CR-53). */
export const followUpPlanning =
  ({ keys, timeZone }: Pick<WorkerDeps, 'keys' | 'timeZone'>): DailyTask =>
  async (manager, day) => {
    const begins = dayBeginsIn(timeZone, day);
    if (begins === null) throw new Error(`there is no day ${day}`);
    const { quality } = new PostgresOrderTransaction(manager, new SealedColumns(keys), timeZone);
    await followUpOrders({ newId }, quality.followUps, day, begins);
  };
