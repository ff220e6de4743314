import { as, type AccountId, type Refusal, type RegionId } from '@silverbell/kernel';
import type {
  EmergencyNumberFile,
  EmergencyNumberTransaction,
  RegistryCommand,
  RegistryResult,
  RegistryStore,
  RegistryWritten,
} from '@silverbell/usecases';
import type { EmergencyService } from '@silverbell/vocabulary';
import { In, type DataSource, type EntityManager } from 'typeorm';
import { registryWrite } from '../connection/registry-write.js';
import { EmergencyNumberRow } from '../people/account.entity.js';
import type { PostgresAuditLog } from '../privacy/audit-log.store.js';

/** Direct numbers of 120, 119, 110 and the utilities over PostgreSQL. */
export class PostgresEmergencyNumberStore implements RegistryStore<EmergencyNumberTransaction> {
  constructor(
    private readonly source: DataSource,
    private readonly audit: PostgresAuditLog,
  ) {}

  write(
    command: RegistryCommand,
    work: (tx: EmergencyNumberTransaction) => Promise<RegistryWritten | Refusal>,
  ): RegistryResult {
    return registryWrite(this.source, this.audit, command, (manager) =>
      work(new PostgresEmergencyNumberTransaction(manager)),
    );
  }

  /** Of a region and of those above it. */
  async above(regionId: RegionId): Promise<{
    readonly chain: readonly RegionId[];
    readonly numbers: readonly EmergencyNumberFile[];
  }> {
    const [row]: { chain: RegionId[] }[] = await this.source.query('select region_chain($1) as chain', [regionId]);
    const chain = row?.chain ?? [];
    return { chain, numbers: await this.of(chain) };
  }

  async of(regionIds: readonly RegionId[]): Promise<readonly EmergencyNumberFile[]> {
    const rows = await this.source.manager.findBy(EmergencyNumberRow, { regionId: In([...regionIds]) });
    return rows.map(numberOf);
  }
}

class PostgresEmergencyNumberTransaction implements EmergencyNumberTransaction {
  constructor(private readonly manager: EntityManager) {}

  async own(regionId: RegionId): Promise<readonly EmergencyNumberFile[]> {
    const rows = await this.manager.find(EmergencyNumberRow, {
      where: { regionId },
      order: { service: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
    return rows.map(numberOf);
  }

  async set({ regionId, service, number, checkedAt }: EmergencyNumberFile, by: AccountId): Promise<void> {
    const checkedBy = checkedAt === null ? null : by;
    await this.manager.upsert(EmergencyNumberRow, { regionId, service, number, checkedAt, changedBy: by, checkedBy }, [
      'regionId',
      'service',
    ]);
  }

  async remove(regionId: RegionId, service: EmergencyService): Promise<void> {
    await this.manager.delete(EmergencyNumberRow, { regionId, service });
  }
}

const numberOf = ({ regionId, service, number, checkedAt }: EmergencyNumberRow): EmergencyNumberFile => ({
  ...{ regionId: as<RegionId>(regionId), service, number, checkedAt },
});
