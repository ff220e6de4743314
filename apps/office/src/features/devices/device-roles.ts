/** Who puts devices on file, retires them and gives them new secrets. */
export const REGISTERING = ['admin', 'county-officer'];
/** Who binds, returns and replaces them. */
export const INSTALLING = [...REGISTERING, 'township-officer', 'community-officer', 'installer'];
/** Who tries them out. */
export const TRYING = [...INSTALLING, 'operator', 'lead'];
