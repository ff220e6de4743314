import type { KnownDelivery } from '@silverbell/usecases';
import type { Queryable } from '../connection/command-pool.js';
import { isConnectionLost } from '../connection/failures.js';
import { toPgJson } from '../connection/to-pg-json.js';
import { writeRequestOf, type WriteItem } from './write-request.js';

export interface FileState {
  readonly version: string;
  readonly consoles: string;
}

/** What became of an item. */
export type WriteAnswer =
  /** `seen`: the state of the file in which it was found to be true. */
  | { readonly outcome: 'written'; readonly number: number; readonly seen: FileState }
  /** It was decided on something that has changed; `fresh`, of an alert: everything it is decided on, as it is now. */
  | { readonly outcome: 'changed'; readonly deliveries: readonly KnownDelivery[] | null; readonly fresh: unknown }
  | { readonly outcome: 'busy' };

interface AnswerRow {
  readonly n: number;
  readonly outcome: WriteAnswer['outcome'];
  readonly number: string | null;
  readonly deliveries: readonly KnownDelivery[] | null;
  readonly fresh: unknown;
}

interface Waiting {
  readonly item: WriteItem;
  readonly done: (answer: WriteAnswer) => void;
  readonly failed: (error: unknown) => void;
}

/** While so many statements are under way, what comes gathers for the next one. What comes alone leaves at once. */
const UNDER_WAY = 2;
const MOST_TOGETHER = 32;

/**
 * What was decided while a statement is under way shares the next one, and its commit. An item that the database refuses is tried once more
 * by itself, so that a failure of one does not affect the others; a broken connection concerns all, and whether they are written is unknown.
 */
export class WriteBatches {
  private readonly waiting: Waiting[] = [];
  private underWay = 0;

  constructor(
    private readonly lane: Queryable,
    private readonly isStored: (policyKey: string) => boolean,
  ) {}

  write(item: WriteItem): Promise<WriteAnswer> {
    return new Promise((done, failed) => {
      this.waiting.push({ item, done, failed });
      this.leave();
    });
  }

  /** Runs alone and waits for the lock on its subject; nothing waits for it. */
  async writePatiently(item: WriteItem): Promise<WriteAnswer> {
    const [answer] = await this.ask([item], true);
    if (answer === undefined) throw new Error('a statement answered nothing');
    return answer;
  }

  private leave(): void {
    while (this.underWay < UNDER_WAY && this.waiting.length > 0) {
      const batch = this.waiting.splice(0, MOST_TOGETHER);
      this.underWay += 1;
      void this.writeAll(batch).finally(() => {
        this.underWay -= 1;
        this.leave();
      });
    }
  }

  private async writeAll(batch: readonly Waiting[]): Promise<void> {
    try {
      const answers = await this.ask(
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

  private async ask(items: readonly WriteItem[], patient: boolean): Promise<readonly WriteAnswer[]> {
    const rows = await this.lane.query<AnswerRow[]>('select * from incidents_write($1::jsonb, $2)', [
      toPgJson(writeRequestOf(items, this.isStored)),
      patient,
    ]);
    const answers: WriteAnswer[] = [];
    for (const { n, outcome, number, deliveries, fresh } of rows)
      answers[n] =
        outcome === 'written'
          ? { outcome, number: Number(number ?? 0), seen: fresh as FileState }
          : outcome === 'changed'
            ? { outcome, deliveries, fresh }
            : { outcome };
    return answers;
  }
}
