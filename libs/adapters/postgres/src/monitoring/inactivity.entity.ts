import type { AccountId, Instant, SeniorId } from '@silverbell/kernel';
import type { InactivityChanged } from '@silverbell/usecases';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { InstantColumn } from '../connection/instant-column.js';
import type { StoredRule } from './inactivity-rules.js';

/** A rule by which a senior counts as inactive. */
@Entity('silence_rule')
export class InactivityRuleRow {
  @PrimaryColumn('text') id!: string;
  @Column('text') seniorId!: SeniorId;
  @Column('jsonb') rule!: Omit<StoredRule, 'since'>;
  @InstantColumn() since!: Instant;
}

/** Who changed rules or an absence, and why; only appended. */
@Entity('silence_change')
export class InactivityChangeRow {
  @PrimaryColumn('text') id!: string;
  /** The order of the changes, counted by the database. */
  @Column({ type: 'bigint', insert: false, update: false, select: false }) seq!: string;
  @Column('text') seniorId!: SeniorId;
  @InstantColumn() at!: Instant;
  @Column('text') byAccount!: AccountId;
  @Column('text') what!: InactivityChanged['what'];
  @Column('text') reason!: string;
  @Column('text', { nullable: true }) note!: string | null;
  @Column('jsonb') before!: unknown;
  @Column('jsonb') after!: unknown;
}
