import type { TestReason } from '@silverbell/vocabulary';
import type { AccountId, DeviceId, HelperId, HomeId, Instant, RegionId } from '@silverbell/kernel';
import type { Drill } from '@silverbell/usecases';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { InstantColumn } from '../connection/instant-column.js';

/** `test:true` counts only inside a window that a person opened (H13). */
@Entity('test_window')
export class TestWindowRow {
  @PrimaryColumn('text') id!: string;
  @Column('text') deviceId!: DeviceId;
  @Column('text') openedBy!: AccountId;
  @Column('text') reason!: TestReason;
  @InstantColumn() opensAt!: Instant;
  @InstantColumn() closesAt!: Instant;
  @InstantColumn({ nullable: true }) endedAt!: Instant | null;
  @Column('text', { nullable: true }) endedBy!: AccountId | null;
}

@Entity('drill')
export class DrillRow implements Drill {
  @PrimaryColumn('text') id!: string;
  @Column('text') regionId!: RegionId;
  @Column('text') purpose!: Drill['purpose'];
  @Column('text', { array: true }) homeIds!: HomeId[];
  @Column('text', { array: true }) deviceIds!: DeviceId[];
  @Column('text', { array: true }) helperIds!: HelperId[];
  @Column('text') openedBy!: AccountId;
  @InstantColumn() openedAt!: Instant;
  @InstantColumn({ name: 'until_at' }) until!: Instant;
  @InstantColumn({ nullable: true }) endedAt!: Instant | null;
  @Column('text', { nullable: true }) endedBy!: AccountId | null;
}
