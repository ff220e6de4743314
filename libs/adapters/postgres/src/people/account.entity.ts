import type { Instant } from '@silverbell/kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AccountKind, Role } from '@silverbell/vocabulary';
import { InstantColumn } from '../connection/instant-column.js';

@Entity('account')
export class AccountRow {
  @PrimaryColumn('text') id!: string;
  @Column('text') username!: string;
  @Column('text') passwordHash!: string;
  @Column('text') displayName!: string;
  @Column('text', { nullable: true }) helperId!: string | null;
  @Column('text', { nullable: true }) contactId!: string | null;
  @InstantColumn({ nullable: true }) disabledAt!: Instant | null;
  @Column('text', { default: 'person' }) kind!: AccountKind;
  @Column('integer', { default: 1 }) version!: number;
  @Column('text', { nullable: true, default: null }) changedBy!: string | null;
}

/** What she may do in a region and everything below it (SR-01); the first one, at position 0, is what pages call her by. */
@Entity('account_role')
export class AccountRoleRow {
  @PrimaryColumn('text') accountId!: string;
  @PrimaryColumn('text') role!: Role;
  @PrimaryColumn('text') regionId!: string;
  @Column('smallint') position!: number;
}

/** SR-71: a family account bound to a senior. */
@Entity('family_link')
export class FamilyLinkRow {
  @PrimaryColumn('text') accountId!: string;
  @PrimaryColumn('text') seniorId!: string;
  /** Through whom it was bound (CR-72); `null`: by an administrator. */
  @Column('text', { nullable: true, default: null }) contactId!: string | null;
  @InstantColumn({ nullable: true, default: null }) boundAt!: Instant | null;
}

@Entity('operator_duty')
export class OperatorDutyRow {
  @PrimaryColumn('text') accountId!: string;
  @Column('boolean') onDuty!: boolean;
  /** Sees drills alone, and counts for no ladder (H13). */
  @Column('boolean', { default: false }) training!: boolean;
  @InstantColumn() since!: Instant;
}

/** A rung of a ladder reaches a person: who answers this voice number for this region. */
@Entity('duty_seat')
export class DutySeatRow {
  @PrimaryColumn('text') id!: string;
  @Column('text') regionId!: string;
  @Column('text') role!:
    'lead' | 'overflow' | 'village-cadre' | 'station' | 'township-duty' | 'county-duty' | 'fire-post';
  @Column('text') personName!: string;
  @Column('bytea', { nullable: true }) voiceNumberSealed!: Buffer | null;
  @Column('bytea', { nullable: true }) voiceNumberHash!: Buffer | null;
  @InstantColumn({ nullable: true }) answeredAt!: Instant | null;
  /** `false`: no call goes there any more; what was told it stays under its name. */
  @Column('boolean', { default: true }) active!: boolean;
  /** Every hour shall have a holder. */
  @Column('boolean', { default: false }) keepsRota!: boolean;
  @Column('integer', { default: 1 }) version!: number;
  @Column('text', { nullable: true, default: null }) changedBy!: string | null;
}

@Entity('emergency_number')
export class EmergencyNumberRow {
  @PrimaryColumn('text') regionId!: string;
  @PrimaryColumn('text') service!: '120' | '119' | '110' | 'gas' | 'power' | 'water';
  @Column('text') number!: string;
  @InstantColumn({ nullable: true }) checkedAt!: Instant | null;
  @Column('text', { nullable: true, default: null }) changedBy!: string | null;
  @Column('text', { nullable: true, default: null }) checkedBy!: string | null;
}
