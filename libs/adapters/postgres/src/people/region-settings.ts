import type { Instant, RegionId } from '@silverbell/kernel';
import type { Queryable } from '../connection/command-pool.js';
import type { Settings } from '@silverbell/usecases';
import { climb } from './region.sql.js';

/**
 * The dated settings of a region and of those above it whose names begin with `prefix`, as they are in force: the nearest region that
 * says something wins. What decides an alert is read with its other facts (`region_rows`).
 */
export class PostgresRegionSettingStore {
  constructor(private readonly source: Queryable) {}

  async of(regionId: RegionId, prefix: string, now: Instant): Promise<Settings> {
    const rows = await this.source.query<{ key: string; value: unknown }[]>(
      `with recursive ${climb('$1')}
       select distinct on (s.key) s.key, s.value from up join region_setting s on s.region_id = up.id
       where starts_with(s.key, $2) and s.valid_from <= instant_of($3) order by s.key, up.depth, s.valid_from desc`,
      [regionId, prefix, now],
    );
    return Object.fromEntries(rows.map(({ key, value }) => [key, value]));
  }
}
