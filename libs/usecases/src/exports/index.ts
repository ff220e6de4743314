export * from './columns.js';
export * from './port.js';
export * from './sheet.js';
export * from './totals.js';
