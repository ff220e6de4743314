import type { Instant, RegionId } from '@silverbell/kernel';
import { isFeatureOn, settingsInForce, type RegionRows, type Settings } from '@silverbell/usecases';
import type { PilotFeature } from '@silverbell/vocabulary';
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

  /** Whether a feature on trial is switched on in a region (CR-11). */
  async isOn(feature: PilotFeature, regionId: RegionId, now: Instant): Promise<boolean> {
    return isFeatureOn(await this.of(regionId, 'pilot.', now), feature);
  }

  /** The settings of several regions in one round trip. */
  async ofEach(regionIds: readonly string[], prefix: string, now: Instant): Promise<(regionId: string) => Settings> {
    const rows = await this.source.query<{ id: string; rows: SettingRows }[]>(
      'select id, setting_rows(id, $2) as rows from unnest($1::text[]) as asked (id)',
      [[...new Set(regionIds)], prefix],
    );
    const inForce = new Map(rows.map((row) => [row.id, settingsInForce(row.rows, now)]));
    return (regionId) => inForce.get(regionId) ?? {};
  }
}
