import { errorFacts, type Log } from '@silverbell/adapter-mqtt';
import { rosterPage } from '@silverbell/adapter-notify';
import type { ContactListQueries } from '@silverbell/adapter-postgres';
import type { Clock } from '@silverbell/kernel';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Loop } from '../loops/loop.js';
import { sealRoster } from './sealed-roster.js';

const POLL_EVERY_MS = 10 * 60_000;
const FIRST_AFTER_MS = 60_000;
const KEPT = 7;

interface Writing {
  readonly roster: ContactListQueries;
  readonly clock: Clock;
  readonly folder: string;
  readonly passphrase: string;
  readonly timeZone: string;
  readonly demo: boolean;
}

/** Once a day the list of everybody, encrypted, beside the database: for the day on which the database is gone (H14). */
export function makeDailyRoster(writing: Writing, log: Log): Loop {
  return new Loop({
    pauseMs: POLL_EVERY_MS,
    firstAfterMs: FIRST_AFTER_MS,
    onError: (error) => log.error('roster-not-written', errorFacts(error)),
    work: async () => {
      const file = await writeRoster(writing);
      if (file !== null) log.info('roster-written', { file });
      return null;
    },
  });
}

/** `null`: the one of today is there. */
export async function writeRoster(writing: Writing): Promise<string | null> {
  const { roster, clock, folder, passphrase, timeZone, demo } = writing;
  const now = clock.now();
  const local = new Date(now).toLocaleString('sv-SE', { timeZone });
  const file = join(folder, `roster-${local.slice(0, 10)}.sbr`);
  if (existsSync(file)) return null;
  await mkdir(folder, { recursive: true });
  const page = rosterPage(await roster.roster(null, now), local, demo);
  // Whole or not at all: a torn roster is none.
  await writeFile(`${file}.new`, sealRoster(page, passphrase), { mode: 0o600 });
  await rename(`${file}.new`, file);
  const old = (await readdir(folder)).filter((name) => name.endsWith('.sbr')).sort();
  for (const name of old.slice(0, -KEPT)) await rm(join(folder, name), { force: true });
  return file;
}
