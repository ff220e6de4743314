import type { Instant } from '@silverbell/kernel';
import type { DeviceCapability, DeviceProfile, DeviceRole } from '@silverbell/vocabulary';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { InstantColumn } from '../connection/instant-column.js';

/** A product that can be bought: what it can do, and how long it may be silent. It belongs to no region. */
@Entity('device_model')
export class DeviceModelRow {
  @PrimaryColumn('text') id!: string;
  @Column('text') name!: string;
  @Column('text', { nullable: true }) maker!: string | null;
  @Column('text') role!: DeviceRole;
  @Column('text') profile!: DeviceProfile;
  @Column('text', { array: true }) capabilities!: DeviceCapability[];
  @Column('integer', { nullable: true }) supervisionS!: number | null;
  /** The firmware it should have, and the day on which its maker stops mending it. */
  @Column('text', { nullable: true }) firmware!: string | null;
  @Column('date', { nullable: true }) firmwareUntil!: string | null;
  @Column('text') changedBy!: string;
  @InstantColumn() changedAt!: Instant;
}
