import type { AccountId, Instant, RegionId } from '@silverbell/kernel';
import type { Queryable } from '../connection/command-pool.js';
import { regionAndAbove } from '../people/region.sql.js';

export interface Weather {
  readonly regionId: RegionId;
  readonly temperatureC: number;
  readonly observedAt: Instant;
  readonly source: string;
}

/** Readings of thermometers and weather services, as they were posted. */
export class PostgresWeatherStore {
  constructor(private readonly source: Queryable) {}

  async observe({ regionId, temperatureC, observedAt, source }: Weather, by: AccountId, now: Instant): Promise<void> {
    await this.source.query(
      `insert into region_weather (region_id, observed_at, temperature_c, source, set_by, set_at)
       values ($1, instant_of($2), $3, $4, $5, instant_of($6))
       on conflict (region_id, observed_at) do update set temperature_c = excluded.temperature_c, source = excluded.source,
         set_by = excluded.set_by, set_at = excluded.set_at`,
      [regionId, observedAt, temperatureC, source, by, now],
    );
  }

  /** The newest of the nearest region that has one no older than `since`; `null`: unknown. */
  async at(regionId: RegionId, since: Instant, now: Instant): Promise<Weather | null> {
    const rows: Weather[] = await this.source.query(
      `select w.region_id as "regionId", w.temperature_c::double precision as "temperatureC",
         ms_of(w.observed_at)::double precision as "observedAt", w.source
       from ${regionAndAbove('$1')} join region_weather w on w.region_id = up.id
       where w.observed_at > instant_of($2) and w.observed_at <= instant_of($3) order by up.depth, w.observed_at desc limit 1`,
      [regionId, since, now],
    );
    return rows[0] ?? null;
  }
}
