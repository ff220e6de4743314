import type { PayBasis, ProviderKind, ProviderStanding } from '@silverbell/vocabulary';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('provider')
export class ProviderRow {
  @PrimaryColumn('text') id!: string;
  @Column('text') regionId!: string;
  @Column('text') name!: string;
  @Column('text') creditCode!: string;
  @Column('text') kind!: ProviderKind;
  @Column('text', { array: true }) serviceRegionIds!: string[];
  @Column('text', { nullable: true }) bankName!: string | null;
  @Column('text', { nullable: true }) accountName!: string | null;
  @Column('bytea', { nullable: true }) accountNumberSealed!: Buffer | null;
  @Column('bytea', { nullable: true }) accountNumberHash!: Buffer | null;
  @Column('date', { nullable: true }) licenceUntil!: string | null;
  @Column('date', { nullable: true }) insuredUntil!: string | null;
  @Column('text') standing!: ProviderStanding;
  @Column('boolean') autoAssign!: boolean;
  @Column('boolean') active!: boolean;
  @Column('integer') version!: number;
  @Column('text', { nullable: true }) changedBy!: string | null;
}

@Entity('provider_manager')
export class ProviderManagerRow {
  @PrimaryColumn('text') accountId!: string;
  @Column('text') providerId!: string;
}

@Entity('care_worker')
export class CareWorkerRow {
  @PrimaryColumn('text') helperId!: string;
  @Column('text') providerId!: string;
  @Column('text', { nullable: true }) training!: string | null;
  @Column('boolean') active!: boolean;
  @Column('integer') version!: number;
  @Column('text', { nullable: true }) changedBy!: string | null;
}

@Entity('service_contract')
export class ServiceContractRow {
  @PrimaryColumn('text') id!: string;
  @Column('text') regionId!: string;
  @Column('text') providerId!: string;
  @Column('text', { array: true }) regionIds!: string[];
  @Column('date', { name: 'from_day' }) from!: string;
  @Column('date', { name: 'to_day' }) to!: string;
  @Column('text', { array: true }) items!: string[];
  @Column('integer') rateFenPerHour!: number;
  @Column('text') payBasis!: PayBasis;
  @Column('integer', { nullable: true }) selfPayFenPerHour!: number | null;
  @Column('text', { nullable: true }) duties!: string | null;
  @Column('date', { nullable: true }) endedOn!: string | null;
  @Column('integer') version!: number;
  @Column('text', { nullable: true }) changedBy!: string | null;
}
