import type { ImportJob } from '@silverbell/usecases';
import type { WorkerDeps } from '../worker.js';

/** Rows deleted in one statement. */
const DELETED = 2_000;

/**
 * The staged rows of an import, by their numbers: those of an earlier reading, of a file that cannot be read, or past their time. There may be
 * half a million, and what else the database does waits for none of them. `false`: the process is leaving, and some are left.
 */
export async function forgetRows(
  { work, pause, isLeaving }: Pick<WorkerDeps, 'work' | 'pause' | 'isLeaving'>,
  { id }: Pick<ImportJob, 'id'>,
): Promise<boolean> {
  const last = await work.lastRow(id);
  for (let no = 0; no < last;) {
    if (isLeaving()) return false;
    const began = pause.now();
    const until = no + pause.rows(DELETED);
    await work.deleteRows(id, no, until);
    no = until;
    await pause.after(began);
  }
  return true;
}
