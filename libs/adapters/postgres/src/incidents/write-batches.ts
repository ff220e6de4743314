import type { KnownDelivery } from '@silverbell/usecases';
import type { Queryable } from '../connection/command-pool.js';
import { isConnectionLost } from '../connection/failures.js';
import { toPgJson, toPgText } from '../connection/to-pg-json.js';
import {
  deliveryOf,
  writeRequestOf,
  type DeliveryColumns,
  type ExpectedFacts,
  type WriteItem,
} from './write-request.js';

/** The state of the registry and of the connected consoles in which the facts of an alert were found to be unchanged. */
export type FactsVersion = Pick<ExpectedFacts, 'registryVersion' | 'consoles'>;

/** What became of an item. */
export type WriteResult =
  /** `number`: of an incident that was opened. `factsVersion`: where it differs from the one that the item expected. */
  | { readonly outcome: 'written'; readonly number: number | null; readonly factsVersion: FactsVersion | null }
  /** Something the item was decided on has changed; nothing was written. `reloaded`, of an alert: its row of `alerts_load` as it is now. */
  | { readonly outcome: 'changed'; readonly deliveries: readonly KnownDelivery[] | null; readonly reloaded: unknown }
  /** Another transaction holds the lock of the subject; the caller decides again, and then waits for the lock. */
  | { readonly outcome: 'busy' };

interface ResultRow {
  /** Position of the item in the batch. */
  readonly n: number;
  readonly outcome: WriteResult['outcome'];
  readonly number: string | null;
  readonly deliveries: readonly DeliveryColumns[] | null;
  /** Of what changed: the row of `alerts_load`. Of what was written: the present `version` and `consoles`, or nothing. */
  readonly fresh: unknown;
}

interface Waiting {
  readonly item: WriteItem;
  readonly done: (answer: WriteResult) => void;
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

  write(item: WriteItem): Promise<WriteResult> {
    return new Promise((done, failed) => {
      this.waiting.push({ item, done, failed });
      this.sendWaiting();
    });
  }

  /** A statement of its own, outside the limit, that waits for the lock of its subject; no other item is delayed by it. */
  async writeWaitingForLock(item: WriteItem): Promise<WriteResult> {
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

  private async execute(items: readonly WriteItem[], waitForLock: boolean): Promise<readonly WriteResult[]> {
    const rows = await this.pool.query<ResultRow[]>('select * from incidents_write($1::jsonb, $2, $3)', [
      toPgJson(writeRequestOf(items, this.isStored)),
      [...new Set(items.map(({ subject }) => toPgText(subject)))],
      waitForLock,
    ]);
    const answers: WriteResult[] = [];
    for (const row of rows) answers[row.n] = resultOf(row);
    return answers;
  }
}

function resultOf({ outcome, number, deliveries, fresh }: ResultRow): WriteResult {
  switch (outcome) {
    case 'written':
      return { outcome, number: number === null ? null : Number(number), factsVersion: factsVersionIn(fresh) };
    case 'changed':
      return { outcome, deliveries: deliveries?.map(deliveryOf) ?? null, reloaded: fresh };
    case 'busy':
      return { outcome };
  }
}

function factsVersionIn(fresh: unknown): FactsVersion | null {
  if (fresh === null) return null;
  const { version, consoles } = fresh as { readonly version: string; readonly consoles: string };
  return { registryVersion: version, consoles };
}
