export * from './outage.js';
export * from './risk.js';
export * from './silence.js';
export * from './supervision.js';
