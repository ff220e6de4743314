import {
  absenceRequest,
  cancelShiftRequest,
  facilitiesOnMap,
  facilitiesOnMapQuery,
  planShiftsRequest,
  regionFigures,
  regionFiguresQuery,
  rota,
  rotaQuery,
  shiftList,
  swapShiftsRequest,
} from '../http/index.js';
import { idempotentWrite } from './idempotent-write.js';
import type { Route } from './route.js';
import { KEEP_PLACES, look, READ_FACILITIES, READ_PLACES, words } from './shape.js';

/** Who holds a seat when, and what a map and a list of regions show. */
export const ROTA_ROUTES = {
  rota: {
    ...look('rota', READ_PLACES, 'regions', rota, words('值班排班与空档', 'The rota of the seats, and its gaps')),
    query: rotaQuery,
  },
  planShifts: idempotentWrite(
    'planShifts',
    KEEP_PLACES,
    'regions',
    planShiftsRequest,
    shiftList,
    words('排班：何人何时值守该席位', 'Plan who holds a seat when'),
    ['id-taken', 'shift-overlaps', 'shift-in-past'],
  ),
  swapShifts: {
    ...idempotentWrite(
      'swapShifts',
      KEEP_PLACES,
      'regions',
      swapShiftsRequest,
      shiftList,
      words('两人换班', 'Two shifts exchange their people'),
      ['stale-version', 'shift-over'],
    ),
    ifMatch: true,
  },
  reportAbsence: {
    ...idempotentWrite(
      'reportAbsence',
      KEEP_PLACES,
      'regions',
      absenceRequest,
      shiftList,
      words('报缺勤，可指定顶班人', 'Call a holder in absent, with or without a stand-in'),
      ['stale-version', 'shift-over'],
    ),
    ifMatch: true,
  },
  cancelShift: {
    ...idempotentWrite(
      'cancelShift',
      KEEP_PLACES,
      'regions',
      cancelShiftRequest,
      shiftList,
      words('取消班次', 'Cancel a shift'),
      ['stale-version', 'shift-over'],
    ),
    ifMatch: true,
  },
  regionFigures: {
    ...look(
      'regionFigures',
      READ_FACILITIES,
      'regions',
      regionFigures,
      words('各区划档案数量与村级责任人', 'How much is on file in each region, and who answers for it'),
    ),
    query: regionFiguresQuery,
  },
  facilitiesOnMap: {
    ...look(
      'facilitiesOnMap',
      READ_FACILITIES,
      'regions',
      facilitiesOnMap,
      words('地图上的养老服务设施', 'Facilities as a map shows them'),
    ),
    query: facilitiesOnMapQuery,
  },
} as const satisfies Record<string, Route>;
