export * from './run-retention.js';
export * from './retention-periods.js';
export * from './port.js';
