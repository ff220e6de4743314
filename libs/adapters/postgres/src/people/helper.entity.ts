import type { Instant } from '@silverbell/kernel';
import type { HelperKind } from '@silverbell/vocabulary';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { InstantColumn } from '../connection/instant-column.js';

@Entity('helper')
export class HelperRow {
  @PrimaryColumn('text') id!: string;
  /** 助老员, 网格员, 邻居, 志愿者, 护理员, 村医, 社工 */
  @Column('text') kind!: HelperKind;
  @Column('text') name!: string;
  /** First letters of the syllables of `name`; see `name-initials.ts`. */
  @Column('text', { default: '' }) nameInitials!: string;
  /** All a senior's device ever says of her (王 助老员). */
  @Column('text') familyName!: string;
  @Column('bytea', { nullable: true }) phoneSealed!: Buffer | null;
  @Column('bytea', { nullable: true }) phoneHash!: Buffer | null;
  @Column('date') birthDate!: string;
  @Column('text') regionId!: string;
  @Column('double precision') lat!: number;
  @Column('double precision') lng!: number;
  @Column('text', { array: true }) languages!: string[];
  @Column('boolean') nightCalls!: boolean;
  @Column('boolean') canLift!: boolean;
  @Column('text') transport!: 'walk' | 'bicycle' | 'e-bike' | 'car';
  @Column('integer') turnoutDayS!: number;
  @Column('integer') turnoutNightS!: number;
  @Column('real') acceptanceChance!: number;
  /** May be asked without being on duty, for the homes she is paired with (SR-73). */
  @Column('boolean') standingAvailability!: boolean;
  @InstantColumn({ nullable: true }) suspendedAt!: Instant | null;
  @Column('integer', { default: 1 }) version!: number;
  @Column('text', { nullable: true, default: null }) changedBy!: string | null;
}

@Entity('helper_certificate')
export class HelperCertificateRow {
  @PrimaryColumn('text') helperId!: string;
  @PrimaryColumn('text') kind!: 'health' | 'first-aid' | 'carer' | 'physician';
  @InstantColumn() validUntil!: Instant;
  @Column('text', { nullable: true, default: null }) number!: string | null;
  @Column('date', { nullable: true, default: null }) validFrom!: string | null;
}

@Entity('helper_conflict')
export class HelperConflictRow {
  @PrimaryColumn('text') id!: string;
  @Column('text') helperId!: string;
  @Column('text', { nullable: true }) seniorId!: string | null;
  @Column('text', { nullable: true }) homeId!: string | null;
  @InstantColumn() notedAt!: Instant;
}

@Entity('helper_pair')
export class HelperPairRow {
  @PrimaryColumn('text') helperId!: string;
  @PrimaryColumn('text') homeId!: string;
}

@Entity('helper_duty')
export class HelperDutyRow {
  @PrimaryColumn('text') helperId!: string;
  @Column('boolean') onDuty!: boolean;
  @InstantColumn() since!: Instant;
}
