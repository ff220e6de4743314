import type { Queryable } from '../connection/command-pool.js';

/** Tasks of the worker that something else than the clock begins; their names stand in its queue. */
export type OfficeTask = 'import' | 'export';

/**
 * Puts a task into the worker's queue, in the transaction that makes it necessary. Until the first worker has made its tables nothing is
 * queued: a worker looks for what waits when it starts, and every few seconds.
 */
export async function enqueueOffice(db: Queryable, task: OfficeTask, id: string): Promise<void> {
  const [queue] = await db.query<{ there: boolean }[]>(
    `select to_regprocedure('graphile_worker.add_job(text, json, text, timestamptz, integer, text, integer, text[], text)') is not null as there`,
  );
  if (queue?.there !== true) return;
  await db.query(
    `select graphile_worker.add_job($1, json_build_object('id', $2::text), job_key => $1 || ':' || $2, max_attempts => 1000)`,
    [task, id],
  );
}
