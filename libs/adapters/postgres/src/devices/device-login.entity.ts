import type { AccountId, DeviceId, Instant } from '@silverbell/kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { InstantColumn } from '../connection/instant-column.js';

/** The sealed secret of a device, and which revision of it an outside broker was told. */
@Entity('device_login')
export class DeviceLoginRow {
  @PrimaryColumn('text') deviceId!: DeviceId;
  @Column('bigint', { default: () => `nextval('device_login_revision')` }) revision!: string;
  @Column('bytea') sealed!: Buffer;
  @Column('bigint', { nullable: true }) toldRevision!: string | null;
  @InstantColumn() changedAt!: Instant;
}

/** Who changed a device, and why; only appended. */
@Entity('device_change')
export class DeviceChangeRow {
  @PrimaryColumn('text') id!: string;
  @Column('text') deviceId!: DeviceId;
  @Column('text') what!: 'registered' | 'secret-renewed' | 'retired';
  @Column('text') byAccount!: AccountId;
  @Column('text', { nullable: true }) reason!: string | null;
  @InstantColumn() at!: Instant;
}
