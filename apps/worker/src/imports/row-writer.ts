import { OnFileQueries, PostgresAuditLog, type AcceptedRow, type RowOutcome } from '@silverbell/adapter-postgres';
import { as, dateIn, isRefusal, type AccountId, type RegionId } from '@silverbell/kernel';
import { faultOfRefusal, type ImportJob, type MadeRecord, type RegistryCommand } from '@silverbell/usecases';
import { randomUUID } from 'node:crypto';
import type { DataSource, QueryRunner } from 'typeorm';
import type { WorkerDeps } from '../worker.js';

/** Writes the rows of one batch, through the use cases that HTTP writes with. */
export interface RowWriter {
  /** Rows taken together in one transaction, at most. */
  readonly batch: number;
  /** All rows of a file in one transaction, whatever happens meanwhile. */
  readonly isWhole?: true;
  write(rows: readonly AcceptedRow[], batch: WriteBatch): Promise<readonly RowOutcome[]>;
}

/** What one run of the worker remembers of an import from batch to batch. */
export interface ImportMemory {
  /** Everything it may write to. */
  readonly regionIds: readonly RegionId[];
}

interface Transaction {
  readonly shared: DataSource;
  readonly runner: QueryRunner;
}

/** What a batch writes with: its transaction, and whose hand it is. */
export class WriteBatch {
  readonly audit: PostgresAuditLog;
  readonly onFile: OnFileQueries;
  readonly newId = randomUUID;

  constructor(
    readonly deps: WorkerDeps,
    readonly job: ImportJob,
    readonly memory: ImportMemory,
    private readonly transaction: Transaction,
  ) {
    this.audit = new PostgresAuditLog(transaction.runner, deps.secret);
    this.onFile = new OnFileQueries(transaction.runner);
  }

  /** The same within a savepoint. */
  inside(transaction: Transaction): WriteBatch {
    return new WriteBatch(this.deps, this.job, this.memory, transaction);
  }

  /** A store over it opens a savepoint where it would open a transaction. */
  get shared(): DataSource {
    return this.transaction.shared;
  }

  get runner(): QueryRunner {
    return this.transaction.runner;
  }

  get command(): RegistryCommand {
    return { by: this.job.committedBy ?? as<AccountId>(this.job.createdBy), at: this.deps.clock.now() };
  }

  get today(): string {
    return dateIn(this.deps.timeZone, this.deps.clock.now());
  }
}

/** A row that was refused by the registry; nothing of it is written. */
export class RowRefused extends Error {
  constructor(readonly refused: string) {
    super(`refused: ${refused}`);
  }
}

export const idOrRefused = (result: { readonly id: string } | { readonly refused: string }): string => {
  if (isRefusal(result) || !('id' in result)) throw new RowRefused('refused' in result ? result.refused : 'refused');
  return result.id;
};

/** What became of a row whose writing is `work`: it throws {@link RowRefused} for an expected no. */
export async function rowOutcome(no: number, work: () => Promise<readonly MadeRecord[]>): Promise<RowOutcome> {
  try {
    return writtenRow(no, await work());
  } catch (error) {
    if (error instanceof RowRefused) return refusedRow(no, error.refused);
    throw error;
  }
}

export const refusedRow = (no: number, refused: string): RowOutcome => ({
  ...{ no, state: 'rejected', faults: [{ column: null, code: faultOfRefusal(refused) }] },
});
export const writtenRow = (no: number, made: readonly MadeRecord[]): RowOutcome =>
  made.length === 0 ? { no, state: 'unchanged' } : { no, state: 'written', made };
