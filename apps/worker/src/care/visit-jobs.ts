import { randomUUID } from 'node:crypto';
import { PostgresVisitTransaction, SealedColumns, VISIT_RETRY, type CareJob } from '@silverbell/adapter-postgres';
import { dayBeginsIn } from '@silverbell/kernel';
import { endRetry, planVisits } from '@silverbell/usecases';
import type { EntityManager } from 'typeorm';
import type { WorkerDeps } from '../worker.js';
import type { DailyTask } from './jobs.js';

type Needs = Pick<WorkerDeps, 'keys' | 'timeZone' | 'clock'>;
const newId = (): string => randomUUID();
const transactionOf = ({ keys, timeZone, clock }: Needs, manager: EntityManager): PostgresVisitTransaction =>
  new PostgresVisitTransaction(manager, new SealedColumns(keys), timeZone, clock.now());

/** The visit a day ago was an empty one, and nothing was heard since (CR-56). */
export const visitJobs = (needs: Needs): readonly (readonly [string, CareJob])[] => [
  [
    VISIT_RETRY,
    (manager, { subject, dueAt }) =>
      endRetry({ newId }, transactionOf(needs, manager), subject, dueAt, needs.clock.now()),
  ],
];

/** Every day: visits whose period is over close, those of the day are planned (CR-55 … CR-58). */
export const visitPlanning =
  (needs: Needs & Pick<WorkerDeps, 'pause'>): DailyTask =>
  async (manager, day) => {
    const begins = dayBeginsIn(needs.timeZone, day);
    if (begins === null) throw new Error(`there is no day ${day}`);
    await planVisits({ newId }, transactionOf(needs, manager), day, begins, needs.pause.rests());
  };
