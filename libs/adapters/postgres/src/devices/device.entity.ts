import type { Instant } from '@silverbell/kernel';
import type { DeviceRole, DeviceStage } from '@silverbell/vocabulary';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { InstantColumn } from '../connection/instant-column.js';

/** What a device *is* in its home. What it last said belongs to the intake, not here. */
@Entity('device')
export class DeviceRow {
  @PrimaryColumn('text') id!: string;
  @Column('text') role!: DeviceRole;
  @Column('text') profile!: string;
  @Column('text') regionId!: string;
  @Column('text', { nullable: true }) homeId!: string | null;
  @Column('text', { nullable: true }) seniorId!: string | null;
  @Column('text', { nullable: true }) hubId!: string | null;
  /** The name its hub gives it, for example zigbee2mqtt's friendly name. */
  @Column('text', { nullable: true }) childName!: string | null;
  @Column('text', { nullable: true }) room!: string | null;
  /** A fixed device is where its home is; only a worn one may send help elsewhere (H04). */
  @Column('boolean') fixed!: boolean;
  @Column('text') status!: 'active' | 'moved' | 'retired';
  @Column('text', { nullable: true }) secretHash!: string | null;
  @Column('text', { nullable: true }) keyId!: string | null;
  @InstantColumn({ nullable: true }) installedAt!: Instant | null;
  @Column('text', { default: 'installed' }) stage!: Exclude<DeviceStage, 'retired'>;
  @Column('text', { nullable: true, default: null }) modelId!: string | null;
  /** The day on which its SIM card ends. */
  @Column('date', { nullable: true, default: null }) simUntil!: string | null;
  @Column('integer', { default: 1 }) version!: number;
  @Column('text', { nullable: true, default: null }) changedBy!: string | null;
  /** Where the installer tried it out, WGS 84. */
  @Column('double precision', { nullable: true, default: null }) placedLat!: number | null;
  @Column('double precision', { nullable: true, default: null }) placedLng!: number | null;
  @Column('real', { nullable: true, default: null }) placedAccuracyM!: number | null;
  @InstantColumn({ nullable: true, default: null }) placedAt!: Instant | null;
}
