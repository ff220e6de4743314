import type { KnownDelivery } from '@silverbell/usecases';
import type { Queryable } from '../connection/command-pool.js';
import { isConnectionLost } from '../connection/failures.js';
import { toPgJson, toPgText } from '../connection/to-pg-json.js';
import { writeRequestOf, type AlertProof, type WriteItem } from './write-request.js';

/** The version of the registry's files, and the ids of connected consoles, at which the facts of an alert were last found to be true. */
export type ProvenAt = Pick<AlertProof, 'version' | 'consoles'>;

/** What became of an item. */
export type WriteAnswer =
  /** `number`: of the incident, where it was raised. `seen`: where that is another state than the one it was decided in. */
  | { readonly outcome: 'written'; readonly number: number | null; readonly seen: ProvenAt | null }
  /** What it was decided on has changed; nothing was written. `fresh`, of an alert: its facts and incidents as they are now. */
  | { readonly outcome: 'changed'; readonly deliveries: readonly KnownDelivery[] | null; readonly fresh: unknown }
  /** Another transaction holds the lock of its subject; the caller decides anew, and then waits for the lock. */
  | { readonly outcome: 'busy' };

interface AnswerRow {
  /** Position of the item in the batch. */
  readonly n: number;
  readonly outcome: WriteAnswer['outcome'];
  readonly number: string | null;
  readonly deliveries: readonly KnownDelivery[] | null;
  /** Of what changed: facts and incidents as they are now. Of what was written: {@link ProvenAt}, or nothing. */
  readonly fresh: unknown;
}

interface Waiting {
  readonly item: WriteItem;
  readonly done: (answer: WriteAnswer) => void;
  readonly failed: (error: unknown) => void;
}

/** While so many statements are in flight, further items wait and share the next one; below that an item is sent at once. */
const MAX_IN_FLIGHT = 2;
const MAX_BATCH_SIZE = 32;

/**
 * Group commit: items that are decided while statements are in flight share the next statement and its commit. When a batch fails, each of its
 * items is sent once more alone, so that one bad item does not fail the others. After a lost connection none is: whether they are written is unknown.
 */
export class WriteBatches {
  private readonly waiting: Waiting[] = [];
  private inFlight = 0;

  constructor(
    private readonly pool: Queryable,
    private readonly isStored: (policyKey: string) => boolean,
  ) {}

  write(item: WriteItem): Promise<WriteAnswer> {
    return new Promise((done, failed) => {
      this.waiting.push({ item, done, failed });
      this.sendWaiting();
    });
  }

  /** A statement of its own, outside the limit, that waits for the lock of its subject; no other item is delayed by it. */
  async writePatiently(item: WriteItem): Promise<WriteAnswer> {
    const [answer] = await this.execute([item], true);
    if (answer === undefined) throw new Error('a statement answered nothing');
    return answer;
  }

  private sendWaiting(): void {
    while (this.inFlight < MAX_IN_FLIGHT && this.waiting.length > 0) {
      const batch = this.waiting.splice(0, MAX_BATCH_SIZE);
      this.inFlight += 1;
      void this.writeAll(batch).finally(() => {
        this.inFlight -= 1;
        this.sendWaiting();
      });
    }
  }

  private async writeAll(batch: readonly Waiting[]): Promise<void> {
    try {
      const answers = await this.execute(
        batch.map(({ item }) => item),
        false,
      );
      for (const [n, { done, failed }] of batch.entries()) {
        const answer = answers[n];
        if (answer === undefined) failed(new Error('a statement answered nothing for an item'));
        else done(answer);
      }
    } catch (error) {
      if (batch.length === 1 || isConnectionLost(error)) for (const { failed } of batch) failed(error);
      else for (const one of batch) await this.writeAll([one]);
    }
  }

  private async execute(items: readonly WriteItem[], patient: boolean): Promise<readonly WriteAnswer[]> {
    const rows = await this.pool.query<AnswerRow[]>('select * from incidents_write($1::jsonb, $2, $3)', [
      toPgJson(writeRequestOf(items, this.isStored)),
      [...new Set(items.map(({ subject }) => toPgText(subject)))],
      patient,
    ]);
    const answers: WriteAnswer[] = [];
    for (const { n, outcome, number, deliveries, fresh } of rows)
      answers[n] =
        outcome === 'written'
          ? { outcome, number: number === null ? null : Number(number), seen: fresh as ProvenAt | null }
          : outcome === 'changed'
            ? { outcome, deliveries, fresh }
            : { outcome };
    return answers;
  }
}
