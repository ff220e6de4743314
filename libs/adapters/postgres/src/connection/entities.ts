import { CareWorkerRow, ProviderManagerRow, ProviderRow, ServiceContractRow } from '../care/provider.entity.js';
import { DutyShiftRow } from '../regions/rota.entity.js';
import { DeviceChangeRow, DeviceLoginRow } from '../devices/device-login.entity.js';
import { LadderDraftRow, LadderStepRow, LadderVersionRow } from '../escalation/ladder.entity.js';
import { DrillRow, TestWindowRow } from '../exercises/exercise.entity.js';
import { InactivityChangeRow, InactivityRuleRow } from '../monitoring/inactivity.entity.js';
import { RegionWeatherRow } from '../monitoring/weather.entity.js';
import { HelperSuspensionRow } from '../people/helper-suspension.entity.js';
import { LegalHoldRow } from '../privacy/legal-hold.entity.js';
import {
  AccountRoleRow,
  AccountRow,
  DutySeatRow,
  EmergencyNumberRow,
  FamilyLinkRow,
  OperatorDutyRow,
} from '../people/account.entity.js';
import { DeviceModelRow } from '../devices/device-model.entity.js';
import { DeviceRow } from '../devices/device.entity.js';
import {
  HelperCertificateRow,
  HelperConflictRow,
  HelperDutyRow,
  HelperPairRow,
  HelperRow,
} from '../people/helper.entity.js';
import { FacilityRow, HomeRow, RegionRow, RegionSettingRow } from '../people/place.entity.js';
import {
  CodeWordRow,
  ConsentRow,
  ContactRow,
  FormerContactRow,
  KeyHoldingRow,
  KeyStepRow,
  OccupantRow,
  SeniorRow,
} from '../people/senior.entity.js';

/** The tables that repositories and the seed read and write; those of the alert path have none, on purpose. */
export const entities = [
  RegionRow,
  RegionSettingRow,
  FacilityRow,
  HomeRow,
  SeniorRow,
  OccupantRow,
  ContactRow,
  CodeWordRow,
  ConsentRow,
  FormerContactRow,
  KeyHoldingRow,
  KeyStepRow,
  DeviceModelRow,
  DeviceRow,
  DeviceLoginRow,
  DeviceChangeRow,
  TestWindowRow,
  DrillRow,
  LadderDraftRow,
  LadderStepRow,
  LadderVersionRow,
  InactivityRuleRow,
  InactivityChangeRow,
  RegionWeatherRow,
  HelperSuspensionRow,
  LegalHoldRow,
  HelperRow,
  HelperCertificateRow,
  HelperConflictRow,
  HelperPairRow,
  HelperDutyRow,
  AccountRow,
  AccountRoleRow,
  FamilyLinkRow,
  OperatorDutyRow,
  DutySeatRow,
  DutyShiftRow,
  EmergencyNumberRow,
  ProviderRow,
  ProviderManagerRow,
  CareWorkerRow,
  ServiceContractRow,
] as const;
