import {
  OnFileQueries,
  PostgresAuditLog,
  type AcceptedRow,
  type Queryable,
  type RowOutcome,
} from '@silverbell/adapter-postgres';
import { as, isRefusal, type AccountId, type RegionId } from '@silverbell/kernel';
import { faultOfRefusal, type ImportJob, type MadeRecord, type RegistryCommand } from '@silverbell/usecases';
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { WorkerDeps } from '../worker.js';

/** Writes the rows of one batch, through the use cases that HTTP writes with. */
export interface RowWriter {
  /** Rows taken together in one transaction. */
  readonly batch: number;
  write(rows: readonly AcceptedRow[], batch: WriteBatch): Promise<readonly RowOutcome[]>;
}

/** What one run of the worker remembers of an import from batch to batch. */
export interface ImportMemory {
  /** Everything it may write to. */
  readonly regionIds: readonly RegionId[];
  /** By region: homes by their address as it is compared. */
  readonly homes: Map<string, Map<string, string>>;
}

interface Transaction {
  readonly shared: DataSource;
  readonly runner: Queryable;
}

/** What a batch writes with: stores over one shared transaction, and whose hand it is. */
export class WriteBatch {
  readonly audit: PostgresAuditLog;
  readonly onFile: OnFileQueries;
  readonly newId = randomUUID;

  constructor(
    readonly deps: WorkerDeps,
    readonly job: ImportJob,
    readonly memory: ImportMemory,
    readonly transaction: Transaction,
  ) {
    this.audit = new PostgresAuditLog(transaction.runner, deps.secret);
    this.onFile = new OnFileQueries(transaction.runner);
  }

  get shared(): DataSource {
    return this.transaction.shared;
  }

  get command(): RegistryCommand {
    return { by: this.job.committedBy ?? as<AccountId>(this.job.createdBy), at: this.deps.clock.now() };
  }

  get today(): string {
    return new Date(this.deps.clock.now()).toLocaleDateString('sv-SE', { timeZone: this.deps.timeZone });
  }
}

/** A row that was refused by the registry; what it had begun is taken back by its savepoint. */
export class RowRefused extends Error {
  constructor(readonly refused: string) {
    super(`refused: ${refused}`);
  }
}

export const idOrRefused = (result: { readonly id: string } | { readonly refused: string }): string => {
  if (isRefusal(result) || !('id' in result)) throw new RowRefused('refused' in result ? result.refused : 'refused');
  return result.id;
};

export const refusedRow = (no: number, refused: string): RowOutcome => ({
  ...{ no, state: 'rejected', faults: [{ column: null, code: faultOfRefusal(refused) }] },
});
export const writtenRow = (no: number, made: readonly MadeRecord[]): RowOutcome =>
  made.length === 0 ? { no, state: 'unchanged' } : { no, state: 'written', made };
