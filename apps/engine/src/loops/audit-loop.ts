import { errorFacts, type Log } from '@silverbell/adapter-mqtt';
import type { AuditHeads, PostgresAuditChain } from '@silverbell/adapter-postgres';
import type { Clock } from '@silverbell/kernel';
import { Loop } from './loop.js';

const POLL_EVERY_MS = 1_000;
const AT_ONCE = 1;

interface Deps {
  readonly chain: Pick<PostgresAuditChain, 'extend'>;
  readonly heads: Pick<AuditHeads, 'note' | 'longest'>;
  readonly clock: Clock;
}

/** Chains new entries of the audit log within a second, and notes how far the chain is outside the database. */
export function makeAuditChaining({ chain, heads, clock }: Deps, log: Log): Loop {
  let isShorter = false;
  return new Loop({
    pauseMs: POLL_EVERY_MS,
    onError: (error) => log.error('audit-chain-failed', errorFacts(error)),
    work: async () => {
      const step = await chain.extend();
      if (step === null) return null;
      const { head, added } = step;
      const wasShorter = isShorter;
      isShorter = !heads.note(head, clock.now());
      if (isShorter && !wasShorter) log.error('audit-chain-shorter', { entries: head.count, noted: heads.longest });
      return added > 0 ? AT_ONCE : null;
    },
  });
}
