import { isRefusal, type Instant, type Refusal } from '@silverbell/kernel';
import type { RegistryCommand, RegistryResult, RegistryStore, RegistryWritten } from '@silverbell/usecases';
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

/** The `write` of a store. `open` makes the store's transaction of the connection that writes, at the instant of the command. */
export const registryWriter =
  <Tx>(
    source: DataSource,
    audit: PostgresAuditLog,
    open: (manager: EntityManager, at: Instant) => Tx,
  ): RegistryStore<Tx>['write'] =>
  (command, work) =>
    registryWrite(source, audit, command, (manager) => work(open(manager, command.at)));
