export * from './facts.js';
export * from './policy.js';
export * from './rank.js';
export * from './reasons.js';
