import { ImportUndoStore, inSharedTransaction, PostgresAuditLog, type RowOutcome } from '@silverbell/adapter-postgres';
import type { ImportJob } from '@silverbell/usecases';
import type { WorkerDeps } from '../worker.js';

const BATCH = 500;

/** Takes back what an import wrote, the last row first; what is in use by now stays, with its reason. */
export async function undoImport(deps: WorkerDeps, job: ImportJob): Promise<void> {
  const { source, work, clock, secret } = deps;
  for (let before = job.position === 0 ? job.rows + 1 : job.position; ;) {
    const began = deps.pause.now();
    const rows = await work.written(job.id, before, deps.pause.rows(BATCH));
    const last = rows.at(-1)?.no;
    if (last === undefined) break;
    await inSharedTransaction(source, async (_, runner) => {
      const hand = { by: job.undoneBy ?? job.createdBy, at: clock.now(), importId: job.id };
      const removed = await new ImportUndoStore(runner, new PostgresAuditLog(runner, secret), hand).remove(rows);
      const outcomes = [...removed].map(([no, kept]): RowOutcome =>
        kept === null ? { no, state: 'undone' } : { no, state: 'kept', faults: [{ column: null, code: kept }] },
      );
      await work.settle(runner, job.id, outcomes, { position: last, done: job.rows - last }, clock.now());
    });
    before = last;
    if (deps.isLeaving()) return;
    await deps.pause.after(began);
  }
  await work.end(job.id, 'undone', clock.now());
}
