import { as, type Refusal, type RegionId } from '@silverbell/kernel';
import type {
  RegistryCommand,
  RegistryResult,
  RegistryStore,
  RegistryWritten,
  SettingFile,
  SettingTransaction,
} from '@silverbell/usecases';
import { In, Not, type DataSource, type QueryDeepPartialEntity } from 'typeorm';
import { registryWrite } from '../connection/registry-write.js';
import { RegionSettingRow } from '../people/place.entity.js';
import type { PostgresAuditLog } from '../privacy/audit-log.store.js';

/** Dated settings of regions as people read and write them. */
export class PostgresSettingRegistry implements RegistryStore<SettingTransaction> {
  constructor(
    private readonly source: DataSource,
    private readonly audit: PostgresAuditLog,
  ) {}

  write(
    command: RegistryCommand,
    work: (tx: SettingTransaction) => Promise<RegistryWritten | Refusal>,
  ): RegistryResult {
    return registryWrite(this.source, this.audit, command, (manager) =>
      work({
        set: async (setting) => {
          const row = setting as QueryDeepPartialEntity<RegionSettingRow>;
          await manager.upsert(RegionSettingRow, row, ['regionId', 'key', 'validFrom']);
        },
      }),
    );
  }

  /** Of a region and of those above it; without the drawn map, which is no setting to be read. */
  async above(
    regionId: RegionId,
  ): Promise<{ readonly chain: readonly RegionId[]; readonly settings: readonly SettingFile[] }> {
    const [row]: { chain: RegionId[] }[] = await this.source.query('select region_chain($1) as chain', [regionId]);
    const chain = row?.chain ?? [];
    const rows = await this.source.manager.findBy(RegionSettingRow, { regionId: In(chain), key: Not('basemap') });
    return { chain, settings: rows.map((one) => ({ ...one, regionId: as<RegionId>(one.regionId) })) };
  }
}
