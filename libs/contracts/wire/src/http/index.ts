export * from './auth.js';
export * from './dispatch.js';
export * from './family.js';
export * from './health.js';
export * from './incidents.js';
export * from './problem.js';
export { isoInstant, nothing, person, type PersonRef } from './shared.js';
export * from './surroundings.js';
