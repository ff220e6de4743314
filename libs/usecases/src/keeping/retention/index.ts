export * from './keep-periods.js';
export * from './periods.js';
export * from './port.js';
