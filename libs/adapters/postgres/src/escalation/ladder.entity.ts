import type { AccountId, Instant, RegionId } from '@silverbell/kernel';
import type { LadderDraft, LadderStep } from '@silverbell/usecases';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { InstantColumn } from '../connection/instant-column.js';

/** A proposed edit of the ladders of a region. */
@Entity('ladder_draft')
export class LadderDraftRow implements LadderDraft {
  @PrimaryColumn('text') id!: string;
  @Column('text') regionId!: RegionId;
  @Column('text') author!: AccountId;
  @Column('text') reason!: string;
  @Column('jsonb') edit!: LadderDraft['edit'];
  @Column('jsonb') changes!: LadderDraft['changes'];
  @InstantColumn() proposedAt!: Instant;
  @Column('text') state!: LadderDraft['state'];
  @Column('text', { nullable: true }) decidedBy!: AccountId | null;
  @InstantColumn({ nullable: true }) decidedAt!: Instant | null;
  @Column('text', { nullable: true }) decision!: string | null;
  @InstantColumn({ nullable: true }) effectiveAt!: Instant | null;
}

/** What was done with a draft; only appended. */
@Entity('ladder_step')
export class LadderStepRow implements LadderStep {
  @PrimaryColumn('text') id!: string;
  /** The order of the steps, counted by the database. */
  @Column({ type: 'bigint', insert: false, update: false, select: false }) seq!: string;
  @Column('text') draftId!: string;
  @Column('text') regionId!: RegionId;
  @Column('text') type!: LadderStep['type'];
  @Column('text', { name: 'actor' }) by!: AccountId;
  @InstantColumn() at!: Instant;
  @Column('text', { nullable: true }) reason!: string | null;
  @Column('text', { nullable: true }) fingerprint!: string | null;
  @Column('integer', { nullable: true }) cases!: number | null;
}

/** Which draft a dated setting `ladders` came from. */
@Entity('ladder_version')
export class LadderVersionRow {
  @PrimaryColumn('text') regionId!: RegionId;
  @InstantColumn({ primary: true }) validFrom!: Instant;
  @Column('text') key!: string;
  @Column('text') draftId!: string;
}
