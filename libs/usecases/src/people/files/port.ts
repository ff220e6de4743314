import type { AccountId, Datum, GeoPoint, HelperId, HomeId, Instant, RegionId, SeniorId } from '@silverbell/kernel';
import type {
  CareCategory,
  ConsentPurpose,
  EconomicClass,
  Gender,
  Hazard,
  Hearing,
  KeyHolderKind,
  KeyStep,
  NoticeLevel,
  PositionSource,
  ProtectionFlag,
  SeniorStatus,
  VerifyBy,
} from '@silverbell/vocabulary';
import type { RegistryCommand } from '../../ports/registry-write.js';
import type { QuietHours } from '../../facts/index.js';
import type { RegionFile, RegionPlace } from '../../regions/index.js';

/** A dwelling as it is on file. */
export interface HomeFile {
  readonly id: HomeId;
  readonly regionId: RegionId;
  /** Area in words that names no door. */
  readonly label: string;
  readonly addressWords: string;
  readonly point: GeoPoint;
  /** What the position was measured in; `point` is WGS-84. */
  readonly datum: Datum;
  readonly positionSource: PositionSource;
  /** When a person stood there or clicked it, and who; `null`: no person did. */
  readonly verified: { readonly at: Instant; readonly by: AccountId } | null;
  readonly hazards: readonly Hazard[];
  readonly floorNo: number | null;
  readonly hasLift: boolean;
  /** Where an ambulance stops. */
  readonly roadPoint: GeoPoint | null;
  readonly entryNote: string | null;
  readonly doorTag: string | null;
  readonly entryCode: string | null;
  readonly version: number;
  readonly changedBy: AccountId | null;
}

/** SR-14 */
export interface AbilityAssessment {
  readonly scheme: string;
  readonly level: string;
  readonly assessors: string;
  /** YYYY-MM-DD */
  readonly on: string;
  readonly validUntil: string | null;
  readonly items: readonly { readonly name: string; readonly score: number }[];
}

/** SR-12: evidence for eligibility; it never tells who is at home. */
export interface LivingAloneEvidence {
  readonly childrenAddress: string | null;
  readonly childrenCapacity: string;
}

/** 一户一档: a person as she is on file. */
export interface SeniorFile {
  readonly id: SeniorId;
  readonly homeId: HomeId;
  readonly regionId: RegionId;
  readonly registrationRegionId: RegionId | null;
  /** Her household registration in words, where it lies outside the regions on file (SR-13). */
  readonly registeredAt: string | null;
  readonly name: string;
  readonly idNumber: string | null;
  /** YYYY-MM-DD */
  readonly birthDate: string | null;
  readonly gender: Gender;
  readonly phone: string | null;
  readonly status: SeniorStatus;
  /** YYYY-MM-DD: since when she has this status; `null`: since she was put on file. */
  readonly statusOn: string | null;
  readonly statusReason: string | null;
  readonly verifyBy: VerifyBy;
  readonly dispatchFirst: boolean;
  readonly dispatchFirstReason: string | null;
  readonly languages: readonly string[];
  readonly hearing: Hearing;
  readonly dementia: boolean;
  readonly electricMedicalDevice: string | null;
  readonly careCategories: readonly CareCategory[];
  readonly economicClass: EconomicClass;
  readonly healthNotes: string | null;
  readonly medication: string | null;
  readonly allergies: string | null;
  readonly preferredHospital: string | null;
  readonly familyDoctor: string | null;
  readonly treatmentWishes: string | null;
  readonly usuallyAtHome: string | null;
  readonly ability: AbilityAssessment | null;
  readonly aloneEvidence: LivingAloneEvidence | null;
  readonly protectionFlags: readonly ProtectionFlag[];
  readonly version: number;
  readonly changedBy: AccountId | null;
}

export interface ContactFile {
  readonly id: string;
  readonly seniorId: SeniorId;
  /** 1: rung first. */
  readonly position: number;
  readonly name: string;
  readonly relation: string;
  readonly phone: string;
  readonly noticeLevel: NoticeLevel;
  readonly canComeMinutes: number | null;
  readonly mayDecide: boolean;
  /** Told nothing (H10). */
  readonly conflict: boolean;
  /** 监护人 only with legal proof. */
  readonly guardianProof: string | null;
  readonly timeZone: string | null;
  readonly hours: string | null;
}

/** Who lives in a home besides the people on file there, and in which relation those on file do. */
export interface OccupantFile {
  readonly id: string;
  readonly seniorId: SeniorId | null;
  readonly name: string;
  readonly relation: string;
  readonly isChild: boolean;
}

export interface ConsentFile {
  readonly id: string;
  readonly seniorId: SeniorId;
  readonly purpose: ConsentPurpose;
  readonly givenBy: string;
  readonly capacity: 'self' | 'guardian';
  readonly how: 'signed' | 'spoken' | 'recorded';
  readonly givenAt: Instant;
  readonly withdrawnAt: Instant | null;
}

export interface KeyFile {
  readonly id: string;
  readonly homeId: HomeId;
  readonly holderKind: KeyHolderKind;
  readonly holderName: string;
  readonly holderPhone: string | null;
  readonly sealedNumber: string | null;
  readonly lastFitTestAt: Instant | null;
  /** `null`: never tried. */
  readonly fits: boolean | null;
  readonly returnedAt: Instant | null;
}

/** What is compared when a person is looked for in other places of the registry. */
export type Namesake = Pick<SeniorFile, 'id' | 'name' | 'phone'>;

/** Reads and writes of one change of a file, under locks of the rows it changes. */
export interface FilesTransaction {
  /** Held until the end: it cannot be deactivated meanwhile. */
  region(id: string): Promise<(RegionPlace & Pick<RegionFile, 'id' | 'deactivated'>) | null>;

  home(id: string): Promise<HomeFile | null>;
  /** Another home that has this tag on its door frame. */
  homeWithTag(doorTag: string): Promise<string | null>;
  insertHome(home: HomeFile): Promise<void>;
  updateHome(home: HomeFile): Promise<void>;

  senior(id: string): Promise<SeniorFile | null>;
  /** The person this identity number is on file of. */
  holderOf(idNumber: string): Promise<Pick<SeniorFile, 'id' | 'status'> | null>;
  insertSenior(senior: SeniorFile): Promise<void>;
  updateSenior(senior: SeniorFile): Promise<void>;
  /** CR-27: in the same transaction, with the plans that stand on them. `on`: the day it happened. */
  endEntitlements(
    seniorId: SeniorId,
    reason: 'death' | 'moved-out',
    on: string,
    command: Pick<RegistryCommand, 'by' | 'at'>,
  ): Promise<void>;

  contact(id: string): Promise<ContactFile | null>;
  /** In their order; the list is locked. */
  contactsOf(seniorId: SeniorId): Promise<readonly ContactFile[]>;
  insertContact(contact: ContactFile): Promise<void>;
  updateContact(contact: ContactFile): Promise<void>;
  /** From then on; what she chose before stays on file. */
  addQuietHours(contactId: string, hours: QuietHours): Promise<void>;
  /** Her name stays for the incidents that speak of her. */
  removeContact(contact: ContactFile, reason: string, at: Instant): Promise<void>;
  /** Entries of other people's lists with this name and number. */
  contactEntriesOf(person: Namesake): Promise<readonly ContactFile[]>;

  consent(id: string): Promise<ConsentFile | null>;
  insertConsent(consent: ConsentFile): Promise<void>;
  withdrawConsent(id: string, at: Instant): Promise<void>;
  occupantsOf(homeId: HomeId): Promise<readonly OccupantFile[]>;
  writeOccupants(homeId: HomeId, occupants: readonly OccupantFile[]): Promise<void>;

  /** Keys of a home may be used, or its door be broken, while a person who lives there consents. */
  writeKeyConsents(homeId: HomeId): Promise<void>;

  key(id: string): Promise<KeyFile | null>;
  keysHeldBy(person: Namesake): Promise<readonly KeyFile[]>;
  insertKey(key: KeyFile): Promise<void>;
  updateKey(key: KeyFile): Promise<void>;
  noteKeyStep(step: {
    readonly id: string;
    readonly keyId: string;
    readonly what: KeyStep;
    readonly holderKind: KeyHolderKind;
    readonly by: AccountId;
    readonly at: Instant;
  }): Promise<void>;

  /** Helpers of this name and number who are not suspended. */
  helpersNamed(person: Namesake): Promise<readonly HelperId[]>;
  /** As of a suspension by a lead: she is asked no more, and what she was asked is ended by the next round. */
  suspendHelper(helperId: HelperId, by: AccountId, at: Instant, id: string): Promise<void>;
}

/**
 * What a new home, senior or contact is checked against and written with: one at a time as a person writes it, or many at once as an import
 * does, by the same use cases.
 */
export interface FilesAdding extends Pick<
  FilesTransaction,
  | 'region'
  | 'homeWithTag'
  | 'insertHome'
  | 'holderOf'
  | 'insertSenior'
  | 'contactsOf'
  | 'insertContact'
  | 'updateContact'
> {
  home(id: string): Promise<Pick<HomeFile, 'id'> | null>;
  senior(id: string): Promise<Pick<SeniorFile, 'id' | 'regionId'> | null>;
  contact(id: string): Promise<Pick<ContactFile, 'id'> | null>;
}
