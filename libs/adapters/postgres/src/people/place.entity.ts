import type { Instant } from '@silverbell/kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { InstantColumn } from '../connection/instant-column.js';

/** One node of the tree 市→县→乡镇→村; level names are the region's own (SR-01). */
@Entity('region')
export class RegionRow {
  @PrimaryColumn('text') id!: string;
  @Column('text', { nullable: true }) parentId!: string | null;
  @Column('text') levelName!: string;
  @Column('smallint') levelNo!: number;
  @Column('text') name!: string;
  @Column('double precision') centreLat!: number;
  @Column('double precision') centreLng!: number;
  /** GeoJSON geometry, WGS-84. */
  @Column('jsonb', { nullable: true }) boundary!: unknown;
  @Column('integer', { default: 1 }) version!: number;
  @Column('text', { nullable: true, default: null }) changedBy!: string | null;
  @InstantColumn({ nullable: true, default: null }) deactivatedAt!: Instant | null;
  @Column('text', { nullable: true, default: null }) deactivatedBy!: string | null;
  @Column('text', { nullable: true, default: null }) deactivatedReason!: string | null;
}

/** Dated data of a region; a child overrides its parent (SR-02). */
@Entity('region_setting')
export class RegionSettingRow {
  @PrimaryColumn('text') regionId!: string;
  @PrimaryColumn('text') key!: string;
  @InstantColumn({ primary: true }) validFrom!: Instant;
  @Column('jsonb') value!: unknown;
  @Column('text') source!: string;
}

@Entity('facility')
export class FacilityRow {
  @PrimaryColumn('text') id!: string;
  @Column('text') regionId!: string;
  /** Extensible on purpose (SR-03): the names of facility types differ between provinces. */
  @Column('text') type!: string;
  @Column('smallint', { nullable: true }) level!: number | null;
  @Column('text', { nullable: true }) parentId!: string | null;
  @Column('text', { nullable: true }) operator!: string | null;
  @Column('text') name!: string;
  @Column('text', { nullable: true }) phone!: string | null;
  @Column('text', { nullable: true }) addressWords!: string | null;
  @Column('double precision', { nullable: true }) lat!: number | null;
  @Column('double precision', { nullable: true }) lng!: number | null;
  /** What it offers, in words or codes of the region. */
  @Column('text', { array: true, default: '{}' }) functions!: string[];
  /** Beds or seats. */
  @Column('integer', { nullable: true, default: null }) capacity!: number | null;
  @Column('text', { nullable: true, default: null }) hours!: string | null;
  @Column('boolean', { default: true }) active!: boolean;
  @Column('integer', { default: 1 }) version!: number;
  @Column('text', { nullable: true, default: null }) changedBy!: string | null;
}

/** The subject of an incident (SR-12 keeps "living alone" apart from who may be there). */
@Entity('home')
export class HomeRow {
  @PrimaryColumn('text') id!: string;
  @Column('text') regionId!: string;
  /** Area in words that names no door: what an offer may show before acceptance. */
  @Column('text') label!: string;
  @Column('text') addressWords!: string;
  @Column('double precision') lat!: number;
  @Column('double precision') lng!: number;
  @Column('text') datum!: 'wgs84' | 'gcj02' | 'bd09' | 'unknown';
  @Column('text') positionSource!: 'surveyed' | 'map-click' | 'geocoded' | 'device' | 'unknown';
  @InstantColumn({ nullable: true }) positionCheckedAt!: Instant | null;
  @Column('text', { array: true }) hazards!: string[];
  @Column('smallint', { nullable: true }) floorNo!: number | null;
  @Column('boolean') hasLift!: boolean;
  @Column('double precision', { nullable: true }) nearestRoadLat!: number | null;
  @Column('double precision', { nullable: true }) nearestRoadLng!: number | null;
  @Column('text', { nullable: true }) entryNote!: string | null;
  /** On the door frame; helps to prove an arrival, opens nothing. */
  @Column('text', { nullable: true }) doorTag!: string | null;
  /** Opens the lock; shown at the door only. */
  @Column('bytea', { nullable: true }) entryCodeSealed!: Buffer | null;
  /** Who looked at the position last. */
  @Column('text', { nullable: true, default: null }) positionCheckedBy!: string | null;
  @Column('integer', { default: 1 }) version!: number;
  @Column('text', { nullable: true, default: null }) changedBy!: string | null;
}
