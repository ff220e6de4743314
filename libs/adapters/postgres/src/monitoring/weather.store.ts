import type { AccountId, Instant, RegionId } from '@silverbell/kernel';
import type { DataSource } from 'typeorm';
import type { Queryable } from '../connection/command-pool.js';
import { regionAndAbove } from '../people/region.sql.js';
import { RegionWeatherRow } from './weather.entity.js';

export interface Weather {
  readonly regionId: RegionId;
  readonly temperatureC: number;
  readonly observedAt: Instant;
  readonly source: string;
}

/** Observations of thermometers and weather services, as they were posted; a second one of the same time replaces the first. */
export class PostgresWeatherStore {
  constructor(private readonly source: DataSource) {}

  async observe(weather: Weather, by: AccountId, now: Instant): Promise<void> {
    const key = ['regionId', 'observedAt'];
    await this.source.manager.upsert(RegionWeatherRow, { ...weather, setBy: by, setAt: now }, key);
  }
}

/** The newest of the nearest region that has one no older than `since`; `null`: unknown. Read on the path of an alert. */
export async function weatherAt(
  source: Queryable,
  regionId: RegionId,
  since: Instant,
  now: Instant,
): Promise<Weather | null> {
  const rows = await source.query<Weather[]>(
    `select w.region_id as "regionId", w.temperature_c::double precision as "temperatureC",
       ms_of(w.observed_at)::double precision as "observedAt", w.source
     from ${regionAndAbove('$1')} join region_weather w on w.region_id = up.id
     where w.observed_at > instant_of($2) and w.observed_at <= instant_of($3) order by up.depth, w.observed_at desc limit 1`,
    [regionId, since, now],
  );
  return rows[0] ?? null;
}
