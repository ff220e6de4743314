export * from './claim-registered.js';
export * from './device-life.js';
export * from './device-work.js';
