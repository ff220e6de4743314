export * from './port.js';
export * from './write-scores.js';
