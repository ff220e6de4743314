/** Who writes files of people. */
export const KEEPING = ['admin', 'county-officer', 'township-officer', 'community-officer'];
