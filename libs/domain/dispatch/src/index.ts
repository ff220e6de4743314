export * from './arrival.js';
export * from './coverage.js';
export * from './facts.js';
export * from './fix.js';
export * from './policy.js';
export * from './rank.js';
export * from './reasons.js';
export * from './travel.js';
