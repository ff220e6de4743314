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
import type { Queryable } from '../connection/command-pool.js';
import { registryWrite } from '../connection/registry-write.js';
import type { PersonKeys } from '../crypto/person-keys.js';
import { SealedColumns } from '../crypto/sealed-columns.js';
import { DutySeatRow } from '../people/account.entity.js';
import type { PostgresAuditLog } from '../privacy/audit-log.store.js';
import { regionForNewRow } from './region-for-new-row.js';
import { containing, type RegistryList } from './registry-list.js';

/** Duty seats over PostgreSQL. */
export class PostgresDutySeatStore implements RegistryStore<DutySeatTransaction> {
  private readonly sealed: SealedColumns;

  constructor(
    private readonly source: DataSource,
    private readonly audit: PostgresAuditLog,
    keys: PersonKeys,
  ) {
    this.sealed = new SealedColumns(keys);
  }

  write(
    command: RegistryCommand,
    work: (tx: DutySeatTransaction) => Promise<RegistryWritten | Refusal>,
  ): RegistryResult {
    return registryWrite(this.source, this.audit, command, async (manager) => {
      // One at a time: of two that leave the same rung at once, the second must see that it is the last.
      await manager.query(`select pg_advisory_xact_lock(hashtext('silverbell.duty-seats'))`);
      return work(new PostgresDutySeatTransaction(manager, this.sealed));
    });
  }

  async byId(id: string): Promise<DutySeatFile | null> {
    const row = await this.source.manager.findOneBy(DutySeatRow, { id });
    return row && ((await seatsOf(this.source, this.sealed, [row]))[0] ?? null);
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
    return seatsOf(this.source, this.sealed, rows);
  }

  async of(regionIds: readonly RegionId[]): Promise<readonly DutySeatFile[]> {
    const rows = await this.source.manager.find(DutySeatRow, {
      where: { regionId: In([...regionIds]) },
      order: { id: 'ASC' },
    });
    return seatsOf(this.source, this.sealed, rows);
  }
}

export class PostgresDutySeatTransaction implements DutySeatTransaction {
  constructor(
    private readonly manager: EntityManager,
    private readonly sealed: SealedColumns,
  ) {}

  region(id: RegionId): Promise<Pick<RegionFile, 'id' | 'deactivated'> | null> {
    return regionForNewRow(this.manager, id);
  }

  async seat(id: string): Promise<DutySeatFile | null> {
    const row = await this.manager.findOneBy(DutySeatRow, { id });
    return row && ((await seatsOf(this.manager, this.sealed, [row]))[0] ?? null);
  }

  async seatsAbove(id: RegionId): Promise<readonly DutySeatFile[]> {
    const [row]: { chain: string[] }[] = await this.manager.query('select region_chain($1) as chain', [id]);
    const rows = await this.manager.find(DutySeatRow, {
      where: { regionId: In(row?.chain ?? []) },
      order: { id: 'ASC' },
    });
    return seatsOf(this.manager, this.sealed, rows);
  }

  async insert(seat: DutySeatFile): Promise<void> {
    await this.manager.insert(DutySeatRow, await this.#rowOf(seat));
  }

  async update(seat: DutySeatFile): Promise<void> {
    await this.manager.update(DutySeatRow, { id: seat.id }, await this.#rowOf(seat));
  }

  async #rowOf({ name, voiceNumber, ...seat }: DutySeatFile): Promise<DutySeatRow> {
    const [number] = await this.sealed.sealNumbers(this.manager, [
      { column: COLUMN, rowId: seat.id, owner: 'registry', text: voiceNumber },
    ]);
    return {
      ...{
        ...seat,
        personName: name,
        voiceNumberSealed: number?.sealed ?? null,
        voiceNumberHash: number?.hash ?? null,
      },
    };
  }
}

const COLUMN = 'duty_seat.voice_number' as const;

async function seatsOf(
  db: Queryable,
  sealed: SealedColumns,
  rows: readonly DutySeatRow[],
): Promise<readonly DutySeatFile[]> {
  const numbers = await sealed.open(
    db,
    rows.map(({ id, voiceNumberSealed }) => ({ column: COLUMN, rowId: id, sealed: voiceNumberSealed })),
  );
  return rows.map(({ personName, regionId, changedBy, voiceNumberSealed: _, voiceNumberHash: __, ...row }, n) => ({
    ...row,
    name: personName,
    voiceNumber: numbers[n] ?? '',
    regionId: as<RegionId>(regionId),
    changedBy: changedBy === null ? null : as<AccountId>(changedBy),
  }));
}
