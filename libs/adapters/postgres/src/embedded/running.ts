import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { commandLineOf } from './leftovers.js';

/** The database that is running on a data folder, by its address; `null`: none is. Starts and changes nothing. */
export function runningPostgres(dataDir: string): string | null {
  const pointer = join(resolve(dataDir), 'location');
  const home = existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : resolve(dataDir);
  const cluster = join(home, 'cluster');
  let lines: readonly string[];
  let password: string;
  try {
    lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
    password = readFileSync(join(home, 'password'), 'utf8').trim();
  } catch {
    return null;
  }
  const [pid, , , port] = lines;
  if (lines[7]?.trim() !== 'ready' || !commandLineOf(Number(pid))?.includes(cluster)) return null;
  return `postgres://silverbell:${password}@127.0.0.1:${port}/silverbell`;
}
