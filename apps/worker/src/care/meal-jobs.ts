import { randomUUID } from 'node:crypto';
import { MEAL_OVER, PostgresMealTransaction, SealedColumns, type CareJob } from '@silverbell/adapter-postgres';
import { closeMeal } from '@silverbell/usecases';
import type { WorkerDeps } from '../worker.js';

const newId = (): string => randomUUID();

/** The doors of a meal point close: what was not taken is not fetched (CR-59). */
export const mealJobs = ({
  keys,
  timeZone,
  clock,
}: Pick<WorkerDeps, 'keys' | 'timeZone' | 'clock'>): readonly (readonly [string, CareJob])[] => [
  [
    MEAL_OVER,
    (manager, { subject, dueAt }) =>
      closeMeal(
        { newId },
        new PostgresMealTransaction(manager, new SealedColumns(keys), timeZone, clock.now()),
        subject,
        dueAt,
      ),
  ],
];
