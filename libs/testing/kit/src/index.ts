export * from './counted-ids.js';
export * from './fixed-clock.js';
export * from './given.js';
export * from './sameness.js';
