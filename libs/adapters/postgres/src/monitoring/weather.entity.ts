import type { AccountId, Instant, RegionId } from '@silverbell/kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { InstantColumn } from '../connection/instant-column.js';

/** A temperature observed in a region, as it was posted. */
@Entity('region_weather')
export class RegionWeatherRow {
  @PrimaryColumn('text') regionId!: RegionId;
  @InstantColumn({ primary: true }) observedAt!: Instant;
  @Column('real', { name: 'temperature_c' }) temperatureC!: number;
  @Column('text') source!: string;
  @Column('text') setBy!: AccountId;
  @InstantColumn() setAt!: Instant;
}
