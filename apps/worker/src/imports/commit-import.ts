import { inSharedTransaction } from '@silverbell/adapter-postgres';
import type { ImportJob } from '@silverbell/usecases';
import type { WorkerDeps } from '../worker.js';
import { WriteBatch, type ImportMemory, type RowWriter } from './row-writer.js';

/** Writes accepted rows batch by batch: a batch, what became of its rows and how far that is are one transaction. */
export async function commitImport(deps: WorkerDeps, job: ImportJob, writer: RowWriter): Promise<void> {
  const { source, work, clock } = deps;
  const regions = await deps.regions.rowsBelow(job.regionIds);
  const memory: ImportMemory = { regionIds: regions.map(({ id }) => id) };
  for (let position = job.position; ;) {
    const began = deps.pause.now();
    const most = writer.isWhole ? writer.batch : deps.pause.rows(writer.batch);
    const rows = await work.accepted(job.id, position, most);
    const last = rows.at(-1)?.no;
    if (last === undefined) break;
    await inSharedTransaction(source, async (shared, runner) => {
      const outcomes = await writer.write(rows, new WriteBatch(deps, job, memory, { shared, runner }));
      await work.settle(runner, job.id, outcomes, { position: last, done: last }, clock.now());
    });
    position = last;
    if (deps.isLeaving()) return;
    await deps.pause.after(began);
  }
  await work.end(job.id, 'committed', clock.now());
}
