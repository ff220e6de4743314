import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hours, toIso, type Instant } from '@silverbell/kernel';
import type { ChainHead } from '@silverbell/usecases';

/** The newest head. */
const NEWEST = 'audit-head.json';
/** A head of every hour, one a line; it only grows. */
const HOURLY = 'audit-heads.jsonl';
const LISTED_EVERY = hours(1);

/**
 * Heads of the audit chain in the data folder, so that a person who cuts off the end of the table cannot cut them by the same statement.
 * Once noted, a head is replaced by none that is shorter.
 */
export class AuditHeads {
  #longest: number;
  #isWritten = false;
  #listedAt: Instant | null = null;

  constructor(private readonly folder: string) {
    this.#longest = Math.max(-1, ...this.read().map(({ count }) => count));
  }

  get longest(): number {
    return this.#longest;
  }

  /** `false`: the chain is shorter than what was noted, and nothing is written. */
  note(head: ChainHead, now: Instant): boolean {
    if (head.count < this.#longest) return false;
    if (head.count === this.#longest && this.#isWritten) return true;
    const line = `${JSON.stringify({ count: head.count, hash: head.hash, at: toIso(now) })}\n`;
    const newest = join(this.folder, NEWEST);
    writeFileSync(`${newest}.new`, line, { mode: 0o600 });
    renameSync(`${newest}.new`, newest);
    if (this.#listedAt === null || now - this.#listedAt >= LISTED_EVERY) {
      appendFileSync(join(this.folder, HOURLY), line, { mode: 0o600 });
      this.#listedAt = now;
    }
    [this.#longest, this.#isWritten] = [head.count, true];
    return true;
  }

  /** Every head that was noted; a line that a power cut tore is passed over. */
  read(): readonly ChainHead[] {
    return [NEWEST, HOURLY].flatMap((name) => {
      const file = join(this.folder, name);
      return existsSync(file) ? readFileSync(file, 'utf8').split('\n').flatMap(headIn) : [];
    });
  }
}

function headIn(line: string): readonly ChainHead[] {
  try {
    const { count, hash } = JSON.parse(line) as { readonly count?: unknown; readonly hash?: unknown };
    return typeof count === 'number' && typeof hash === 'string' ? [{ count, hash }] : [];
  } catch {
    return [];
  }
}
