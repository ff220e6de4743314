import type { Instant } from '@silverbell/kernel';
import type { AccountRow, DutySeatRow, EmergencyNumberRow, FamilyLinkRow } from '../people/account.entity.js';
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

/** What a town must bring to be written; secrets come in clear and are hashed on the way. `@silverbell/demo` fits, this adapter does not know it. */
export interface Town {
  readonly regions: readonly Omit<RegionRow, OfRegistry | Deactivation>[];
  readonly regionSettings: readonly RegionSettingRow[];
  readonly facilities: readonly Omit<FacilityRow, OfRegistry | 'functions' | 'capacity' | 'hours'>[];
  readonly homes: readonly HomeRow[];
  readonly seniors: readonly SeniorRow[];
  readonly occupants: readonly OccupantRow[];
  readonly contacts: readonly ContactRow[];
  readonly consents: readonly ConsentRow[];
  readonly helpers: readonly Omit<HelperRow, OfRegistry>[];
  readonly helperCertificates: readonly HelperCertificateRow[];
  readonly helperConflicts: readonly HelperConflictRow[];
  readonly helperPairs: readonly HelperPairRow[];
  readonly helperDuties: readonly HelperDutyRow[];
  readonly keyHoldings: readonly KeyHoldingRow[];
  readonly devices: readonly (Omit<DeviceRow, 'secretHash' | 'keyId'> & { readonly secret: string | null })[];
  readonly accounts: readonly (Omit<AccountRow, 'passwordHash'> & { readonly password: string })[];
  readonly familyLinks: readonly FamilyLinkRow[];
  readonly dutySeats: readonly Omit<DutySeatRow, OfRegistry>[];
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
