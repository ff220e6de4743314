import { existsSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { holdsWithin, startStationCommand } from '../rig/index.js';
import { sqlAt } from './sql.js';

/** `npm run backup` and the station that it reads die together. */
export const MID_BACKUP = 'mid-backup';

const COMES_WITHIN_MS = 30_000;

interface Station {
  readonly databaseUrl: string;
  readonly dataDir: string;
  readonly folder: string;
}

/**
 * Begins a backup, holds it at its last table, and has both killed. Answers with whether it was caught there, and throws when
 * something is left that looks like a backup or that a restore takes for one.
 */
export async function dieInBackup(station: Station, killStation: () => Promise<void>): Promise<boolean> {
  const file = join(station.folder, 'killed.backup');
  const holder = new pg.Client({ connectionString: station.databaseUrl, application_name: 'chaos' });
  holder.on('error', () => undefined);
  const caught = await waitsInTheMiddle(holder, station, file, killStation).finally(() =>
    holder.end().catch(() => undefined),
  );
  if (existsSync(file)) throw new Error('a backup that was killed in the middle has the name of a whole one');
  if (existsSync(`${file}.new`)) {
    const into = join(station.folder, 'never');
    const { how, said } = await startStationCommand('restore', ['--from', `${file}.new`, '--into', into], {}).ended;
    if (how !== 1 || !said.includes('is not whole') || existsSync(into))
      throw new Error(`half a backup was not refused: status ${String(how)}, ${said.trim()}`);
  }
  return caught;
}

async function waitsInTheMiddle(
  holder: pg.Client,
  { databaseUrl, dataDir }: Station,
  file: string,
  killStation: () => Promise<void>,
): Promise<boolean> {
  await holder.connect();
  const { rows } = await holder.query<{ name: string }>(
    `select quote_ident(tablename) as name from pg_tables where schemaname = 'public' order by tablename desc limit 1`,
  );
  await holder.query('begin');
  await holder.query(`lock table ${rows[0]?.name ?? ''} in access exclusive mode`);
  const making = startStationCommand('backup', ['--to', file], { SILVERBELL_DATA_DIR: dataDir });
  const sql = sqlAt(databaseUrl);
  const caught = await holdsWithin(COMES_WITHIN_MS, async () => {
    const waiting = await sql(
      `select from pg_stat_activity where application_name = 'silverbell-backup' and wait_event_type = 'Lock'`,
    ).catch(() => []);
    return waiting.length > 0;
  });
  await Promise.all([making.kill(), killStation()]);
  return caught;
}

/** What is wrong with a backup of this station and with the station that comes out of it; `null`: nothing. */
export async function backupAndRestore({ dataDir, folder }: Omit<Station, 'databaseUrl'>): Promise<string | null> {
  const file = join(folder, 'last.backup');
  const made = await startStationCommand('backup', ['--to', file], { SILVERBELL_DATA_DIR: dataDir }).ended;
  if (made.how !== 0) return `no backup could be made: ${made.said.trim()}`;
  const back = await startStationCommand('restore', ['--from', file, '--into', join(folder, 'restored')], {}).ended;
  return back.how === 0 ? null : `the backup did not come back as it went: ${back.said.trim()}`;
}
