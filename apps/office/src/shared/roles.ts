/** Who writes what of the registry, as contracts.md section 7 says; the server asks again. */
export const PLACE_EDITORS = ['admin', 'county-officer'];
/** Facilities, helpers and their channels. */
export const FACILITY_EDITORS = [...PLACE_EDITORS, 'township-officer'];
/** Homes, seniors and what is around them. */
export const FILE_EDITORS = [...FACILITY_EDITORS, 'community-officer'];
