import type { AccountId, Instant } from '@silverbell/kernel';
import type { DeviceChangeKind } from '@silverbell/vocabulary';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { InstantColumn } from '../connection/instant-column.js';

/** The sealed secret of a device, and which revision of it an outside broker was told. */
@Entity('device_login')
export class DeviceLoginRow {
  @PrimaryColumn('text') deviceId!: string;
  @Column('bigint', { default: () => `nextval('device_login_revision')` }) revision!: string;
  @Column('bytea') sealed!: Buffer;
  @Column('bigint', { nullable: true }) toldRevision!: string | null;
  @InstantColumn() changedAt!: Instant;
}

/** Who changed a device, and why; only appended. */
@Entity('device_change')
export class DeviceChangeRow {
  @PrimaryColumn('text') id!: string;
  @Column('text') deviceId!: string;
  @Column('text') what!: DeviceChangeKind;
  @Column('text') byAccount!: AccountId;
  @Column('text', { nullable: true }) reason!: string | null;
  @Column('text', { nullable: true }) homeId!: string | null;
  @Column('text', { nullable: true }) otherDeviceId!: string | null;
  @InstantColumn() at!: Instant;
}
