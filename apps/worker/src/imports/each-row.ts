import { inSharedTransaction, type AcceptedRow, type RowOutcome } from '@silverbell/adapter-postgres';
import type { MadeRecord } from '@silverbell/usecases';
import { RowRefused, refusedRow, writtenRow, WriteBatch, type RowWriter } from './row-writer.js';

/** Rows of one transaction: few, so that a person who edits the same record does not wait for long. */
const BATCH = 50;

/** Writes row by row, each in its savepoint: of a row that is refused nothing stays, of the others all. */
export const eachRow = <Draft>(
  write: (draft: Draft, batch: WriteBatch) => Promise<readonly MadeRecord[]>,
): RowWriter => ({
  batch: BATCH,
  write: async (rows, batch) => {
    const outcomes: RowOutcome[] = [];
    for (const row of rows) outcomes.push(await one(row, batch, write));
    return outcomes;
  },
});

async function one<Draft>(
  { no, draft }: AcceptedRow,
  { deps, job, memory, shared }: WriteBatch,
  write: (draft: Draft, batch: WriteBatch) => Promise<readonly MadeRecord[]>,
): Promise<RowOutcome> {
  try {
    return await inSharedTransaction(shared, async (inner, runner) =>
      writtenRow(no, await write(draft as Draft, new WriteBatch(deps, job, memory, { shared: inner, runner }))),
    );
  } catch (error) {
    if (error instanceof RowRefused) return refusedRow(no, error.refused);
    throw error;
  }
}
