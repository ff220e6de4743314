import type { Instant } from '@silverbell/kernel';
import type { ShiftState } from '@silverbell/vocabulary';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { InstantColumn } from '../connection/instant-column.js';

/** Who holds a duty seat when. */
@Entity('duty_shift')
export class DutyShiftRow {
  @PrimaryColumn('text') id!: string;
  @Column('text') seatId!: string;
  @Column('text') personName!: string;
  @Column('bytea', { nullable: true }) voiceNumberSealed!: Buffer | null;
  @Column('bytea', { nullable: true }) voiceNumberHash!: Buffer | null;
  @InstantColumn() startsAt!: Instant;
  @InstantColumn() endsAt!: Instant;
  @Column('text') state!: ShiftState;
  @Column('integer') version!: number;
  @Column('text', { nullable: true }) changedBy!: string | null;
}
