import type { ReinstateReason, SuspendReason } from '@silverbell/vocabulary';
import type { AccountId, HelperId, Instant, TextId } from '@silverbell/kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { InstantColumn } from '../connection/instant-column.js';

/** A suspension of a helper, and how it ended. */
@Entity('helper_suspension')
export class HelperSuspensionRow {
  @PrimaryColumn('text') id!: string;
  @Column('text') helperId!: HelperId;
  @Column('text') reason!: SuspendReason;
  @Column('text', { nullable: true }) noteId!: TextId | null;
  @Column('text', { nullable: true }) suspendedBy!: AccountId | null;
  @InstantColumn() suspendedAt!: Instant;
  @Column('text', { nullable: true }) commandKey!: string | null;
  @Column('text', { nullable: true }) liftedReason!: ReinstateReason | null;
  @Column('text', { nullable: true }) liftedNoteId!: TextId | null;
  @Column('text', { nullable: true }) liftedBy!: AccountId | null;
  @InstantColumn({ nullable: true }) liftedAt!: Instant | null;
  @Column('text', { nullable: true }) liftedKey!: string | null;
}
