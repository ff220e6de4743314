import { BackupRefused, dump, examine, writeSealed } from '@silverbell/adapter-postgres';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { runningPostgres, startEmbeddedPostgres } from '@silverbell/adapter-postgres/embedded';
import { addErased } from './erased-list.js';
import { findLocalStation } from './local-station.js';

/** The whole station in one sealed file, while it runs or while it does not. Answers with the sentence for the caller. */
export async function backup(to: string, given: Readonly<Record<string, string | undefined>>): Promise<string> {
  const file = resolve(to);
  if (existsSync(file)) throw new BackupRefused(`${file} exists already: name another file, or move that one away.`);
  const station = findLocalStation(given);
  const dataDir = join(station.folder, 'postgres');
  const running = station.databaseUrl ?? runningPostgres(dataDir);
  const own = running === null ? await startEmbeddedPostgres({ dataDir, log: () => undefined }) : null;
  const unfinished = `${file}.new`;
  try {
    rmSync(unfinished, { force: true });
    const madeAt = new Date().toISOString();
    await writeSealed(unfinished, dump(running ?? own?.url ?? ''), station.secret, { mode: station.mode, madeAt });
    // Read back before it may be called a backup.
    const { ending } = await examine(unfinished, station.secret);
    await addErased(file, running ?? own?.url ?? '', station.secret);
    renameSync(unfinished, file);
    await syncFolder(dirname(file));
    const rows = Object.values(ending.counts).reduce((sum, count) => sum + count, 0);
    return `备份完成。  Backed up ${rows} rows to ${file}. It opens with this station's SILVERBELL_SECRET alone: keep that elsewhere.`;
  } finally {
    rmSync(unfinished, { force: true });
    await own?.stop();
  }
}

/** A new name survives a power cut only when its folder was written, too; a file system that cannot do that has other means. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
