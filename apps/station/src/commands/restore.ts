import { DEMO_SECRET } from '@silverbell/adapter-runtime/settings';
import {
  AuditHeads,
  BackupRefused,
  examine,
  foldMismatches,
  labelOf,
  load,
  openIncidentStores,
  openDatabase,
} from '@silverbell/adapter-postgres';
import { makeFolder, startEmbeddedPostgres } from '@silverbell/adapter-postgres/embedded';
import { instant } from '@silverbell/kernel';
import { existsSync, readdirSync, renameSync, rmSync, rmdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { eraseListed } from './erased-list.js';

export interface Restored {
  readonly sentence: string;
  /** Every incident is what its events say it is. */
  readonly sound: boolean;
}

/** A new data folder from a backup; a station starts on it as if nothing had happened. A folder that holds anything is left alone. */
export async function restore(
  from: string,
  into: string,
  given: Readonly<Record<string, string | undefined>>,
): Promise<Restored> {
  const file = resolve(from);
  const folder = resolve(into);
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new BackupRefused(`${folder} is not empty: restore only into a folder that is, or into a new one.`);
  const { mode, madeAt } = await labelOf(file);
  const secret = given['SILVERBELL_SECRET']?.trim() || (mode === 'demo' ? DEMO_SECRET : '');
  if (!secret)
    throw new BackupRefused(
      'Set SILVERBELL_SECRET to the one of the station this backup was made on: nothing else opens it.',
    );
  await examine(file, secret);
  // The name appears only when everything is there: a restore that dies in between begins again.
  const unfinished = `${folder}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  makeFolder(dirname(folder));
  makeFolder(join(unfinished, 'logs'));
  let kept = false;
  const database = await startEmbeddedPostgres({ dataDir: join(unfinished, 'postgres'), log: () => undefined });
  try {
    const loaded = await load(file, secret, database.url);
    const erased = await eraseListed(file, database.url, secret);
    const source = await openDatabase(database.url, { applicationName: 'silverbell-restore', statementTimeoutMs: 0 });
    let wrong: readonly string[];
    try {
      const cases = openIncidentStores(source, secret);
      await cases.keys.assertSecretFits();
      wrong = await foldMismatches(source, cases.queries);
    } finally {
      await source.destroy();
    }
    if (mode === 'live') writeFileSync(join(unfinished, 'secret'), `${secret}\n`, { mode: 0o600 });
    writeFileSync(join(unfinished, 'station.json'), `${JSON.stringify({ mode, settled: true })}\n`);
    // The audit chain of this folder may not become shorter than it was in the backup.
    if (loaded.audit !== null) new AuditHeads(unfinished).note(loaded.audit, instant(Date.now()));
    await database.stop();
    if (existsSync(folder)) rmdirSync(folder);
    renameSync(unfinished, folder);
    kept = true;
    const ending =
      wrong.length === 0 ? '' : ` But the log and the row of these cases differ, look at them: ${wrong.join(', ')}.`;
    return {
      sound: wrong.length === 0,
      sentence: `已恢复。  Restored ${loaded.rows} rows of ${madeAt} into ${folder}${erased > 0 ? `, and erased ${erased} persons of the list beside it again` : ''}: start it with SILVERBELL_DATA_DIR=${folder} npm start${mode === 'live' ? ' -- --empty' : ''}.${ending}`,
    };
  } finally {
    await database.stop();
    if (!kept) rmSync(unfinished, { recursive: true, force: true });
  }
}
