/** Who writes what of the registry, as contracts.md section 7 says; the server asks again. */
export const PLACE_EDITORS = ['admin', 'county-officer'];
/** Facilities, helpers and their channels. */
export const FACILITY_EDITORS = [...PLACE_EDITORS, 'township-officer'];
/** Homes, seniors and what is around them. */
export const FILE_EDITORS = [...FACILITY_EDITORS, 'community-officer'];
/** Read the working file of a person: her proofs, assessments and entitlements. */
export const CARE_FILE_READERS = [...FILE_EDITORS, 'lead', 'supervisor'];
/** Of these, who also opens the lists of orders, visits and complaints. */
export const CARE_LIST_READERS = CARE_FILE_READERS.filter((role) => role !== 'admin');
/** May take out orders, plans, complaints, visits, meals and care calls. */
export const CARE_EXPORTERS = [...CARE_LIST_READERS, 'operator'];
