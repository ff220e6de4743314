import { join } from 'node:path';
import { openDatabase } from '@silverbell/adapter-postgres';
import { runningPostgres, startEmbeddedPostgres } from '@silverbell/adapter-postgres/embedded';
import type { LocalStation } from './local-station.js';

type Database = Awaited<ReturnType<typeof openDatabase>>;

/** Works on the database of a station, while it runs or while it does not. */
export async function withDatabase<T>(station: LocalStation, work: (source: Database) => Promise<T>): Promise<T> {
  const dataDir = join(station.folder, 'postgres');
  const running = station.databaseUrl ?? runningPostgres(dataDir);
  const own = running === null ? await startEmbeddedPostgres({ dataDir, log: () => undefined }) : null;
  try {
    const source = await openDatabase(running ?? own?.url ?? '', {
      ...{ applicationName: 'silverbell-keeping', poolSize: 2, statementTimeoutMs: 0 },
    });
    try {
      return await work(source);
    } finally {
      await source.destroy();
    }
  } finally {
    await own?.stop();
  }
}
