// Real: PostgreSQL, our statements. Not real: the decisions (facts are written by hand).
import { expect, it } from '@jest/globals';
import { openIncidentStores, openCommandPool, type CommandPool } from '@silverbell/adapter-postgres';
import { after, seconds } from '@silverbell/kernel';
import { GrowingIncident, raise, suiteStart } from '@silverbell/usecases/incident-store.suite';
import { freshIncidents, SECRET } from './fresh-cases.js';

/** How often the one connection of this pool waited for the log of the database to be on the disk. */
async function flushes(pool: CommandPool): Promise<number> {
  await pool.query('select pg_stat_force_next_flush()');
  const [row] = await pool.query<{ flushes: number }[]>(
    `select coalesce(sum(fsyncs), 0)::integer as flushes from pg_stat_get_backend_io(pg_backend_pid()) where object = 'wal'`,
  );
  return row?.flushes ?? 0;
}

it('what is due is claimed without waiting for the disk', async () => {
  const cases = await freshIncidents();
  for (let n = 0; n < 3; n += 1) await raise(cases.store, GrowingIncident.raised());
  const pool = await openCommandPool(cases.url, { applicationName: 'claims', poolSize: 1 });
  try {
    const { store } = openIncidentStores(cases.source, SECRET, pool);
    const before = await flushes(pool);
    for (let n = 0; n < 5; n += 1) expect(await store.dueIncidents(after(suiteStart, seconds(86_400)), 10)).toHaveLength(3);
    expect(await flushes(pool)).toBe(before);
    for (let n = 0; n < 3; n += 1) await pool.query('update subject set first_seen_at = first_seen_at');
    expect(await flushes(pool)).toBeGreaterThan(before);
  } finally {
    await pool.close();
  }
});
