import { as, type AccountId, type RegionId, type Refusal } from '@silverbell/kernel';
import type {
  Boundary,
  RegionFile,
  RegionTransaction,
  RegionUse,
  RegistryCommand,
  RegistryResult,
  RegistryStore,
  RegistryWritten,
} from '@silverbell/usecases';
import { In, type DataSource, type EntityManager, type QueryDeepPartialEntity } from 'typeorm';
import { registryWrite } from '../connection/registry-write.js';
import { RegionRow } from '../people/place.entity.js';
import { anyRegionBelow } from '../people/region.sql.js';
import type { PostgresAuditLog } from '../privacy/audit-log.store.js';
import { centreOf, deactivationOf } from './region.rows.js';

/** Regions over PostgreSQL. */
export class PostgresRegionStore implements RegistryStore<RegionTransaction> {
  constructor(
    private readonly source: DataSource,
    private readonly audit: PostgresAuditLog,
  ) {}

  write(command: RegistryCommand, work: (tx: RegionTransaction) => Promise<RegistryWritten | Refusal>): RegistryResult {
    return registryWrite(this.source, this.audit, command, async (manager) => {
      // One at a time: two moves that each look right could close a cycle together.
      await manager.query(`select pg_advisory_xact_lock(hashtext('silverbell.regions'))`);
      return work(new PostgresRegionTransaction(manager));
    });
  }

  async byId(id: string): Promise<RegionFile | null> {
    const row = await this.source.manager.findOneBy(RegionRow, { id });
    return row && regionOf(row);
  }

  async byIds(ids: readonly string[]): Promise<readonly RegionFile[]> {
    const rows = await this.source.manager.find(RegionRow, {
      where: { id: In([...ids]) },
      order: { levelNo: 'ASC', name: 'ASC', id: 'ASC' },
    });
    return rows.map(regionOf);
  }
}

class PostgresRegionTransaction implements RegionTransaction {
  constructor(private readonly manager: EntityManager) {}

  /** Locked until the end: what is put on file in a region waits until it is known whether the region stays. */
  async region(id: RegionId): Promise<RegionFile | null> {
    const row = await this.manager.findOne(RegionRow, { where: { id }, lock: { mode: 'pessimistic_write' } });
    return row && regionOf(row);
  }

  async chain(id: RegionId): Promise<readonly RegionId[]> {
    const [row]: { chain: RegionId[] }[] = await this.manager.query('select region_chain($1) as chain', [id]);
    return row?.chain ?? [];
  }

  async levelBelow(id: RegionId): Promise<number | null> {
    return this.manager.minimum(RegionRow, 'levelNo', { parentId: id });
  }

  async use(id: RegionId): Promise<RegionUse> {
    const [use]: RegionUse[] = await this.manager.query(
      `select (select count(*)::int from region where parent_id = $1 and deactivated_at is null) as regions,
         (select count(*)::int from home h where h.region_id = ${anyRegionBelow('$1')} and (
            not exists (select from senior s where s.home_id = h.id)
            or exists (select from senior s where s.home_id = h.id and s.status in ('active', 'suspended'))
            or exists (select from device d where d.home_id = h.id and d.status = 'active'))) as homes`,
      [id],
    );
    if (use === undefined) throw new Error('a count answered nothing');
    return use;
  }

  async insert(region: RegionFile): Promise<void> {
    await this.manager.insert(RegionRow, rowOf(region));
  }

  async update(region: RegionFile): Promise<void> {
    await this.manager.update(RegionRow, { id: region.id }, rowOf(region));
  }
}

const regionOf = (row: RegionRow): RegionFile => ({
  id: as<RegionId>(row.id),
  parentId: row.parentId === null ? null : as<RegionId>(row.parentId),
  ...{ levelNo: row.levelNo, levelName: row.levelName, name: row.name, version: row.version },
  centre: centreOf(row),
  boundary: row.boundary as Boundary | null,
  deactivated: deactivationOf(row),
  changedBy: row.changedBy === null ? null : as<AccountId>(row.changedBy),
});

const rowOf = ({ centre, deactivated, boundary, ...region }: RegionFile): QueryDeepPartialEntity<RegionRow> => ({
  ...region,
  boundary: boundary as QueryDeepPartialEntity<unknown>,
  ...{ centreLat: centre.lat, centreLng: centre.lng },
  deactivatedAt: deactivated?.at ?? null,
  deactivatedBy: deactivated?.by ?? null,
  deactivatedReason: deactivated?.reason ?? null,
});
