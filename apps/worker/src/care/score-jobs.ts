import { PostgresVillageScoreTransaction } from '@silverbell/adapter-postgres';
import { freezeVillageScores } from '@silverbell/usecases';
import type { WorkerDeps } from '../worker.js';
import type { DailyTask } from './jobs.js';

/** Every day: scores whose deadline ended with the day before stay as they are from now on (CR-54). */
export const scoreFreezing =
  ({ timeZone }: Pick<WorkerDeps, 'timeZone'>): DailyTask =>
  async (manager, day) => {
    await freezeVillageScores(new PostgresVillageScoreTransaction(manager, timeZone), day);
  };
