import { randomBytes } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { makeFolder } from '@silverbell/adapter-postgres/embedded';
import { join } from 'node:path';
import { z } from 'zod';
import { StationRefused } from './refusal.js';

export type Mode = 'demo' | 'live';

const Memory = z.object({ mode: z.enum(['demo', 'live']), settled: z.boolean() });

/** Everything this station keeps: the database, the spool, the logs, its secret, and what it knows about itself. */
export interface DataFolder {
  readonly path: string;
  readonly mode: Mode;
  /** No start on it has gone well yet. */
  readonly isNew: boolean;
  /** Writes down that the first start went well; until then every start counts as the first. */
  settle(): void;
  /** The secret of a station for real people, made on first use and readable by its owner only. */
  secret(): string;
}

/** Opens the folder, or makes it. What it was made for stays: a demo folder never holds real people, nor the other way round. */
export function openDataFolder(path: string, asked: { readonly empty: boolean }): DataFolder {
  try {
    const fresh = !existsSync(path);
    makeFolder(join(path, 'logs'));
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
    // The database runs as another user when we are root, and has to pass through here.
    if (fresh || process.getuid?.() === 0) chmodSync(path, statSync(path).mode | 0o711);
  } catch {
    throw new StationRefused(`The data folder ${path} cannot be written: set SILVERBELL_DATA_DIR to one that can.`);
  }
  const file = join(path, 'station.json');
  const known = existsSync(file) ? remembered(file) : null;
  if (known?.mode === 'demo' && asked.empty) {
    throw new StationRefused(
      `The data folder ${path} holds the demo town: set SILVERBELL_DATA_DIR to another folder for real people, or remove this one.`,
    );
  }
  const mode = known?.mode ?? (asked.empty ? 'live' : 'demo');
  // The mode is written before anything else is, so that a first start that dies cannot be continued in the other mode.
  if (!known) remember(file, { mode, settled: false });
  return {
    path,
    mode,
    isNew: known?.settled !== true,
    settle: () => remember(file, { mode, settled: true }),
    secret: () => {
      const secretFile = join(path, 'secret');
      if (!existsSync(secretFile))
        writeFileSync(secretFile, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 });
      return readFileSync(secretFile, 'utf8').trim();
    },
  };
}

function remembered(file: string): z.infer<typeof Memory> {
  try {
    return Memory.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    throw new StationRefused(
      `The file ${file} is not readable any more: restore it, or choose another SILVERBELL_DATA_DIR.`,
    );
  }
}

function remember(file: string, memory: z.infer<typeof Memory>): void {
  writeFileSync(`${file}.part`, `${JSON.stringify(memory)}\n`);
  renameSync(`${file}.part`, file);
}
