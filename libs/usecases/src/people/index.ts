export * from './decide.js';
export * from './files/index.js';
export * from './id-number.js';
export * from './masks.js';
export * from './port.js';
export * from './suspend-helper.js';
