export * from './connection-limits.js';
export * from './frame-gateway.js';
export * from './listener-guard.js';
export * from './new-number-budget.js';
