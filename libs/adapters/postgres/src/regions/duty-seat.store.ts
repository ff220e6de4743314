import { as, type AccountId, type RegionId, type Refusal } from '@silverbell/kernel';
import type {
  DutySeatFile,
  DutySeatTransaction,
  RegionFile,
  RegistryCommand,
  RegistryResult,
  RegistryStore,
  RegistryWritten,
} from '@silverbell/usecases';
import { In, Like, MoreThan, type DataSource, type EntityManager } from 'typeorm';
import { registryWrite } from '../connection/registry-write.js';
import { DutySeatRow } from '../people/account.entity.js';
import type { PostgresAuditLog } from '../privacy/audit-log.store.js';
import { regionForNewRow } from './region-for-new-row.js';
import { containing, type RegistryList } from './registry-list.js';

/** Duty seats over PostgreSQL. */
export class PostgresDutySeatStore implements RegistryStore<DutySeatTransaction> {
  constructor(
    private readonly source: DataSource,
    private readonly audit: PostgresAuditLog,
  ) {}

  write(
    command: RegistryCommand,
    work: (tx: DutySeatTransaction) => Promise<RegistryWritten | Refusal>,
  ): RegistryResult {
    return registryWrite(this.source, this.audit, command, async (manager) => {
      // One at a time: of two that leave the same rung at once, the second must see that it is the last.
      await manager.query(`select pg_advisory_xact_lock(hashtext('silverbell.duty-seats'))`);
      return work(new PostgresDutySeatTransaction(manager));
    });
  }

  async byId(id: string): Promise<DutySeatFile | null> {
    const row = await this.source.manager.findOneBy(DutySeatRow, { id });
    return row && seatOf(row);
  }

  async page({ regionIds, q, cursor, take }: RegistryList): Promise<readonly DutySeatFile[]> {
    const rows = await this.source.manager.find(DutySeatRow, {
      where: {
        regionId: In([...regionIds]),
        ...(q === undefined ? {} : { personName: Like(containing(q)) }),
        ...(cursor === undefined ? {} : { id: MoreThan(cursor) }),
      },
      order: { id: 'ASC' },
      take,
    });
    return rows.map(seatOf);
  }

  async of(regionIds: readonly RegionId[]): Promise<readonly DutySeatFile[]> {
    const rows = await this.source.manager.find(DutySeatRow, {
      where: { regionId: In([...regionIds]) },
      order: { id: 'ASC' },
    });
    return rows.map(seatOf);
  }
}

class PostgresDutySeatTransaction implements DutySeatTransaction {
  constructor(private readonly manager: EntityManager) {}

  region(id: RegionId): Promise<Pick<RegionFile, 'id' | 'deactivated'> | null> {
    return regionForNewRow(this.manager, id);
  }

  async seat(id: string): Promise<DutySeatFile | null> {
    const row = await this.manager.findOneBy(DutySeatRow, { id });
    return row && seatOf(row);
  }

  seatsAbove(id: RegionId): Promise<readonly DutySeatFile[]> {
    return seatsAbove(this.manager, id);
  }

  async insert(seat: DutySeatFile): Promise<void> {
    await this.manager.insert(DutySeatRow, rowOf(seat));
  }

  async update(seat: DutySeatFile): Promise<void> {
    await this.manager.update(DutySeatRow, { id: seat.id }, rowOf(seat));
  }
}

async function seatsAbove(manager: EntityManager, regionId: string): Promise<readonly DutySeatFile[]> {
  const [row]: { chain: string[] }[] = await manager.query('select region_chain($1) as chain', [regionId]);
  const rows = await manager.find(DutySeatRow, { where: { regionId: In(row?.chain ?? []) }, order: { id: 'ASC' } });
  return rows.map(seatOf);
}

const seatOf = ({ personName, regionId, changedBy, ...row }: DutySeatRow): DutySeatFile => ({
  ...row,
  name: personName,
  regionId: as<RegionId>(regionId),
  changedBy: changedBy === null ? null : as<AccountId>(changedBy),
});

const rowOf = ({ name, ...seat }: DutySeatFile): DutySeatRow => ({ ...seat, personName: name });
