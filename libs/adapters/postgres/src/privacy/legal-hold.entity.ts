import type { AccountId, IncidentId, Instant, SeniorId } from '@silverbell/kernel';
import type { LegalHoldReason, LegalHoldReleaseReason } from '@silverbell/vocabulary';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { InstantColumn } from '../connection/instant-column.js';

/** What must not be erased or expire, on an incident or on a senior. */
@Entity('legal_hold')
export class LegalHoldRow {
  @PrimaryColumn('text') id!: string;
  @Column('text', { nullable: true }) incidentId!: IncidentId | null;
  @Column('text', { nullable: true }) seniorId!: SeniorId | null;
  @Column('text') reason!: LegalHoldReason;
  @InstantColumn() placedAt!: Instant;
  @Column('text') placedBy!: AccountId;
  @InstantColumn({ nullable: true }) liftedAt!: Instant | null;
  @Column('text', { nullable: true }) liftedBy!: AccountId | null;
  @Column('text', { nullable: true }) liftedReason!: LegalHoldReleaseReason | null;
}
