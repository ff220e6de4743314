import type { Instant } from '@silverbell/kernel';
import type {
  AccountRoleRow,
  AccountRow,
  DutySeatRow,
  EmergencyNumberRow,
  FamilyLinkRow,
} from '../people/account.entity.js';
import type { DeviceRow } from '../devices/device.entity.js';
import type {
  HelperCertificateRow,
  HelperConflictRow,
  HelperDutyRow,
  HelperPairRow,
  HelperRow,
} from '../people/helper.entity.js';
import type { FacilityRow, HomeRow, RegionRow, RegionSettingRow } from '../people/place.entity.js';
import type { ConsentRow, ContactRow, KeyHoldingRow, OccupantRow, SeniorRow } from '../people/senior.entity.js';

/** Columns with a default, which a town need not bring. */
type OfRegistry = 'version' | 'changedBy' | 'active';
type Deactivation = 'deactivatedAt' | 'deactivatedBy' | 'deactivatedReason';
/** What a device gets when people begin to work with it. */
type DeviceLife = Pick<
  DeviceRow,
  | 'stage'
  | 'modelId'
  | 'simUntil'
  | 'version'
  | 'changedBy'
  | 'placedLat'
  | 'placedLng'
  | 'placedAccuracyM'
  | 'placedAt'
>;
type HomeOfTown = Omit<HomeRow, 'positionCheckedBy' | 'version' | 'changedBy'>;
type SeniorOfTown = Omit<
  SeniorRow,
  | 'nameInitials'
  | 'idNumber'
  | 'idNumberHash'
  | 'registeredAt'
  | 'statusOn'
  | 'statusReason'
  | 'medication'
  | 'allergies'
  | 'preferredHospital'
  | 'familyDoctor'
  | 'ability'
  | 'aloneEvidence'
  | 'version'
  | 'changedBy'
>;

type PhoneColumns = 'phoneSealed' | 'phoneHash' | 'phoneTail';

/** As a town brings it: numbers and codes in clear, sealed on the way. */
type Clear<Row, Column extends PropertyKey, More> = Omit<Row, Column> & More;

/** What a town must bring to be written; secrets come in clear and are hashed on the way, numbers and codes are sealed. `@silverbell/demo` fits, this adapter does not know it. */
export interface Town {
  readonly regions: readonly Omit<RegionRow, OfRegistry | Deactivation>[];
  readonly regionSettings: readonly RegionSettingRow[];
  readonly facilities: readonly Omit<FacilityRow, OfRegistry | 'functions' | 'capacity' | 'hours'>[];
  readonly homes: readonly Clear<HomeOfTown, 'entryCodeSealed', { readonly entryCode: string | null }>[];
  readonly seniors: readonly Clear<SeniorOfTown, PhoneColumns, { readonly phone: string | null }>[];
  readonly occupants: readonly OccupantRow[];
  readonly contacts: readonly Clear<ContactRow, PhoneColumns, { readonly phone: string }>[];
  readonly consents: readonly ConsentRow[];
  readonly helpers: readonly Clear<
    HelperRow,
    OfRegistry | 'nameInitials' | 'phoneSealed' | 'phoneHash',
    { readonly phone: string }
  >[];
  readonly helperCertificates: readonly (Pick<HelperCertificateRow, 'helperId' | 'kind' | 'validUntil'> &
    Partial<HelperCertificateRow>)[];
  readonly helperConflicts: readonly HelperConflictRow[];
  readonly helperPairs: readonly HelperPairRow[];
  readonly helperDuties: readonly HelperDutyRow[];
  readonly keyHoldings: readonly Clear<
    KeyHoldingRow,
    'holderPhoneSealed' | 'holderPhoneHash' | 'fits' | 'returnedAt',
    { readonly holderPhone: string | null }
  >[];
  readonly devices: readonly (Omit<DeviceRow, 'secretHash' | 'keyId' | keyof DeviceLife> & {
    readonly secret: string | null;
  })[];
  readonly accounts: readonly (Omit<AccountRow, 'passwordHash' | 'kind' | 'version' | 'changedBy'> & {
    readonly password: string;
    readonly roles: readonly Pick<AccountRoleRow, 'role' | 'regionId'>[];
  })[];
  readonly familyLinks: readonly Pick<FamilyLinkRow, 'accountId' | 'seniorId'>[];
  readonly dutySeats: readonly Clear<
    DutySeatRow,
    OfRegistry | 'keepsRota' | 'voiceNumberSealed' | 'voiceNumberHash',
    { readonly voiceNumber: string }
  >[];
  readonly emergencyNumbers: readonly Omit<EmergencyNumberRow, 'changedBy' | 'checkedBy'>[];
}

export interface Hashing {
  /** argon2id; asked once for each different password. */
  password(plain: string): Promise<string>;
  /** HMAC under a key of the platform; `keyId` says which one. */
  deviceSecret(deviceId: string, secret: string): { readonly hash: string; readonly keyId: string };
}

/** The first administrator of an empty station. */
export interface FirstAdmin {
  readonly username: string;
  readonly password: string;
  readonly regionName: string;
  readonly at: Instant;
}
