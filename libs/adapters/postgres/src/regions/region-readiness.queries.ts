import { instant, type Instant, type RegionId } from '@silverbell/kernel';
import type { RegionCounts } from '@silverbell/usecases';
import type { DataSource } from 'typeorm';

/** Figures for the question what is missing before an alert of a region is answered. */
export class RegionReadinessQueries {
  constructor(private readonly source: DataSource) {}

  counts(regionIds: readonly RegionId[]): Promise<readonly RegionCounts[]> {
    return this.source.query(
      `select r.id, r.parent_id as "parentId", r.deactivated_at is null as active,
         (select count(*)::int from home h where h.region_id = r.id) as homes,
         (select count(*)::int from senior s join home h on h.id = s.home_id where h.region_id = r.id and s.status in ('active', 'suspended')) as seniors,
         (select count(*)::int from helper p where p.region_id = r.id and p.suspended_at is null) as helpers,
         (select count(*)::int from device d where d.region_id = r.id and d.status = 'active') as devices
       from region r where r.id = any ($1) order by r.level_no, r.id`,
      [regionIds],
    );
  }

  /** Active facilities and duty seats of each region alone. */
  async facilitiesAndSeats(
    regionIds: readonly RegionId[],
  ): Promise<readonly { readonly id: RegionId; readonly facilities: number; readonly seats: number }[]> {
    return this.source.query(
      `select r.id,
         (select count(*)::int from facility f where f.region_id = r.id and f.active) as facilities,
         (select count(*)::int from duty_seat s where s.region_id = r.id and s.active) as seats
       from region r where r.id = any ($1)`,
      [regionIds],
    );
  }

  /** When the first alert of these regions was received. */
  async firstPressAt(regionIds: readonly RegionId[]): Promise<Instant | null> {
    const rows: { at: Date | null }[] = await this.source.query(
      `select min(raised_at) as at from incident where region_id = any ($1) and family in ('emergency', 'test')`,
      [regionIds],
    );
    const at = rows[0]?.at ?? null;
    return at && instant(at.getTime());
  }
}
