/** Who writes files of people. */
export const SENIOR_EDITORS = ['admin', 'county-officer', 'township-officer', 'community-officer'];
