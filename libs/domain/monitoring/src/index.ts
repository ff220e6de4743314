export * from './hub-network.js';
export * from './outage.js';
export * from './refusals.js';
export * from './risk.js';
export * from './rule-limits.js';
export * from './signs.js';
export * from './inactivity.js';
export * from './supervision.js';
