import type { Datum } from '@silverbell/kernel';
import type {
  CareCategory,
  DeviceProfile,
  DeviceRole,
  EconomicClass,
  Hazard,
  HelperKind,
  PositionSource,
} from '@silverbell/vocabulary';
import type { WrittenPosition } from './row-reader.js';

/** What a row asks to be written, in the shape of the commands of the registry. */
export interface RegionDraft {
  readonly id?: string | undefined;
  readonly name: string;
  readonly levelNo: number | null;
  readonly levelName: string;
  /** As it stands in the cell: an id or a name, of a region on file or in the same file. */
  readonly parent: string | null;
  readonly centre: WrittenPosition | null;
}

export interface FacilityDraft {
  readonly id?: string | undefined;
  readonly regionId: string;
  readonly type: string;
  readonly name: string;
  readonly level?: number | undefined;
  /** An id or a name. */
  readonly parent?: string | undefined;
  readonly operator?: string | undefined;
  readonly phone?: string | undefined;
  readonly addressWords?: string | undefined;
  readonly position?: WrittenPosition | undefined;
  readonly functions?: readonly string[] | undefined;
  readonly capacity?: number | undefined;
  readonly hours?: string | undefined;
}

export interface HomeDraft {
  readonly id?: string | undefined;
  readonly regionId: string;
  readonly label: string;
  readonly addressWords: string;
  readonly position: {
    readonly lat: number;
    readonly lng: number;
    readonly datum: Datum;
    readonly source: PositionSource;
  };
  readonly floorNo?: number | undefined;
  readonly hasLift?: boolean | undefined;
  readonly hazards?: readonly Hazard[] | undefined;
  readonly doorTag?: string | undefined;
  readonly entryCode?: string | undefined;
  readonly entryNote?: string | undefined;
}

export interface ContactDraft {
  readonly name: string;
  readonly relation: string;
  readonly phone: string;
  readonly mayDecide: boolean;
}

export interface SeniorDraft {
  readonly id?: string | undefined;
  readonly regionId: string | null;
  readonly registrationRegionId?: string | undefined;
  readonly name: string;
  readonly idNumber?: string | undefined;
  readonly birthDate?: string | undefined;
  readonly gender?: 'female' | 'male' | 'unknown' | undefined;
  readonly phone?: string | undefined;
  readonly verifyBy: 'voice' | 'text' | 'signal' | 'visit';
  readonly dispatchFirst?: boolean | undefined;
  readonly languages?: readonly string[] | undefined;
  readonly hearing?: 'good' | 'hard-of-hearing' | 'deaf' | 'unknown' | undefined;
  readonly dementia?: boolean | undefined;
  readonly electricMedicalDevice?: string | undefined;
  readonly careCategories?: readonly CareCategory[] | undefined;
  readonly economicClass?: EconomicClass | undefined;
  readonly healthNotes?: string | undefined;
}

/** Who a row of contacts, or of devices, is about. */
export interface SeniorReference {
  readonly id?: string | undefined;
  readonly idNumber?: string | undefined;
  readonly name?: string | undefined;
}

export interface PeopleDraft {
  readonly home: HomeDraft | null;
  /** Of a home in another row or on file; of a home in this row its key. */
  readonly homeId: string | null;
  readonly senior: SeniorDraft | null;
  /** Of contacts alone. */
  readonly of: SeniorReference | null;
  readonly contacts: readonly ContactDraft[];
}

export interface HelperDraft {
  readonly id?: string | undefined;
  readonly kind: HelperKind | 'social-worker';
  readonly name: string;
  readonly phone: string;
  readonly birthDate: string;
  readonly regionId: string;
  readonly position: WrittenPosition;
  readonly languages?: readonly string[] | undefined;
  readonly nightCalls: boolean;
  readonly canLift: boolean;
  readonly transport: 'walk' | 'bicycle' | 'e-bike' | 'car';
  readonly certificates: readonly {
    readonly kind: 'health' | 'first-aid' | 'carer' | 'physician';
    readonly validUntil: string;
  }[];
}

export interface DeviceDraft {
  readonly id: string;
  readonly role: DeviceRole;
  readonly profile: DeviceProfile;
  readonly regionId: string | null;
  readonly homeId: string | null;
  readonly addressWords: string | null;
  readonly senior: SeniorReference | null;
  readonly room?: string | undefined;
  readonly behind?: { readonly hubId: string; readonly name: string } | undefined;
}

export type ImportDraft = RegionDraft | FacilityDraft | PeopleDraft | HelperDraft | DeviceDraft;
