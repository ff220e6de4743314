import { isRefusal } from '@silverbell/kernel';
import type { RegistryCommand, RegistryResult, RegistryWritten } from '@silverbell/usecases';
import type { Refusal } from '@silverbell/kernel';
import type { DataSource, EntityManager } from 'typeorm';
import type { PostgresAuditLog } from '../privacy/audit-log.store.js';
import { writeOnce } from './write-once.js';

/** One change of the registry in one transaction, with the record of its key and its entry in the audit log. */
export function registryWrite(
  source: DataSource,
  audit: PostgresAuditLog,
  { by, at, idempotency, toldOnce = false }: RegistryCommand,
  work: (manager: EntityManager) => Promise<RegistryWritten | Refusal>,
): RegistryResult {
  return writeOnce(source, { idempotency, now: at, toldOnce }, async (runner): Promise<{ id: string } | Refusal> => {
    const written = await work(runner.manager);
    if (isRefusal(written)) return written;
    if (written.audit !== null) await audit.within(runner).append({ ...written.audit, actor: by, at });
    return { id: written.id };
  });
}
