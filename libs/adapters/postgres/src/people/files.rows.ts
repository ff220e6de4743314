import {
  as,
  geoPoint,
  type AccountId,
  type GeoPoint,
  type HomeId,
  type RegionId,
  type SeniorId,
} from '@silverbell/kernel';
import type {
  AbilityAssessment,
  ConsentFile,
  ContactFile,
  HomeFile,
  KeyFile,
  LivingAloneEvidence,
  SeniorFile,
} from '@silverbell/usecases';
import type { Hazard, ProtectionFlag, CareCategory } from '@silverbell/vocabulary';
import type { QueryDeepPartialEntity } from 'typeorm/query-builder/QueryPartialEntity.js';
import { nameInitials } from './name-initials.js';
import type { HomeRow } from './place.entity.js';
import type { ConsentRow, ContactRow, KeyHoldingRow, SeniorRow } from './senior.entity.js';

const account = (id: string | null): AccountId | null => (id === null ? null : as<AccountId>(id));

function pointOf(id: string, lat: number, lng: number): GeoPoint {
  const point = geoPoint(lat, lng);
  if (point === null) throw new Error(`home ${id} has no place`);
  return point;
}

export const homeOf = (row: HomeRow, entryCode: string | null): HomeFile => ({
  id: as<HomeId>(row.id),
  regionId: as<RegionId>(row.regionId),
  ...{ label: row.label, addressWords: row.addressWords, datum: row.datum, positionSource: row.positionSource },
  point: pointOf(row.id, row.lat, row.lng),
  verified:
    row.positionCheckedAt === null || row.positionCheckedBy === null
      ? null
      : { at: row.positionCheckedAt, by: as<AccountId>(row.positionCheckedBy) },
  hazards: row.hazards as Hazard[],
  ...{ floorNo: row.floorNo, hasLift: row.hasLift },
  roadPoint:
    row.nearestRoadLat === null || row.nearestRoadLng === null
      ? null
      : geoPoint(row.nearestRoadLat, row.nearestRoadLng),
  ...{ entryNote: row.entryNote, doorTag: row.doorTag, entryCode, version: row.version },
  changedBy: account(row.changedBy),
});

/** Without the entry code, which is sealed beside. */
export const rowOfHome = ({
  entryCode: _,
  point,
  verified,
  roadPoint,
  hazards,
  ...home
}: HomeFile): Omit<HomeRow, 'entryCodeSealed'> => ({
  ...home,
  ...{ lat: point.lat, lng: point.lng, hazards: [...hazards] },
  ...{ positionCheckedAt: verified?.at ?? null, positionCheckedBy: verified?.by ?? null },
  ...{ nearestRoadLat: roadPoint?.lat ?? null, nearestRoadLng: roadPoint?.lng ?? null },
});

/** What lies sealed in a row of a senior, opened. */
export type OpenedSenior = Pick<SeniorFile, 'idNumber' | 'phone'>;
export const NOTHING_SEALED: OpenedSenior = { idNumber: null, phone: null };

export const seniorOf = (row: SeniorRow, opened: OpenedSenior): SeniorFile => ({
  ...opened,
  id: as<SeniorId>(row.id),
  homeId: as<HomeId>(row.homeId),
  regionId: as<RegionId>(row.regionId),
  registrationRegionId: row.registrationRegionId === null ? null : as<RegionId>(row.registrationRegionId),
  ...{ registeredAt: row.registeredAt, name: row.name, birthDate: row.birthDate, gender: row.gender },
  ...{ status: row.status, statusOn: row.statusOn, statusReason: row.statusReason, verifyBy: row.verifyBy },
  ...{ dispatchFirst: row.dispatchFirst, dispatchFirstReason: row.dispatchFirstReason, languages: row.languages },
  ...{ hearing: row.hearing, dementia: row.dementia, electricMedicalDevice: row.electricMedicalDevice },
  careCategories: row.careCategories as CareCategory[],
  ...{ economicClass: row.economicClass, healthNotes: row.healthNotes, medication: row.medication },
  ...{ allergies: row.allergies, preferredHospital: row.preferredHospital, familyDoctor: row.familyDoctor },
  ...{ treatmentWishes: row.treatmentWishes, usuallyAtHome: row.usuallyAtHome },
  ability: row.ability as AbilityAssessment | null,
  aloneEvidence: row.aloneEvidence as LivingAloneEvidence | null,
  protectionFlags: row.protectionFlags as ProtectionFlag[],
  version: row.version,
  changedBy: account(row.changedBy),
});

/** Without her numbers, which are sealed beside. */
export const rowOfSenior = ({
  idNumber: _,
  phone: __,
  languages,
  careCategories,
  protectionFlags,
  ability,
  aloneEvidence,
  ...senior
}: SeniorFile): QueryDeepPartialEntity<SeniorRow> => ({
  ...senior,
  nameInitials: nameInitials(senior.name),
  ...{ languages: [...languages], careCategories: [...careCategories], protectionFlags: [...protectionFlags] },
  ability: ability as QueryDeepPartialEntity<unknown>,
  aloneEvidence: aloneEvidence as QueryDeepPartialEntity<unknown>,
});

export const contactOf = (
  { phoneSealed: _, phoneHash: __, phoneTail: ___, ...row }: ContactRow,
  phone: string | null,
): ContactFile => ({ ...row, seniorId: as<SeniorId>(row.seniorId), phone: phone ?? '' });

export const consentOf = (row: ConsentRow): ConsentFile => ({ ...row, seniorId: as<SeniorId>(row.seniorId) });

export const keyOf = (
  { id, homeId, holderKind, holderName, sealedNumber, lastFitTestAt, fits, returnedAt }: KeyHoldingRow,
  holderPhone: string | null,
): KeyFile => ({
  ...{ id, homeId: as<HomeId>(homeId), holderKind, holderName, holderPhone, sealedNumber },
  ...{ lastFitTestAt, fits, returnedAt },
});
