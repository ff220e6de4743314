import { randomUUID } from 'node:crypto';
import {
  PostgresOrderTransaction,
  PostgresProviderNotices,
  REPLACEMENT_OVERDUE,
  SealedColumns,
  type CareJob,
} from '@silverbell/adapter-postgres';
import { clockVerification, makeNotices } from '@silverbell/usecases';
import type { WorkerDeps } from '../worker.js';
import type { DailyTask } from './jobs.js';

const newId = (): string => randomUUID();

/** On the first day of a month: the notice of the month before, to each provider (CR-52). */
export const noticeMaking =
  ({ timeZone }: Pick<WorkerDeps, 'timeZone'>): DailyTask =>
  async (manager, day) => {
    await makeNotices(new PostgresProviderNotices(manager, timeZone), day);
  };

/** The provider did not replace a worker in time: the township assigns from now on (CR-51). */
export const qualityJobs = ({
  keys,
  timeZone,
}: Pick<WorkerDeps, 'keys' | 'timeZone'>): readonly (readonly [string, CareJob])[] => [
  [
    REPLACEMENT_OVERDUE,
    async (manager, { subject, dueAt }) => {
      const { quality } = new PostgresOrderTransaction(manager, new SealedColumns(keys), timeZone);
      const found = await quality.verification(subject);
      if (found !== null) await clockVerification({ newId }, quality, found.row, { type: 'hand-over' }, dueAt);
    },
  ],
];
