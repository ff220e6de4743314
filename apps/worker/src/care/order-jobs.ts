import { randomUUID } from 'node:crypto';
import {
  generateAllOrders,
  ORDER_LATE,
  ORDER_MISSED,
  ORDER_SILENT,
  PostgresOrderTransaction,
  SealedColumns,
  type CareJob,
} from '@silverbell/adapter-postgres';
import { assignAlone, clockOrder } from '@silverbell/usecases';
import { dayBeginsIn } from '@silverbell/kernel';
import type { EntityManager } from 'typeorm';
import type { WorkerDeps } from '../worker.js';
import type { DailyTask } from './jobs.js';

type Needs = Pick<WorkerDeps, 'keys' | 'timeZone' | 'clock'>;
const COMMANDS = {
  [ORDER_LATE]: { type: 'report-late' },
  [ORDER_MISSED]: { type: 'miss' },
  [ORDER_SILENT]: { type: 'confirm-silently' },
} as const;

const newId = (): string => randomUUID();
const transactionOf = ({ keys, timeZone }: Needs, manager: EntityManager): PostgresOrderTransaction =>
  new PostgresOrderTransaction(manager, new SealedColumns(keys), timeZone);

/** What the clock does to single orders (CR-30, CR-36, CR-37). */
export const orderJobs = (needs: Needs): readonly (readonly [string, CareJob])[] =>
  Object.entries(COMMANDS).map(([kind, command]) => [
    kind,
    async (manager, { subject, dueAt }) => {
      const { timeZone } = needs;
      await clockOrder({ newId, timeZone }, transactionOf(needs, manager), subject, command, dueAt);
    },
  ]);

/** Every day the orders of the next 14 days, and their workers where the provider wants it (CR-29, CR-30). */
export const orderPlanning =
  (needs: Needs & Pick<WorkerDeps, 'pause'>): DailyTask =>
  async (manager, day) => {
    const begins = dayBeginsIn(needs.timeZone, day);
    if (begins === null) throw new Error(`there is no day ${day}`);
    const { timeZone } = needs;
    const tx = transactionOf(needs, manager);
    await generateAllOrders({ newId, timeZone }, manager, tx, day, begins, needs.clock.now(), needs.pause.rests());
    for (const id of await tx.toAssignAlone(day)) await assignAlone({ newId }, tx, id, begins);
  };
