import { inSharedTransaction } from '@silverbell/adapter-postgres';
import type { MadeRecord } from '@silverbell/usecases';
import { rowOutcome, WriteBatch, type RowWriter } from './row-writer.js';

/** Rows of one transaction: few, so that a person who edits the same record does not wait for long. */
const BATCH = 50;

/** For short lists: row by row, each in its savepoint, so that nothing stays of a row that is refused. */
export const eachRow = <Draft>(
  write: (draft: Draft, batch: WriteBatch) => Promise<readonly MadeRecord[]>,
): RowWriter => ({
  batch: BATCH,
  write: async (rows, batch) => {
    const outcomes = [];
    for (const { no, draft } of rows)
      outcomes.push(
        await rowOutcome(no, () =>
          inSharedTransaction(batch.shared, (shared, runner) =>
            write(draft as Draft, batch.inside({ shared, runner })),
          ),
        ),
      );
    return outcomes;
  },
});
