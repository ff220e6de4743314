export * from './ids.js';
export * from './place.js';
export * from './refusal.js';
export * from './time.js';
