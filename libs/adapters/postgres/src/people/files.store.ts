import type { Refusal } from '@silverbell/kernel';
import type {
  FilesTransaction,
  RegistryCommand,
  RegistryResult,
  RegistryStore,
  RegistryWritten,
} from '@silverbell/usecases';
import type { DataSource } from 'typeorm';
import { registryWrite } from '../connection/registry-write.js';
import type { PersonKeys } from '../crypto/person-keys.js';
import { SealedColumns } from '../crypto/sealed-columns.js';
import type { PostgresAuditLog } from '../privacy/audit-log.store.js';
import { PostgresFilesTransaction } from './files.transaction.js';

/** Homes and seniors as people write them. */
export class PostgresFileStore implements RegistryStore<FilesTransaction> {
  private readonly sealed: SealedColumns;

  constructor(
    private readonly source: DataSource,
    keys: PersonKeys,
    private readonly audit: PostgresAuditLog,
  ) {
    this.sealed = new SealedColumns(keys);
  }

  write(command: RegistryCommand, work: (tx: FilesTransaction) => Promise<RegistryWritten | Refusal>): RegistryResult {
    return registryWrite(this.source, this.audit, command, (manager) =>
      work(new PostgresFilesTransaction(manager, this.sealed)),
    );
  }
}
