import type { Instant, TextId } from '@silverbell/kernel';
import type { KeyStep } from '@silverbell/vocabulary';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { InstantColumn } from '../connection/instant-column.js';

@Entity('senior')
export class SeniorRow {
  @PrimaryColumn('text') id!: string;
  @Column('text') homeId!: string;
  @Column('text') regionId!: string;
  @Column('text', { nullable: true }) registrationRegionId!: string | null;
  @Column('text') name!: string;
  /** First letters of the syllables of `name`; see `name-initials.ts`. */
  @Column('text', { default: '' }) nameInitials!: string;
  /** YYYY-MM-DD */
  @Column('date', { nullable: true }) birthDate!: string | null;
  @Column('text') gender!: 'female' | 'male' | 'unknown';
  @Column('bytea', { nullable: true }) phoneSealed!: Buffer | null;
  @Column('bytea', { nullable: true }) phoneHash!: Buffer | null;
  @Column('bytea', { nullable: true }) phoneTail!: Buffer | null;
  /** Anything but `active` never mutes a device (H05). */
  @Column('text') status!: 'active' | 'moved' | 'deceased' | 'suspended';
  @Column('text') verifyBy!: 'voice' | 'text' | 'signal' | 'visit';
  @Column('boolean') dispatchFirst!: boolean;
  @Column('text', { nullable: true }) dispatchFirstReason!: string | null;
  @Column('text', { array: true }) languages!: string[];
  @Column('text') hearing!: 'good' | 'hard-of-hearing' | 'deaf' | 'unknown';
  @Column('boolean') dementia!: boolean;
  @Column('text', { nullable: true }) electricMedicalDevice!: string | null;
  /** SR-10, several at once. */
  @Column('text', { array: true }) careCategories!: string[];
  /** SR-11 */
  @Column('text') economicClass!: 'three-noes' | 'subsistence' | 'near-subsistence' | 'destitute' | 'other';
  @Column('text', { nullable: true }) healthNotes!: string | null;
  @Column('text', { nullable: true }) treatmentWishes!: string | null;
  @Column('text', { nullable: true }) usuallyAtHome!: string | null;
  @Column('text', { array: true }) protectionFlags!: string[];
  @Column('text', { nullable: true }) codeWord!: string | null;
  @Column('double precision', { nullable: true }) awayLat!: number | null;
  @Column('double precision', { nullable: true }) awayLng!: number | null;
  @Column('text', { nullable: true }) awayLabel!: string | null;
  @InstantColumn({ nullable: true }) awayUntil!: Instant | null;
  /** Of absences written down since there is a beginning to them. */
  @InstantColumn({ nullable: true }) awayFrom!: Instant | null;
  @Column('text', { nullable: true }) awayReason!: string | null;
  /** Sealed; see `crypto/sealed-columns.ts`. */
  @Column('bytea', { nullable: true, default: null }) idNumber!: Buffer | null;
  @Column('bytea', { nullable: true, default: null }) idNumberHash!: Buffer | null;
  /** Her household registration in words, where it lies outside the regions on file (SR-13). */
  @Column('text', { nullable: true, default: null }) registeredAt!: string | null;
  /** YYYY-MM-DD */
  @Column('date', { nullable: true, default: null }) statusOn!: string | null;
  @Column('text', { nullable: true, default: null }) statusReason!: string | null;
  @Column('text', { nullable: true, default: null }) medication!: string | null;
  @Column('text', { nullable: true, default: null }) allergies!: string | null;
  @Column('text', { nullable: true, default: null }) preferredHospital!: string | null;
  @Column('text', { nullable: true, default: null }) familyDoctor!: string | null;
  /** SR-14 */
  @Column('jsonb', { nullable: true, default: null }) ability!: unknown;
  /** SR-12 */
  @Column('jsonb', { nullable: true, default: null }) aloneEvidence!: unknown;
  @Column('integer', { default: 1 }) version!: number;
  @Column('text', { nullable: true, default: null }) changedBy!: string | null;
}

@Entity('occupant')
export class OccupantRow {
  @PrimaryColumn('text') id!: string;
  @Column('text') homeId!: string;
  @Column('text', { nullable: true }) seniorId!: string | null;
  @Column('text') name!: string;
  @Column('text') relation!: string;
  @Column('boolean') isChild!: boolean;
}

@Entity('contact')
export class ContactRow {
  @PrimaryColumn('text') id!: string;
  @Column('text') seniorId!: string;
  @Column('smallint') position!: number;
  @Column('text') name!: string;
  @Column('text') relation!: string;
  @Column('bytea', { nullable: true }) phoneSealed!: Buffer | null;
  @Column('bytea', { nullable: true }) phoneHash!: Buffer | null;
  @Column('bytea', { nullable: true }) phoneTail!: Buffer | null;
  @Column('text') noticeLevel!: 'every-press' | 'at-risk' | 'ending-only';
  @Column('smallint', { nullable: true }) canComeMinutes!: number | null;
  @Column('boolean') mayDecide!: boolean;
  /** A flagged contact gets neither message nor page; leads alone see the flag (H10). */
  @Column('boolean') conflict!: boolean;
  @Column('text', { nullable: true }) guardianProof!: string | null;
  @Column('text', { nullable: true }) timeZone!: string | null;
  @Column('text', { nullable: true }) hours!: string | null;
}

@Entity('consent')
export class ConsentRow {
  @PrimaryColumn('text') id!: string;
  @Column('text') seniorId!: string;
  @Column('text') purpose!:
    'device' | 'position' | 'family' | 'helper' | 'key' | 'force' | 'recording' | 'listening-in' | 'photo' | 'research';
  @Column('text') givenBy!: string;
  @Column('text') capacity!: 'self' | 'guardian';
  @Column('text') how!: 'signed' | 'spoken' | 'recorded';
  @InstantColumn() givenAt!: Instant;
  @InstantColumn({ nullable: true }) withdrawnAt!: Instant | null;
}

/** Where a key to the home is, and whether it is known to fit (H17). */
@Entity('key_holding')
export class KeyHoldingRow {
  @PrimaryColumn('text') id!: string;
  @Column('text') homeId!: string;
  @Column('text') holderKind!: 'contact' | 'neighbour' | 'station' | 'property-office';
  @Column('text') holderName!: string;
  @Column('bytea', { nullable: true }) holderPhoneSealed!: Buffer | null;
  @Column('bytea', { nullable: true }) holderPhoneHash!: Buffer | null;
  @Column('text', { nullable: true }) holderContactId!: string | null;
  @Column('text', { nullable: true }) helperId!: string | null;
  @Column('text', { nullable: true }) facilityId!: string | null;
  @Column('text', { nullable: true }) sealedNumber!: string | null;
  @InstantColumn({ nullable: true }) lastFitTestAt!: Instant | null;
  @Column('boolean') consentUse!: boolean;
  @Column('boolean') consentForce!: boolean;
  /** As it was tried last; `null`: not tried, or before results were kept, when only those that fitted were. */
  @Column('boolean', { nullable: true, default: null }) fits!: boolean | null;
  @InstantColumn({ nullable: true, default: null }) returnedAt!: Instant | null;
}

/** The custody log of a key. */
@Entity('key_step')
export class KeyStepRow {
  @PrimaryColumn('text') id!: string;
  @Column('text') keyId!: string;
  @Column('text') what!: KeyStep;
  @Column('text') holderKind!: string;
  @Column('text') byAccount!: string;
  @InstantColumn() at!: Instant;
  /** In the order in which they were written; the database counts. */
  @Column({ type: 'bigint', insert: false, update: false, select: false }) seq!: string;
}

/** Taken from a contact list; incidents of before still name her. */
@Entity('former_contact')
export class FormerContactRow {
  @PrimaryColumn('text') id!: string;
  @Column('text') seniorId!: string;
  @Column('text') name!: string;
  @Column('text') relation!: string;
  @Column('text') reason!: string;
  @InstantColumn() endedAt!: Instant;
}

/** 暗语: where its sealed text lies. */
@Entity('code_word')
export class CodeWordRow {
  @PrimaryColumn('text') seniorId!: string;
  @Column('text') textId!: TextId;
}
