import { renameSync, writeFileSync } from 'node:fs';
import { errorFacts, type Log } from '@silverbell/adapter-mqtt';
import type { PostgresAuditChain } from '@silverbell/adapter-postgres';
import { toIso, type Clock } from '@silverbell/kernel';
import { Loop } from './loop.js';

const LOOKS_EVERY_MS = 1_000;
const AT_ONCE = 1;

/**
 * Chains new entries of the audit log within a second. How many there are and the hash of the last one stand in a file of the data folder as
 * well: a person who cuts off the end of the table cannot cut the file by the same statement.
 */
export function makeAuditChaining(
  {
    chain,
    clock,
    file,
  }: { readonly chain: Pick<PostgresAuditChain, 'extend'>; readonly clock: Clock; readonly file: string },
  log: Log,
): Loop {
  let noted = -1;
  return new Loop({
    pauseMs: LOOKS_EVERY_MS,
    onError: (error) => log.error('audit-chain-failed', errorFacts(error)),
    work: async () => {
      const step = await chain.extend();
      if (step === null || (step.added === 0 && step.head.count === noted)) return null;
      writeFileSync(`${file}.new`, `${JSON.stringify({ ...step.head, at: toIso(clock.now()) })}\n`, { mode: 0o600 });
      renameSync(`${file}.new`, file);
      noted = step.head.count;
      return step.added > 0 ? AT_ONCE : null;
    },
  });
}
