import type { AccountId, GeoPoint, HelperId, HomeId, Instant, RegionId, SeniorId } from '@silverbell/kernel';
import type { HelperCertificate, HelperKind, HelperTransport } from '@silverbell/vocabulary';
import type { RegionFile, RegionPlace } from '../regions/index.js';

export interface CertificateFile {
  readonly kind: HelperCertificate;
  /** The last millisecond of its last day. */
  readonly validUntil: Instant;
}

/** What is on file of a helper. */
export interface HelperFile {
  readonly id: HelperId;
  readonly kind: HelperKind;
  readonly name: string;
  readonly phone: string;
  /** YYYY-MM-DD */
  readonly birthDate: string;
  readonly regionId: RegionId;
  /** Where she usually is. */
  readonly base: GeoPoint;
  readonly languages: readonly string[];
  readonly nightCalls: boolean;
  readonly canLift: boolean;
  readonly transport: HelperTransport;
  /** May be asked without being on duty, for the homes she is paired with (SR-73). */
  readonly standing: boolean;
  readonly certificates: readonly CertificateFile[];
  readonly version: number;
  readonly changedBy: AccountId | null;
}

/** Whom a helper must never be sent to (H10): a person, or everybody in a home. */
export type ConflictTarget = { readonly seniorId: SeniorId } | { readonly homeId: HomeId };

export interface HelperTransaction {
  region(id: RegionId): Promise<(RegionPlace & Pick<RegionFile, 'id' | 'deactivated'>) | null>;
  /** Locked until the end. */
  helper(id: HelperId): Promise<HelperFile | null>;
  /** From the commit on she is a candidate like every other. */
  insert(helper: HelperFile): Promise<void>;
  update(helper: HelperFile): Promise<void>;
  /** `false`: it is so already. */
  pair(helperId: HelperId, homeId: HomeId): Promise<boolean>;
  unpair(helperId: HelperId, homeId: HomeId): Promise<boolean>;
  noteConflict(id: string, helperId: HelperId, target: ConflictTarget, at: Instant): Promise<boolean>;
  endConflict(helperId: HelperId, target: ConflictTarget): Promise<boolean>;
}
