export * from './port.js';
export * from './write-contracts.js';
export * from './write-providers.js';
export * from './write-workers.js';
