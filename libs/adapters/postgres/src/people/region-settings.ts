import type { Instant, RegionId } from '@silverbell/kernel';
import { settingsInForce, type RegionRows, type Settings } from '@silverbell/usecases';
import type { Queryable } from '../connection/command-pool.js';

export type SettingRows = Pick<RegionRows, 'chain' | 'settings'>;

/** Dated settings of regions. What decides an alert is read with its other facts (`region_rows`). */
export class PostgresRegionSettingStore {
  constructor(private readonly source: Queryable) {}

  /** Those in force in a region whose keys begin with `prefix`. */
  async of(regionId: RegionId, prefix: string, now: Instant): Promise<Settings> {
    const [row] = await this.source.query<{ rows: SettingRows }[]>('select setting_rows($1, $2) as rows', [
      regionId,
      prefix,
    ]);
    return row === undefined ? {} : settingsInForce(row.rows, now);
  }
}
