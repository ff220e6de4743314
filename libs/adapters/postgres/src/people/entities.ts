import { AccountRow, DutySeatRow, EmergencyNumberRow, FamilyLinkRow, OperatorDutyRow } from './account.entity.js';
import { DeviceRow, TestWindowRow } from './device.entity.js';
import {
  HelperCertificateRow,
  HelperConflictRow,
  HelperDutyRow,
  HelperPairRow,
  HelperPositionRow,
  HelperRow,
} from './helper.entity.js';
import { FacilityRow, HomeRow, RegionRow, RegionSettingRow } from './place.entity.js';
import { ConsentRow, ContactRow, KeyHoldingRow, OccupantRow, SeniorRow } from './senior.entity.js';

export const peopleEntities = [
  RegionRow,
  RegionSettingRow,
  FacilityRow,
  HomeRow,
  SeniorRow,
  OccupantRow,
  ContactRow,
  ConsentRow,
  KeyHoldingRow,
  DeviceRow,
  TestWindowRow,
  HelperRow,
  HelperCertificateRow,
  HelperConflictRow,
  HelperPairRow,
  HelperDutyRow,
  HelperPositionRow,
  AccountRow,
  FamilyLinkRow,
  OperatorDutyRow,
  DutySeatRow,
  EmergencyNumberRow,
] as const;
