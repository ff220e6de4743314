export * from './port.js';
export * from './grants.js';
