export * from './geojson.js';
export * from './logins.js';
export { COUNTY, familyName, givenName, LANES, TOWNSHIPS } from './names.js';
export type { OnDuty } from './neighbours.js';
export * from './prng.js';
export * from './rows.js';
export * from './town.js';
