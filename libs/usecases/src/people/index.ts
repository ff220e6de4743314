export * from './decide.js';
export * from './port.js';
export * from './suspend-helper.js';
