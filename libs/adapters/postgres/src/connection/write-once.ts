import { isRefusal, refuse, type Instant, type Refusal } from '@silverbell/kernel';
import type { IdempotencyKey } from '@silverbell/usecases';
import type { DataSource, QueryRunner } from 'typeorm';
import { inTransaction } from './in-transaction.js';

/** Kept with the key of the request, in clear: ids, numbers and codes, never a person's words. */
export type KeptAnswer = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

export interface OnceRequest {
  /** Absent: the caller sent none, and the same request again is another write. */
  readonly idempotency?: IdempotencyKey | undefined;
  readonly now: Instant;
  /** The answer held something that is told once (a secret): the same key again is refused with `already-done`. */
  readonly toldOnce?: boolean;
}

class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(`refused: ${refusal.refused}`);
  }
}

/**
 * One write of the registry in one transaction, with the record of its `Idempotency-Key`. A retry gets the kept answer before anything else
 * is looked at, `If-Match` included. A refusal returned by `work` rolls everything back and is not kept: the next try may succeed.
 */
export async function writeOnce<T extends KeptAnswer>(
  source: DataSource,
  { idempotency, now, toldOnce = false }: OnceRequest,
  work: (runner: QueryRunner, afterCommit: (then: () => void) => void) => Promise<T | Refusal>,
): Promise<T | Refusal> {
  try {
    return await inTransaction(source, async (runner, afterCommit) => {
      const earlier = idempotency && (await earlierAnswer(runner, idempotency));
      if (earlier)
        return earlier.sameBody
          ? ((earlier.answer as T | null) ?? refuse('already-done'))
          : refuse('idempotency-key-reused');
      const answer = await work(runner, afterCommit);
      if (isRefusal(answer)) throw new Refused(answer);
      if (idempotency)
        await runner.query(
          `insert into idempotency (account_id, key, body_hash, status, answer, at) values ($1, $2, $3, 200, $4, instant_of($5))`,
          [idempotency.accountId, idempotency.key, idempotency.bodyHash, toldOnce ? null : JSON.stringify(answer), now],
        );
      return answer;
    });
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
}

async function earlierAnswer(
  runner: QueryRunner,
  { accountId, key, bodyHash }: IdempotencyKey,
): Promise<{ readonly sameBody: boolean; readonly answer: unknown } | null> {
  const rows = (await runner.query(
    'select body_hash = $3 as "sameBody", answer from idempotency where account_id = $1 and key = $2',
    [accountId, key, bodyHash],
  )) as { sameBody: boolean; answer: unknown }[];
  return rows[0] ?? null;
}
