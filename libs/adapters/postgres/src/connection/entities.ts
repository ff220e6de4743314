import {
  AccountRow,
  DutySeatRow,
  EmergencyNumberRow,
  FamilyLinkRow,
  OperatorDutyRow,
} from '../people/account.entity.js';
import { DeviceRow, TestWindowRow } from '../devices/device.entity.js';
import {
  HelperCertificateRow,
  HelperConflictRow,
  HelperDutyRow,
  HelperPairRow,
  HelperPositionRow,
  HelperRow,
} from '../people/helper.entity.js';
import { FacilityRow, HomeRow, RegionRow, RegionSettingRow } from '../people/place.entity.js';
import { ConsentRow, ContactRow, KeyHoldingRow, OccupantRow, SeniorRow } from '../people/senior.entity.js';

export const entities = [
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
