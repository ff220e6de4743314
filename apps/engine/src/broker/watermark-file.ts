import type { WatermarkStore } from '@silverbell/adapter-mqtt';
import { instant } from '@silverbell/kernel';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Kept with this engine's data. An older word is as good, only more careful: no sync, and a failure to write is none. */
export function watermarkFileIn(dataDir: string): WatermarkStore {
  const file = join(dataDir, 'heard-until');
  return {
    read: () => {
      try {
        const ms = Number(readFileSync(file, 'utf8').trim());
        return Number.isSafeInteger(ms) && ms > 0 ? instant(ms) : null;
      } catch {
        return null;
      }
    },
    write: (until) => {
      try {
        writeFileSync(file, `${until}\n`);
      } catch {
        // The disk is full or away: the next start only believes older copies than it had to.
      }
    },
  };
}
