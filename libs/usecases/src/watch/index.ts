export * from './limits.js';
export * from './platform-health.js';
