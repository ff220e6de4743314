import { DEMO_SECRET } from '@silverbell/adapter-runtime/settings';
import { BackupRefused } from '@silverbell/adapter-postgres';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));

export interface LocalStation {
  readonly folder: string;
  readonly mode: 'demo' | 'live';
  readonly secret: string;
  /** An outside database; `null`: its own. */
  readonly databaseUrl: string | null;
}

/** The station of the settings; unlike a start, this makes nothing where there is none. */
export function findLocalStation(given: Readonly<Record<string, string | undefined>>): LocalStation {
  const folder = resolve(ROOT, given['SILVERBELL_DATA_DIR'] ?? '.silverbell');
  const memory = join(folder, 'station.json');
  if (!existsSync(memory))
    throw new BackupRefused(`There is no station in ${folder}: set SILVERBELL_DATA_DIR to its data folder.`);
  const { mode } = JSON.parse(readFileSync(memory, 'utf8')) as { mode: 'demo' | 'live' };
  const secret = given['SILVERBELL_SECRET']?.trim() || (mode === 'demo' ? DEMO_SECRET : secretIn(folder));
  if (!secret) throw new BackupRefused(`The secret of the station in ${folder} is missing: set SILVERBELL_SECRET.`);
  return { folder, mode, secret, databaseUrl: given['DATABASE_URL']?.trim() || null };
}

function secretIn(folder: string): string {
  const file = join(folder, 'secret');
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
}
