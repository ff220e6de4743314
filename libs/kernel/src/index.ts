export * from './gcj02.js';
export * from './ids.js';
export * from './leaky-buckets.js';
export * from './place.js';
export * from './prng.js';
export * from './recent-map.js';
export * from './refusal.js';
export * from './time.js';
