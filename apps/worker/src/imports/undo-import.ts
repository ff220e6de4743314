import { ImportUndoStore, inSharedTransaction, type RowOutcome } from '@silverbell/adapter-postgres';
import type { ImportJob } from '@silverbell/usecases';
import type { WorkerDeps } from '../worker.js';

const BATCH = 50;

/** Takes back what an import wrote, the last row first; what is in use by now stays, with its reason. */
export async function undoImport({ source, work, clock, isLeaving }: WorkerDeps, job: ImportJob): Promise<void> {
  for (let before = job.position === 0 ? job.rows + 1 : job.position; ;) {
    const rows = await work.written(job.id, before, BATCH);
    const last = rows.at(-1)?.no;
    if (last === undefined) break;
    await inSharedTransaction(source, async (_, runner) => {
      const undo = new ImportUndoStore(runner);
      const outcomes: RowOutcome[] = [];
      for (const { no, made } of rows) {
        const kept = await undo.remove(made);
        outcomes.push(
          kept === null ? { no, state: 'undone' } : { no, state: 'kept', faults: [{ column: null, code: kept }] },
        );
      }
      await work.settle(runner, job.id, outcomes, { position: last, done: job.rows - last }, clock.now());
    });
    before = last;
    if (isLeaving()) return;
  }
  await work.end(job.id, 'undone', clock.now());
}
