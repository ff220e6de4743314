import { ROLES, type Role } from '@silverbell/vocabulary';
import {
  changeDutySeatRequest,
  changeRegionRequest,
  checkNumbersRequest,
  createDutySeatRequest,
  createRegionRequest,
  deactivateRequest,
  dutySeatOnWire,
  dutySeatPage,
  emergencyNumbersOnWire,
  emergencyNumbersRequest,
  nothing,
  regionOnWire,
  regionQuery,
  regionReadiness,
  regionSettings,
  regionTree,
  registryQuery,
  settingRequest,
} from '../http/index.js';
import { idempotentWrite } from './idempotent-write.js';
import type { Route } from './route.js';
import { KEEP_PLACES, look, READ_PLACES, words } from './shape.js';

/** Staff choose regions by name in forms: all roles but helpers and families. */
const OFFICE: readonly Role[] = ROLES.filter((role) => role !== 'helper' && role !== 'family');

/** Places, and who is called for them: regions, duty seats, emergency numbers. */
export const REGION_ROUTES = {
  regions: {
    ...look('regions', OFFICE, 'regions', regionTree, words('区划树', 'The tree of regions')),
    query: regionQuery,
  },
  createRegion: {
    ...idempotentWrite(
      'createRegion',
      KEEP_PLACES,
      'regions',
      createRegionRequest,
      regionOnWire,
      words('新建区划', 'Put a region on file'),
      ['not-found', 'id-taken', 'region-level', 'region-inactive', 'place-nowhere'],
    ),
    status: 201,
  },
  changeRegion: {
    ...idempotentWrite(
      'changeRegion',
      KEEP_PLACES,
      'regions',
      changeRegionRequest,
      regionOnWire,
      words(
        '修改或移动区划；未办结事件保留立案时的区划和阶梯',
        'Change or move a region; open incidents keep the region and the ladder they were raised with',
      ),
      ['stale-version', 'region-cycle', 'region-is-root', 'region-level', 'region-inactive', 'place-nowhere'],
    ),
    ifMatch: true,
  },
  deactivateRegion: {
    ...idempotentWrite(
      'deactivateRegion',
      KEEP_PLACES,
      'regions',
      deactivateRequest,
      regionOnWire,
      words('停用区划（不删除）', 'Deactivate a region; nothing is deleted'),
      ['stale-version', 'region-in-use', 'region-is-root', 'region-inactive'],
    ),
    ifMatch: true,
  },
  regionReadiness: look(
    'regionReadiness',
    READ_PLACES,
    'regions',
    regionReadiness,
    words('还缺什么才能处理报警', 'What is missing before an alert is answered'),
  ),
  regionSettings: look(
    'regionSettings',
    READ_PLACES,
    'regions',
    regionSettings,
    words('生效的设置，及其来自哪一级', 'Settings in force, and the region each one comes from'),
  ),
  setRegionSetting: idempotentWrite(
    'setRegionSetting',
    KEEP_PLACES,
    'regions',
    settingRequest,
    regionSettings,
    words('修改一项设置，可指定生效日期', 'Change a setting of the region, at once or from a date on'),
    ['setting-value', 'setting-not-here', 'setting-in-past'],
  ),
  emergencyNumbers: look(
    'emergencyNumbers',
    READ_PLACES,
    'regions',
    emergencyNumbersOnWire,
    words('应急电话，及其来自哪一级', 'Emergency numbers, and the region each one comes from'),
  ),
  setEmergencyNumbers: idempotentWrite(
    'setEmergencyNumbers',
    KEEP_PLACES,
    'regions',
    emergencyNumbersRequest,
    emergencyNumbersOnWire,
    words('设置应急电话，立即生效', 'Set emergency numbers; they count at once'),
    [],
  ),
  checkEmergencyNumbers: idempotentWrite(
    'checkEmergencyNumbers',
    KEEP_PLACES,
    'regions',
    checkNumbersRequest,
    emergencyNumbersOnWire,
    words('登记每月试拨应急电话', 'Record the monthly check of emergency numbers'),
    [],
  ),
  dutySeats: {
    ...look('dutySeats', READ_PLACES, 'regions', dutySeatPage, words('值班席位', 'Duty seats')),
    query: registryQuery,
  },
  createDutySeat: {
    ...idempotentWrite(
      'createDutySeat',
      KEEP_PLACES,
      'regions',
      createDutySeatRequest,
      dutySeatOnWire,
      words('新建值班席位', 'Put a duty seat on file'),
      ['not-found', 'id-taken', 'region-inactive'],
    ),
    status: 201,
  },
  changeDutySeat: {
    ...idempotentWrite(
      'changeDutySeat',
      KEEP_PLACES,
      'regions',
      changeDutySeatRequest,
      dutySeatOnWire,
      words('修改或停用值班席位', 'Change or deactivate a duty seat'),
      ['stale-version', 'last-seat-of-rung', 'region-inactive'],
    ),
    ifMatch: true,
  },
  dutySeatAnswered: idempotentWrite(
    'dutySeatAnswered',
    KEEP_PLACES,
    'regions',
    nothing,
    dutySeatOnWire,
    words('登记每月试拨：席位已接听', 'Record the monthly check: the seat answered'),
    [],
  ),
} as const satisfies Record<string, Route>;
