import { as, geoPoint, type AccountId, type Refusal, type RegionId } from '@silverbell/kernel';
import type {
  FacilityFile,
  FacilityTransaction,
  RegistryCommand,
  RegistryResult,
  RegistryStore,
  RegistryWritten,
} from '@silverbell/usecases';
import { Between, In, Like, MoreThan, type DataSource, type EntityManager } from 'typeorm';
import { registryWrite } from '../connection/registry-write.js';
import { FacilityRow } from '../people/place.entity.js';
import type { PostgresAuditLog } from '../privacy/audit-log.store.js';
import { regionForNewRow } from './region-for-new-row.js';
import { containing, type RegistryList } from './registry-list.js';

/** Sides in degrees, WGS-84; one that is left out is the end of the earth. */
export interface MapPart {
  readonly south?: number | undefined;
  readonly west?: number | undefined;
  readonly north?: number | undefined;
  readonly east?: number | undefined;
}

export interface FacilityCount {
  readonly regionId: string;
  readonly type: string;
  readonly count: number;
}

/** Facilities over PostgreSQL. */
export class PostgresFacilityStore implements RegistryStore<FacilityTransaction> {
  constructor(
    private readonly source: DataSource,
    private readonly audit: PostgresAuditLog,
  ) {}

  write(
    command: RegistryCommand,
    work: (tx: FacilityTransaction) => Promise<RegistryWritten | Refusal>,
  ): RegistryResult {
    return registryWrite(this.source, this.audit, command, async (manager) => {
      // One at a time: two that each look right could close a cycle of hubs and spokes together.
      await manager.query(`select pg_advisory_xact_lock(hashtext('silverbell.facilities'))`);
      return work(new PostgresFacilityTransaction(manager));
    });
  }

  async byId(id: string): Promise<FacilityFile | null> {
    const row = await this.source.manager.findOneBy(FacilityRow, { id });
    return row && facilityOf(row);
  }

  async page({ regionIds, q, cursor, take }: RegistryList): Promise<readonly FacilityFile[]> {
    const rows = await this.source.manager.find(FacilityRow, {
      where: {
        regionId: In([...regionIds]),
        ...(q === undefined ? {} : { name: Like(containing(q)) }),
        ...(cursor === undefined ? {} : { id: MoreThan(cursor) }),
      },
      order: { id: 'ASC' },
      take,
    });
    return rows.map(facilityOf);
  }

  /** Active ones with a position, in a part of the map. */
  async onMap(
    regionIds: readonly string[],
    { south = -90, west = -180, north = 90, east = 180 }: MapPart,
    take: number,
  ): Promise<readonly FacilityFile[]> {
    const rows = await this.source.manager.find(FacilityRow, {
      where: { regionId: In([...regionIds]), active: true, lat: Between(south, north), lng: Between(west, east) },
      order: { id: 'ASC' },
      take,
    });
    return rows.map(facilityOf);
  }

  /** How many active ones of each type each of these regions has. */
  async counts(regionIds: readonly string[]): Promise<readonly FacilityCount[]> {
    return this.source.query(
      `select region_id as "regionId", type, count(*)::int as count from facility where active and region_id = any ($1)
       group by region_id, type order by region_id, type`,
      [regionIds],
    );
  }
}

class PostgresFacilityTransaction implements FacilityTransaction {
  constructor(private readonly manager: EntityManager) {}

  region(id: RegionId): ReturnType<FacilityTransaction['region']> {
    return regionForNewRow(this.manager, id);
  }

  async facility(id: string): Promise<FacilityFile | null> {
    const row = await this.manager.findOne(FacilityRow, { where: { id }, lock: { mode: 'pessimistic_write' } });
    return row && facilityOf(row);
  }

  async chain(id: string): Promise<readonly string[]> {
    const rows: { id: string }[] = await this.manager.query(
      `with recursive up (id, parent_id) as (
         select id, parent_id from facility where id = $1
         union select f.id, f.parent_id from up join facility f on f.id = up.parent_id
       ) select id from up`,
      [id],
    );
    return rows.map((row) => row.id);
  }

  async insert(facility: FacilityFile): Promise<void> {
    await this.manager.insert(FacilityRow, rowOf(facility));
  }

  async update(facility: FacilityFile): Promise<void> {
    await this.manager.update(FacilityRow, { id: facility.id }, rowOf(facility));
  }
}

const facilityOf = ({ lat, lng, regionId, changedBy, ...row }: FacilityRow): FacilityFile => ({
  ...row,
  regionId: as<RegionId>(regionId),
  position: lat === null || lng === null ? null : geoPoint(lat, lng),
  changedBy: changedBy === null ? null : as<AccountId>(changedBy),
});

const rowOf = ({ position, functions, ...facility }: FacilityFile): FacilityRow => ({
  ...facility,
  functions: [...functions],
  lat: position?.lat ?? null,
  lng: position?.lng ?? null,
});
