export * from './geojson.js';
export * from './logins.js';
export { COUNTY } from './names.js';
export type { OnDuty } from './neighbours.js';
export * from './prng.js';
export * from './rows.js';
export * from './town.js';
