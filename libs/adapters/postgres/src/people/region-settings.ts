import type { Instant, RegionId } from '@silverbell/kernel';
import type { Asks } from '../lane.js';
import type { Settings } from './policy.js';

/** The dated settings of a region and of those above it, as they are in force. */
export class PostgresRegionSettings {
  constructor(private readonly source: Asks) {}

  async of(regionId: RegionId, now: Instant): Promise<Settings> {
    const [row] = await this.source.query<{ settings: Settings | null }[]>(
      'select region_settings(region_chain($1), instant_of($2)) as settings',
      [regionId, now],
    );
    return row?.settings ?? {};
  }
}
