export * from './port.js';
export * from './grants.js';
export * from './service-keys.js';
