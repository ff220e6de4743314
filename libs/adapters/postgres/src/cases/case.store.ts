import type { IncidentId, Instant } from '@silverbell/kernel';
import type { CaseStore, CaseTransaction } from '@silverbell/usecases';
import { setTimeout as pause } from 'node:timers/promises';
import type { PersonKeys } from '../crypto/person-keys.js';
import type { Lane } from '../lane.js';
import { PostgresCaseTransaction, type TransactionParts } from './case-transaction.js';
import { LeftBehind } from './convoy.js';
import { isLostRace } from './failures.js';
import type { Policies } from './policies.js';
import { SharedWays } from './riders.js';
import { Turns } from './turns.js';

const ATTEMPTS = 5;

export class TypeormCaseStore implements CaseStore {
  private readonly parts: TransactionParts;

  constructor(
    private readonly lane: Lane,
    keys: PersonKeys,
    policies: Policies,
  ) {
    const turns = new Turns(transactionsAtOnce(lane));
    const shared = new SharedWays(lane, turns, (key) => policies.isStored(key));
    this.parts = { lane, turns, shared, keys, policies };
  }

  async transaction<T>(work: (tx: CaseTransaction) => Promise<T>): Promise<T> {
    let alone = false;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.once(work, alone);
      } catch (error) {
        if (error instanceof LeftBehind && !alone) {
          alone = true;
          continue;
        }
        if (attempt >= ATTEMPTS || !isLostRace(error)) throw error;
        await pause(Math.random() * 10 * attempt);
      }
    }
  }

  async due(
    now: Instant,
    limit: number,
    excluding: readonly IncidentId[] = [],
  ): Promise<readonly { readonly id: IncidentId; readonly dueAt: Instant }[]> {
    // The subject of a case that is being written is locked: its deadline moves with that, and the next poll sees it. A row lock is written
    // like a change, and its commit would wait for the disk: what a claim reads is locked again by the command anyway.
    return (await this.lane.query(
      `select i.id, ms_of(i.next_due_at)::double precision as "dueAt"
       from set_config('synchronous_commit', 'off', true) unflushed, incident i join subject s on s.key = i.subject_key
       where i.next_due_at <= instant_of($1) and i.id <> all ($3) order by i.next_due_at limit $2 for key share of s skip locked`,
      [now, limit, excluding],
    )) as { id: IncidentId; dueAt: Instant }[];
  }

  async heardBefore(
    { deviceId, dedupeKey, kind, payloadHash }: Parameters<CaseStore['heardBefore']>[0],
    since: Instant | null,
  ): Promise<boolean> {
    const rows = (await this.lane.query(
      `select exists (select from inbox where device_id = $1 and dedupe_key = $2 and kind = $3 and payload_hash = $4
         and ($5::double precision is null or received_at >= instant_of($5::double precision))) as heard`,
      [deviceId, dedupeKey, kind, payloadHash, since],
    )) as { heard: boolean }[];
    return rows[0]?.heard === true;
  }

  async nextDueAt(): Promise<Instant | null> {
    const rows = (await this.lane.query(`select ms_of(min(next_due_at))::double precision as at from incident`)) as {
      at: Instant | null;
    }[];
    return rows[0]?.at ?? null;
  }

  private async once<T>(work: (tx: CaseTransaction) => Promise<T>, alone: boolean): Promise<T> {
    const tx = new PostgresCaseTransaction(this.parts, alone);
    try {
      const answer = await work(tx);
      await tx.end();
      return answer;
    } catch (error) {
      await tx.abandon(error);
      throw error;
    }
  }
}

/**
 * Work inside a transaction reads candidates and contacts over the same pool. If transactions could take every connection,
 * each would wait for one of the others, and a burst of alerts would stand still.
 */
function transactionsAtOnce(lane: Lane): number {
  return Math.max(1, Math.floor(lane.size * 0.7));
}
