import { createHash } from 'node:crypto';
import type { Ending, Opening, TableHead } from './dump.js';
import { readSealed } from './envelope.js';
import { BackupRefused } from './refusal.js';

export interface Contents {
  readonly opening: Opening;
  readonly ending: Ending;
}

export type Part =
  | { readonly is: 'opening'; readonly opening: Opening }
  | { readonly is: 'table'; readonly head: TableHead }
  | { readonly is: 'row'; readonly text: string }
  | { readonly is: 'ending'; readonly ending: Ending };

/** The parts of a backup in their order; the last one is the ending, and its hash fits. */
export async function* partsOf(file: string, secret: string): AsyncGenerator<Part> {
  const hash = createHash('sha256');
  const broken = new BackupRefused(`${file} does not fit its own hash: take another backup.`);
  let ended = false;
  for await (const text of readSealed(file, secret)) {
    if (ended) throw broken;
    if (text.startsWith('[')) {
      hash.update(`${text}\n`);
      yield { is: 'row', text };
      continue;
    }
    const value = JSON.parse(text) as Opening | TableHead | Ending;
    if ('ending' in value) {
      if (hash.digest('hex') !== value.hash) throw broken;
      ended = true;
      yield { is: 'ending', ending: value };
      continue;
    }
    hash.update(`${text}\n`);
    yield 'table' in value ? { is: 'table', head: value } : { is: 'opening', opening: value };
  }
  if (!ended) throw broken;
}

/** Reads the whole file and keeps nothing of it but what it says about itself: is it whole, and which version made it? */
export async function examine(file: string, secret: string): Promise<Contents> {
  let opening: Opening | null = null;
  let ending: Ending | null = null;
  const counted: Record<string, number> = {};
  let table = '';
  for await (const part of partsOf(file, secret)) {
    if (part.is === 'opening') opening = part.opening;
    else if (part.is === 'ending') ending = part.ending;
    else if (part.is === 'row') counted[table] = (counted[table] ?? 0) + 1;
    else {
      table = part.head.table;
      counted[table] = 0;
    }
  }
  const counts = ending?.counts ?? {};
  if (!opening || !ending || Object.entries(counts).some(([name, count]) => counted[name] !== count))
    throw new BackupRefused(`${file} does not hold what it says: take another backup.`);
  return { opening, ending };
}
