import { setTimeout as sleep } from 'node:timers/promises';
import type { QueryRunner } from 'typeorm';

const ROUNDS = 10;
const BETWEEN_MS = 100;

/**
 * What a migration sealed still lies in the write-ahead log of before, whose files PostgreSQL keeps and renames to use them again, and among
 * the most frequent values of the statistics. Both are written anew. The order stands in `clear_text_left` until that is done, so a process
 * that is killed does it at its next start. `false`: we are not the superuser of the server, who alone may, or the log did not come to an end.
 */
export async function forgetClearText(runner: QueryRunner): Promise<boolean> {
  const [left] = (await runner.query('select 1 from clear_text_left limit 1')) as unknown[];
  if (!left) return true;
  const [mine] = (await runner.query('select rolsuper from pg_roles where rolname = current_user')) as {
    rolsuper: boolean;
  }[];
  if (!(mine?.rolsuper === true)) {
    await runner.query('delete from clear_text_left');
    return false;
  }
  await runner.query('vacuum full pg_statistic');
  const forgotten = await forgetLog(runner);
  if (forgotten) await runner.query('delete from clear_text_left');
  return forgotten;
}

/** Files of the log that were last written before this began, or are the one that was being written then. */
const DIRTY = `name ~ '^[0-9A-F]{24}$' and (name <= $1 or modification < $2)`;

async function forgetLog(runner: QueryRunner): Promise<boolean> {
  await runner.query('alter system set wal_recycle = off');
  try {
    await runner.query('select pg_reload_conf()');
    const [begun] = (await runner.query(
      'select pg_walfile_name(pg_current_wal_insert_lsn()) as file, clock_timestamp() as at',
    )) as { file: string; at: Date }[];
    for (let round = 1; round <= ROUNDS; round += 1) {
      // files that stand ready to be written hold what they held under another name: each is made the present one, which fills it with zeros
      const [ready] = (await runner.query(
        'select count(*)::integer as n from pg_ls_waldir() where name > pg_walfile_name(pg_current_wal_insert_lsn())',
      )) as { n: number }[];
      for (let n = 0; n <= (ready?.n ?? 0); n += 1) {
        await runner.query(`select pg_logical_emit_message(true, 'silverbell', 'next file')`);
        await runner.query('select pg_switch_wal()');
      }
      await runner.query('checkpoint');
      const [dirty] = (await runner.query(`select count(*)::integer as n from pg_ls_waldir() where ${DIRTY}`, [
        begun?.file,
        begun?.at,
      ])) as { n: number }[];
      if (dirty?.n === 0) return true;
      await sleep(BETWEEN_MS);
    }
    return false;
  } finally {
    await runner.query('alter system reset wal_recycle');
    await runner.query('select pg_reload_conf()');
  }
}
