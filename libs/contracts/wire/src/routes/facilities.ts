import {
  changeFacilityRequest,
  createFacilityRequest,
  facilityOnWire,
  facilityPage,
  registryQuery,
} from '../http/index.js';
import { idempotentWrite } from './idempotent-write.js';
import type { Route } from './route.js';
import { KEEP_FACILITIES, look, READ_FACILITIES, words } from './shape.js';

/** Places of care: hubs and spokes of any type. */
export const FACILITY_ROUTES = {
  facilities: {
    ...look(
      'facilities',
      READ_FACILITIES,
      'regions',
      facilityPage,
      words('养老服务设施，及各区划各类型数量', 'Facilities, and how many of each type each region has'),
    ),
    query: registryQuery,
  },
  createFacility: {
    ...idempotentWrite(
      'createFacility',
      KEEP_FACILITIES,
      'regions',
      createFacilityRequest,
      facilityOnWire,
      words('登记养老服务设施', 'Put a facility on file'),
      ['not-found', 'id-taken', 'region-inactive', 'place-nowhere', 'facility-unknown', 'facility-cycle'],
    ),
    status: 201,
  },
  changeFacility: {
    ...idempotentWrite(
      'changeFacility',
      KEEP_FACILITIES,
      'regions',
      changeFacilityRequest,
      facilityOnWire,
      words('修改或停用养老服务设施', 'Change or deactivate a facility'),
      ['stale-version', 'region-inactive', 'place-nowhere', 'facility-unknown', 'facility-cycle'],
    ),
    ifMatch: true,
  },
} as const satisfies Record<string, Route>;
