import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** This engine's name for its own deliveries, kept with its data: after a restart a repeat is still a repeat. */
export function engineIdIn(dataDir: string): string {
  const file = join(dataDir, 'engine-id');
  try {
    const known = readFileSync(file, 'utf8').trim();
    if (/^[0-9a-f-]{36}$/.test(known)) return known;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const made = randomUUID();
  writeFileSync(file, `${made}\n`, { mode: 0o600 });
  return made;
}
